// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/entry_lines.h"

#include <llvm/ADT/PostOrderIterator.h>
#include <llvm/IR/CFG.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>

#include <map>

#include "compiler/passes/lower_entry.h"

namespace pewter::compiler {
namespace {

class OwnLines {
 public:
  explicit OwnLines(llvm::DISubprogram& entry) : entry_(entry) {}

  // The location one call less deep.
  llvm::DILocation* of(llvm::DILocation* location, bool is_call = false) {
    llvm::DILocation* call = location->getInlinedAt();
    if (!call) return location;
    if (const auto known = own_.find({location, is_call}); known != own_.end()) return known->second;
    llvm::LLVMContext& context = location->getContext();
    llvm::DILocalScope* scope = location->getScope();
    llvm::DILocation* outer = nullptr;
    // The entry point calls nothing but the kernel. A body that comes from several files stays as it is.
    if (!call->getInlinedAt() && location->getFile() == entry_.getFile()) {
      scope = &entry_;
    } else {
      outer = of(call, true);
    }
    // Calls are distinct, so that two of them on one line do not become one.
    llvm::DILocation* made = is_call ? llvm::DILocation::getDistinct(context, location->getLine(), location->getColumn(), scope, outer)
                                     : llvm::DILocation::get(context, location->getLine(), location->getColumn(), scope, outer);
    return own_[{location, is_call}] = made;
  }

 private:
  llvm::DISubprogram& entry_;
  std::map<std::pair<llvm::DILocation*, bool>, llvm::DILocation*> own_;
};

}  // namespace

llvm::PreservedAnalyses EntryLinesPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::Function* entry = find_entry(module);
  if (!entry || !entry->getSubprogram()) return llvm::PreservedAnalyses::all();
  OwnLines lines(*entry->getSubprogram());
  for (llvm::Instruction& instruction : llvm::instructions(*entry)) {
    if (llvm::DILocation* location = instruction.getDebugLoc().get()) instruction.setDebugLoc(lines.of(location));
    llvm::updateLoopMetadataDebugLocations(instruction, [&](llvm::Metadata* metadata) -> llvm::Metadata* {
      auto* location = llvm::dyn_cast_or_null<llvm::DILocation>(metadata);
      return location ? lines.of(location) : metadata;
    });
  }
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

llvm::PreservedAnalyses FirstLinePass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  llvm::Instruction* end = function.getEntryBlock().getTerminator();
  const auto has_line = [](const llvm::Instruction& instruction) {
    return instruction.getDebugLoc() && instruction.getDebugLoc().getLine() != 0;
  };
  if (!function.getSubprogram() || llvm::any_of(function.getEntryBlock(), has_line)) return llvm::PreservedAnalyses::all();
  for (llvm::BasicBlock* block : llvm::ReversePostOrderTraversal<llvm::Function*>(&function)) {
    const auto first = llvm::find_if(*block, has_line);
    if (first == block->end()) continue;
    end->setDebugLoc(first->getDebugLoc());
    break;
  }
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
