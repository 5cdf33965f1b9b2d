// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/check_recursion.h"

#include <llvm/ADT/SCCIterator.h>
#include <llvm/Analysis/CallGraph.h>
#include <llvm/Demangle/Demangle.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/InstrTypes.h>

#include "compiler/passes/report.h"

namespace pewter::compiler {
namespace {

// The first call in `caller` to a function of the same cycle.
const llvm::CallBase* call_into(llvm::Function& caller, const std::vector<llvm::CallGraphNode*>& cycle) {
  for (llvm::Instruction& instruction : llvm::instructions(caller)) {
    const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
    const llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
    if (callee && llvm::any_of(cycle, [&](auto* node) { return node->getFunction() == callee; })) return call;
  }
  return nullptr;
}

}  // namespace

llvm::PreservedAnalyses CheckRecursionPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::CallGraph graph(module);
  for (auto it = llvm::scc_begin(&graph); !it.isAtEnd(); ++it) {
    if (!it.hasCycle()) continue;
    for (llvm::CallGraphNode* node : *it) {
      llvm::Function* function = node->getFunction();
      const llvm::CallBase* call = function ? call_into(*function, *it) : nullptr;
      if (!call) continue;
      report_error(*function, call->getDebugLoc(),
                   "recursion is not supported in Metal: '" + llvm::demangle(function->getName()) + "' calls itself");
      break;
    }
  }
  return llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
