// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/split_at_barriers.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PassManager.h>

#include "compiler/passes/barriers/agreement.h"
#include "compiler/passes/barriers/declared_scopes.h"
#include "compiler/passes/barriers/driver.h"
#include "compiler/passes/barriers/live_values.h"
#include "compiler/passes/barriers/private_memory.h"
#include "compiler/passes/barriers/region_emitter.h"
#include "compiler/passes/barriers/regions.h"
#include "compiler/passes/barriers/scratch_layout.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/report.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

unsigned simdgroups_in(const model::ThreadgroupSize& size) {
  return (size[0] * size[1] * size[2] + model::kSimdWidth - 1) / model::kSimdWidth;
}

// The entry point with nothing in it. It takes over what `body` is to debuggers.
llvm::Function& make_entry(llvm::Function& body, const std::string& name) {
  llvm::LLVMContext& context = body.getContext();
  llvm::Type* pointer = llvm::PointerType::get(context, 0);
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {pointer, pointer}, false);
  auto* entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, body.getParent());
  llvm::AttrBuilder attributes(context, body.getAttributes().getFnAttrs());
  // What only calls of it, or only the memory that it saw, were about.
  for (auto kind : {llvm::Attribute::AlwaysInline, llvm::Attribute::NoInline, llvm::Attribute::InlineHint,
                    llvm::Attribute::Convergent, llvm::Attribute::Memory})
    attributes.removeAttribute(kind);
  entry->addFnAttrs(attributes);
  entry->getArg(0)->setName("threadgroup");
  entry->getArg(1)->setName("scratch");
  entry->addParamAttr(0, llvm::Attribute::NoUndef);
  entry->addDereferenceableParamAttr(0, sizeof(model::ThreadgroupFrame));
  entry->addParamAttr(1, llvm::Attribute::NoUndef);
  entry->addParamAttr(1, llvm::Attribute::NoAlias);
  entry->addParamAttr(1, llvm::Attribute::getWithAlignment(context, llvm::Align(ScratchLayout::kAlignment)));
  entry->setSubprogram(body.getSubprogram());
  body.setSubprogram(nullptr);
  llvm::ReturnInst::Create(context, llvm::BasicBlock::Create(context, "entry", entry));
  return *entry;
}

const llvm::AllocaInst* find_dynamic_alloca(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (auto* alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
        alloca && !llvm::isa<llvm::ConstantInt>(alloca->getArraySize()))
      return alloca;
  return nullptr;
}

}  // namespace

llvm::PreservedAnalyses SplitAtBarriersPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::Function* body = module.getFunction("pewter.simdgroup");
  if (!body || body->isDeclaration()) return llvm::PreservedAnalyses::all();
  if (const llvm::AllocaInst* alloca = find_dynamic_alloca(*body)) {
    report_error(*body, alloca->getDebugLoc(), "private memory whose size is not a constant is not supported");
    return llvm::PreservedAnalyses::all();
  }
  Driver::Plan plan;
  plan.simdgroups = simdgroups_in(size_);
  // A SIMD-group that is alone has always arrived.
  if (plan.simdgroups == 1) remove_barriers(*body);
  const RegionGraph graph = split_into_regions(*body);
  if (!graph.waits.empty()) drop_declared_scopes(*body);
  const Agreement agreement(*body, graph);
  plan.agree = agreement.on_barriers();

  const std::vector<LiveValues> live = find_live_values(*body, graph, agreement);
  const auto moved = find_allocas_across_barriers(*body, graph);
  for (llvm::AllocaInst* alloca : moved) {
    remove_lifetime(*alloca);
    limit_alignment(*alloca, llvm::Align(ScratchLayout::kAlignment));
  }
  const ScratchLayout layout(module.getDataLayout(), info_->scratch_bytes, !plan.agree, live, moved);
  plan.scratch_bytes = info_->scratch_bytes = static_cast<std::uint32_t>(layout.bytes());
  plan.state_offset = layout.state_offset();

  llvm::Function& entry = make_entry(*body, entry_symbol(info_->host_name));
  RegionEmitter emitter(*body, entry, graph, live, layout, moved);
  Driver(entry, graph, plan).emit(emitter);
  emitter.sink_loads();
  body->eraseFromParent();
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
