// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/host_target.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <mutex>

#include "compiler/codegen/generate.h"

namespace pewter::compiler {
namespace {

llvm::Expected<llvm::orc::JITTargetMachineBuilder> host_builder() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
  });
  return llvm::orc::JITTargetMachineBuilder::detectHost();
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

std::string host_code_key() {
  auto builder = host_builder();
  if (!builder) {
    llvm::consumeError(builder.takeError());
    return "no host";
  }
  return builder->getTargetTriple().str() + ' ' + builder->getCPU() + ' ' + builder->getFeatures().getString() + " llvm " LLVM_VERSION_STRING " shape 1";
}

}  // namespace pewter::compiler
