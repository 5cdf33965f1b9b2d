// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/host_target.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

#include <sys/stat.h>

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
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  // These instructions round bfloat subnormals to zero, and LLVM uses them also where a bfloat only crosses a block.
  if (builder && builder->getTargetTriple().isX86()) {
    builder->getFeatures().AddFeature("avx512bf16", false);
    builder->getFeatures().AddFeature("avxneconvert", false);
  }
  return builder;
}

// Which build of the code generator this is: of the file that holds it, the time it was written and its size.
std::string build_stamp() {
  Dl_info own = {};
  struct stat file = {};
  if (!dladdr(reinterpret_cast<void*>(&host_code_key), &own) || stat(own.dli_fname, &file) != 0) return "unknown";
  return fmt::format("{}.{}.{}", static_cast<long long>(file.st_mtim.tv_sec), file.st_mtim.tv_nsec,
                     static_cast<long long>(file.st_size));
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
  return fmt::format("{} {} {} LLVM {} {}", builder->getTargetTriple().str(), builder->getCPU(),
                     builder->getFeatures().getString(), LLVM_VERSION_STRING, build_stamp());
}

}  // namespace pewter::compiler
