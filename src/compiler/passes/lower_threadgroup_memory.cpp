// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/lower_threadgroup_memory.h"

#include <fmt/format.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/ReplaceConstant.h>

#include "compiler/passes/address_spaces.h"
#include "compiler/passes/frame.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/report.h"

namespace pewter::compiler {

llvm::PreservedAnalyses LowerThreadgroupMemoryPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::Function* entry = find_entry(module);
  llvm::SmallVector<llvm::GlobalVariable*, 8> variables;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getAddressSpace() == kThreadgroupSpace) variables.push_back(&variable);
  if (!entry || variables.empty()) return llvm::PreservedAnalyses::all();

  llvm::SmallVector<llvm::Constant*, 8> constants(variables.begin(), variables.end());
  llvm::convertUsersOfConstantsToInstructions(constants);
  llvm::IRBuilder<> builder(&*entry->getEntryBlock().getFirstInsertionPt());
  llvm::Value* base = FrameReader(builder, *entry)
                          .threadgroup_pointer(offsetof(model::ThreadgroupFrame, static_memory), "static_memory");
  base = builder.CreateAddrSpaceCast(base, builder.getPtrTy(kThreadgroupSpace));
  const llvm::DataLayout& layout = module.getDataLayout();
  std::uint64_t offset = 0;
  for (llvm::GlobalVariable* variable : variables) {
    const llvm::Align alignment = layout.getPreferredAlign(variable);
    offset = llvm::alignTo(offset, alignment);
    llvm::Value* address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), base, offset, variable->getName());
    offset += layout.getTypeAllocSize(variable->getValueType());
    variable->replaceAllUsesWith(address);
    variable->eraseFromParent();
  }
  offset = llvm::alignTo(offset, 16);
  if (offset > model::kMaxThreadgroupMemory)
    report_error(*entry, fmt::format("kernel '{}' needs {} bytes of threadgroup memory; {} are the limit",
                                     info_->host_name, offset, model::kMaxThreadgroupMemory));
  info_->static_threadgroup_bytes = static_cast<std::uint32_t>(offset);
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
