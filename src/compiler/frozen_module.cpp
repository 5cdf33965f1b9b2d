// SPDX-License-Identifier: Apache-2.0
#include "compiler/frozen_module.h"

#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PassManager.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>

#include <set>

#include "compiler/analysis/times.h"

namespace pewter::compiler {
namespace {

// Reads the bodies of `kernel` and of all that it reaches, through calls, pointers to functions and initialisers of globals.
class Reach {
 public:
  llvm::Error from(llvm::Function& kernel) {
    add(&kernel);
    while (!work_.empty()) {
      const llvm::Constant* next = work_.back();
      work_.pop_back();
      if (auto* function = llvm::dyn_cast<llvm::Function>(next)) {
        if (llvm::Error failed = const_cast<llvm::Function*>(function)->materialize()) return failed;
        for (const llvm::Instruction& instruction : llvm::instructions(*function)) add_operands(instruction);
      }
      add_operands(*next);  // of a global: its initialiser
    }
    return llvm::Error::success();
  }

 private:
  void add_operands(const llvm::User& user) {
    for (const llvm::Use& operand : user.operands())
      if (auto* constant = llvm::dyn_cast<llvm::Constant>(operand)) add(constant);
  }
  void add(const llvm::Constant* constant) {
    if (seen_.insert(constant).second) work_.push_back(constant);
  }

  std::set<const llvm::Constant*> seen_;
  std::vector<const llvm::Constant*> work_;
};

// Lets go of the bodies that nobody read, and of what only they used.
llvm::Error cut(llvm::Module& module, const llvm::Function& kernel) {
  for (llvm::Function& function : llvm::make_early_inc_range(module)) {
    if (function.isMaterializable()) function.deleteBody();
    if (function.isDeclaration() && function.use_empty() && !function.isIntrinsic()) function.eraseFromParent();
  }
  if (llvm::Error failed = module.materializeAll()) return failed;
  // A kernel that another one calls is a function like any other.
  for (llvm::Function& function : module)
    if (!function.isDeclaration() && &function != &kernel) function.setLinkage(llvm::GlobalValue::InternalLinkage);
  llvm::ModuleAnalysisManager analyses;
  llvm::GlobalDCEPass().run(module, analyses);
  return llvm::Error::success();
}

}  // namespace

FrozenModule freeze(DeviceModule module) {
  const StageTimer timer("freeze");
  FrozenModule frozen;
  frozen.reads_files = module.reads_files;
  llvm::raw_string_ostream stream(frozen.bitcode);
  llvm::WriteBitcodeToFile(*module.module, stream);
  stream.flush();
  for (DeviceKernel& kernel : module.kernels)
    frozen.kernels.push_back({kernel.function->getName().str(), std::move(kernel.info), std::move(kernel.built_in_types)});
  return frozen;
}

DeviceModule thaw(const FrozenModule& frozen, std::string_view host_name) {
  const StageTimer timer("thaw");
  DeviceModule result;
  result.reads_files = frozen.reads_files;
  const auto found = std::ranges::find_if(frozen.kernels, [&](const FrozenModule::Kernel& kernel) { return kernel.info.host_name == host_name; });
  if (found == frozen.kernels.end()) return result;
  result.context = std::make_unique<llvm::LLVMContext>();
  auto module = llvm::getLazyBitcodeModule(llvm::MemoryBufferRef(frozen.bitcode, "metal"), *result.context);
  if (!module) {
    llvm::consumeError(module.takeError());
    return result;
  }
  llvm::Function* kernel = (*module)->getFunction(found->function);
  llvm::Error failed = kernel ? (*module)->materializeMetadata() : llvm::createStringError("no such function");
  if (!failed) failed = Reach().from(*kernel);
  if (!failed) failed = cut(**module, *kernel);
  if (failed) {
    llvm::consumeError(std::move(failed));
    return result;
  }
  result.module = std::move(*module);
  result.kernels.push_back({kernel, found->info, found->built_in_types});
  return result;
}

}  // namespace pewter::compiler
