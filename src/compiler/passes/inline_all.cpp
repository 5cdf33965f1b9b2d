// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/inline_all.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>

#include "compiler/passes/report.h"

namespace pewter::compiler {

llvm::PreservedAnalyses InlineAllPass::run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses) {
  // llvm.used and llvm.compiler.used would keep annotated functions that nothing calls.
  for (llvm::StringRef name : {"llvm.used", "llvm.compiler.used", "llvm.global.annotations", "llvm.global_ctors"})
    if (llvm::GlobalVariable* variable = module.getNamedGlobal(name)) variable->eraseFromParent();
  for (llvm::Function& function : module)
    if (!function.isDeclaration() && function.hasLocalLinkage()) function.addFnAttr(llvm::Attribute::AlwaysInline);
  llvm::AlwaysInlinerPass(/*InsertLifetime=*/true).run(module, analyses);
  llvm::GlobalDCEPass().run(module, analyses);
  for (llvm::Function& function : module) {
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
      if (!call || call->isInlineAsm()) continue;
      const llvm::Function* callee = call->getCalledFunction();
      if (!callee) {
        report_error(function, call->getDebugLoc(), "calls through function pointers are not supported");
      } else if (!callee->isDeclaration()) {
        report_error(function, call->getDebugLoc(),
                     ("the call of '" + callee->getName() + "' cannot be inlined").str());
      }
    }
  }
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
