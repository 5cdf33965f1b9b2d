// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/device_module_text.h"

#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/raw_ostream.h>

namespace pewter::compiler {
namespace {

std::string text_operand(const llvm::MDNode& node, unsigned index) {
  const auto* text = index < node.getNumOperands() ? llvm::dyn_cast<llvm::MDString>(node.getOperand(index)) : nullptr;
  return text ? text->getString().str() : std::string();
}

std::uint64_t number_operand(const llvm::MDNode& node, unsigned index, std::uint64_t otherwise) {
  const auto* number =
      index < node.getNumOperands() ? llvm::mdconst::dyn_extract<llvm::ConstantInt>(node.getOperand(index)) : nullptr;
  return number ? number->getZExtValue() : otherwise;
}

// False where the kind is neither a binding nor a built-in.
bool read_parameter(const llvm::MDNode& node, DeviceKernel& kernel) {
  model::KernelParameter parameter;
  BuiltInType shape;
  const std::string kind = text_operand(node, 0);
  if (kind == "buffer" || kind == "threadgroup") {
    parameter.kind = kind == "buffer" ? model::ParameterKind::buffer : model::ParameterKind::threadgroup_memory;
    parameter.index = static_cast<std::uint32_t>(number_operand(node, 1, 0));
  } else {
    parameter.kind = model::ParameterKind::built_in;
    bool found = false;
#define PEWTER_BUILT_IN(name, components, scope) \
  if (kind == #name) {                           \
    parameter.built_in = model::BuiltIn::name;   \
    found = true;                                \
  }
#include "model/built_in.def"
    if (!found) return false;
    shape.components = static_cast<std::uint8_t>(number_operand(node, 1, 1));
    shape.bits = static_cast<std::uint8_t>(number_operand(node, 2, 32));
  }
  parameter.name = kind;
  kernel.info.parameters.push_back(parameter);
  kernel.built_in_types.push_back(shape);
  return true;
}

}  // namespace

Result<DeviceModule, std::string> parse_device_module(std::string_view assembly, const std::string& file_name) {
  DeviceModule device;
  device.context = std::make_unique<llvm::LLVMContext>();
  llvm::SMDiagnostic diagnostic;
  device.module =
      llvm::parseAssembly(llvm::MemoryBufferRef(llvm::StringRef(assembly), file_name), diagnostic, *device.context);
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (!device.module) {
    diagnostic.print("", stream);
    return Failure{stream.str()};
  }
  if (llvm::verifyModule(*device.module, &stream)) return Failure{stream.str()};
  const llvm::NamedMDNode* kernels = device.module->getNamedMetadata("pewter.kernels");
  for (unsigned i = 0; kernels && i < kernels->getNumOperands(); ++i) {
    const llvm::MDNode& node = *kernels->getOperand(i);
    DeviceKernel kernel;
    kernel.function = llvm::mdconst::dyn_extract<llvm::Function>(node.getOperand(0));
    kernel.info.host_name = text_operand(node, 1);
    if (!kernel.function) return Failure{file_name + ": a node of pewter.kernels does not begin with a function"};
    for (unsigned j = 2; j < node.getNumOperands(); ++j) {
      const auto* parameter = llvm::dyn_cast<llvm::MDNode>(node.getOperand(j));
      if (!parameter || !read_parameter(*parameter, kernel))
        return Failure{file_name + ": kernel '" + kernel.info.host_name +
                       "' has a parameter that is neither a binding nor a built-in"};
    }
    device.kernels.push_back(std::move(kernel));
  }
  // Described once; from here on the description is in `kernels`, and the metadata would keep the functions alive.
  if (kernels) device.module->eraseNamedMetadata(device.module->getNamedMetadata("pewter.kernels"));
  return device;
}

}  // namespace pewter::compiler
