// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/host_target.h"

#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <mutex>

namespace pewter::compiler {
namespace {

llvm::Expected<llvm::orc::JITTargetMachineBuilder> host_builder() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
  });
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  // These instructions round bfloat subnormals to zero, and LLVM uses them also where a bfloat only crosses a block.
  if (builder && builder->getTargetTriple().isX86()) {
    builder->getFeatures().AddFeature("avx512bf16", false);
    builder->getFeatures().AddFeature("avxneconvert", false);
  }
  return builder;
}

}  // namespace

std::unique_ptr<llvm::TargetMachine> make_host_target(std::string& why) {
  auto builder = host_builder();
  if (!builder) {
    why = llvm::toString(builder.takeError());
    return nullptr;
  }
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  builder->setRelocationModel(llvm::Reloc::PIC_);
  builder->setCodeModel(llvm::CodeModel::Small);
  // generate() reads the stack need of a kernel out of this section.
  builder->getOptions().EmitStackSizeSection = true;
  auto target = builder->createTargetMachine();
  if (!target) {
    why = llvm::toString(target.takeError());
    return nullptr;
  }
  return std::move(*target);
}

}  // namespace pewter::compiler
