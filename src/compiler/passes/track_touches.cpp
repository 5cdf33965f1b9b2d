// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/track_touches.h"

#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>

#include <tuple>

#include "model/touch_table.h"

namespace pewter::compiler {
namespace {

using llvm::Instruction;
using llvm::Value;
using model::TouchKind;

struct Touch {
  Value* pointer;
  Value* bytes;  // i64
  TouchKind kind;
};

// Whether it is memory of a thread, of the threadgroup or of the code, which no two dispatches share. Arguments of the
// entry point are frames.
bool is_private(const Value* pointer) {
  const Value* object = llvm::getUnderlyingObject(pointer, 32);
  return llvm::isa<llvm::AllocaInst>(object) || llvm::isa<llvm::GlobalVariable>(object) ||
         llvm::isa<llvm::Argument>(object);
}

class Touches {
 public:
  explicit Touches(const llvm::BasicBlock& block) : layout_(block.getModule()->getDataLayout()) {}

  void look_at(Instruction& instruction) {
    if (instruction.hasMetadata("pewter.threadgroup")) return;
    if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction))
      return add(load->getPointerOperand(), load->getType(), load->isAtomic() ? TouchKind::atomic : TouchKind::read);
    if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
      return add(store->getPointerOperand(), store->getValueOperand()->getType(),
                 store->isAtomic() ? TouchKind::atomic : TouchKind::write);
    if (auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction))
      return add(update->getPointerOperand(), update->getType(), TouchKind::atomic);
    if (auto* exchange = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&instruction))
      return add(exchange->getPointerOperand(), exchange->getCompareOperand()->getType(), TouchKind::atomic);
    if (auto* memory = llvm::dyn_cast<llvm::MemIntrinsic>(&instruction)) {
      add(memory->getRawDest(), memory->getLength(), TouchKind::write);
      if (auto* copy = llvm::dyn_cast<llvm::MemTransferInst>(memory))
        add(copy->getRawSource(), copy->getLength(), TouchKind::read);
    }
  }

  llvm::ArrayRef<Touch> all() const { return touches_; }

 private:
  void add(Value* pointer, llvm::Type* type, TouchKind kind) {
    auto* i64 = llvm::Type::getInt64Ty(pointer->getContext());
    add(pointer, llvm::ConstantInt::get(i64, layout_.getTypeStoreSize(type).getFixedValue()), kind);
  }
  void add(Value* pointer, Value* bytes, TouchKind kind) {
    if (is_private(pointer)) return;
    if (seen_.insert({{pointer, bytes}, static_cast<unsigned>(kind)}).second)
      touches_.push_back({pointer, bytes, kind});
  }

  const llvm::DataLayout& layout_;
  llvm::SmallVector<Touch, 8> touches_;
  llvm::DenseSet<std::pair<std::pair<Value*, Value*>, unsigned>> seen_;
};

// It touches nothing that the kernel can see: accesses around it may be moved and joined as if it were not there.
llvm::FunctionCallee declare(llvm::Module& module) {
  llvm::LLVMContext& context = module.getContext();
  llvm::FunctionCallee callee =
      module.getOrInsertFunction(kTouch, llvm::Type::getVoidTy(context), llvm::PointerType::get(context, 0),
                                 llvm::Type::getInt64Ty(context), llvm::Type::getInt32Ty(context));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setMemoryEffects(llvm::MemoryEffects::inaccessibleMemOnly());
  function->setDoesNotThrow();
  function->setWillReturn();
  return callee;
}

}  // namespace

llvm::PreservedAnalyses TrackTouchesPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  bool changed = false;
  for (llvm::BasicBlock& block : function) {
    Touches touches(block);
    for (Instruction& instruction : block) touches.look_at(instruction);
    if (touches.all().empty()) continue;
    changed = true;
    llvm::IRBuilder<> builder(block.getTerminator());
    llvm::FunctionCallee callee = declare(*function.getParent());
    for (const Touch& touch : touches.all()) {
      Value* bytes = builder.CreateZExtOrTrunc(touch.bytes, builder.getInt64Ty());
      builder.CreateCall(callee, {touch.pointer, bytes, builder.getInt32(static_cast<std::uint32_t>(touch.kind))});
    }
  }
  if (!changed) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses preserved;
  preserved.preserveSet<llvm::CFGAnalyses>();
  return preserved;
}

}  // namespace pewter::compiler
