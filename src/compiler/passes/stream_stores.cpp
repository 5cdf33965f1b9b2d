// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/stream_stores.h"

#include <llvm/ADT/SmallSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Operator.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include <optional>

#include "compiler/passes/frame.h"
#include "compiler/passes/lower_entry.h"

namespace pewter::compiler {
namespace {

using llvm::Value;

constexpr std::uint64_t kLine = 64;  // bytes of a cache line; where lines are longer, two stores side by side fill one

constexpr std::size_t offset_of_buffer(unsigned index) {
  return offsetof(model::LaunchFrame, buffers) + index * sizeof(std::byte*);
}

// The frame field that `value` was loaded from: the frame, and the offset in it.
std::pair<const Value*, std::uint64_t> field(const Value* value) {
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(value);
  if (!load || !load->getType()->isPointerTy()) return {};
  const llvm::DataLayout& layout = load->getDataLayout();
  llvm::APInt offset(layout.getIndexTypeSizeInBits(load->getPointerOperandType()), 0);
  const Value* frame =
      load->getPointerOperand()->stripAndAccumulateConstantOffsets(layout, offset, /*AllowNonInbounds=*/true);
  return {frame, offset.getZExtValue()};
}

// What a pointer leads into.
struct Memory {
  enum Kind { own, buffer, anywhere } kind = anywhere;  // own: frames, scratch memory, constants, the stack
  unsigned index = 0;                                   // of a buffer: the kernel's argument
};

Memory memory_of(const Value* object) {
  if (llvm::isa<llvm::AllocaInst, llvm::Argument, llvm::GlobalValue>(object)) return {Memory::own};
  const auto [frame, offset] = field(object);
  if (!frame) return {};
  // Threadgroup memory and the launch frame.
  if (llvm::isa<llvm::Argument>(frame)) return {Memory::own};
  const auto [threadgroup, launch] = field(frame);
  if (!threadgroup || !llvm::isa<llvm::Argument>(threadgroup) || launch != offsetof(model::ThreadgroupFrame, launch))
    return {};
  if (offset % sizeof(std::byte*) != 0 || offset >= offset_of_buffer(model::kMaxBuffers)) return {};
  return {Memory::buffer, static_cast<unsigned>(offset / sizeof(std::byte*))};
}

// The buffers that a function reads, by argument.
class Reads {
 public:
  // False: it may read anything, or other threads may look at what it writes while it runs.
  bool add(llvm::Instruction& instruction) {
    if (instruction.isAtomic() || llvm::isa<llvm::FenceInst>(instruction)) return false;
    if (!instruction.mayReadFromMemory()) return true;
    // Nobody may write what is invariant while the kernel runs, so it is not what the kernel writes.
    if (instruction.hasMetadata(llvm::LLVMContext::MD_invariant_load)) return true;
    if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) return add(load->getPointerOperand());
    auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
    if (!call) return false;
    // Functions reach no memory of a kernel's but through their arguments.
    return llvm::all_of(call->args(), [&](const llvm::Use& argument) {
      return !argument->getType()->isPtrOrPtrVectorTy() || add(argument.get());
    });
  }

  bool has(unsigned index) const { return buffers_[index]; }

 private:
  bool add(const Value* pointer) {
    // Of many lanes, or taken out of them: LLVM follows scalars only.
    if (const auto* lane = llvm::dyn_cast<llvm::ExtractElementInst>(pointer)) pointer = lane->getVectorOperand();
    while (pointer->getType()->isVectorTy()) {
      const auto* places = llvm::dyn_cast<llvm::GEPOperator>(pointer);
      if (!places) return false;
      pointer = places->getPointerOperand();
    }
    llvm::SmallVector<const Value*, 4> objects;
    llvm::getUnderlyingObjects(pointer, objects, nullptr, /*MaxLookup=*/0);
    return llvm::all_of(objects, [&](const Value* object) {
      const Memory memory = memory_of(object);
      if (memory.kind == Memory::buffer) buffers_[memory.index] = true;
      return memory.kind != Memory::anywhere;
    });
  }

  bool buffers_[model::kMaxBuffers] = {};
};

std::optional<unsigned> written_buffer(const llvm::StoreInst& store) {
  const Memory memory = memory_of(llvm::getUnderlyingObject(store.getPointerOperand(), 0));
  if (memory.kind != Memory::buffer) return std::nullopt;
  return memory.index;
}

std::uint64_t bytes_of(const llvm::StoreInst& store) {
  return store.getDataLayout().getTypeStoreSize(store.getValueOperand()->getType()).getFixedValue();
}

bool fills_lines(const llvm::StoreInst& store) {
  const llvm::Type* type = store.getValueOperand()->getType();
  if (!store.isSimple() || !llvm::isa<llvm::FixedVectorType>(type)) return false;
  const llvm::DataLayout& layout = store.getDataLayout();
  return bytes_of(store) % kLine == 0 &&
         layout.getTypeSizeInBits(store.getValueOperand()->getType()) == 8 * bytes_of(store);
}

// Goes on to other lines in each iteration of the loops around it, as far as one can see. Lines that are written again
// and again belong in a cache.
bool goes_on(llvm::StoreInst& store, const llvm::LoopInfo& loops, llvm::ScalarEvolution& evolution) {
  const llvm::SCEV* address = evolution.getSCEV(store.getPointerOperand());
  for (const llvm::Loop* loop = loops.getLoopFor(store.getParent()); loop; loop = loop->getParentLoop()) {
    const bool varies = llvm::SCEVExprContains(address, [&](const llvm::SCEV* part) {
      if (const auto* sum = llvm::dyn_cast<llvm::SCEVAddRecExpr>(part)) return sum->getLoop() == loop;
      const auto* unknown = llvm::dyn_cast<llvm::SCEVUnknown>(part);
      const auto* value = unknown ? llvm::dyn_cast<llvm::Instruction>(unknown->getValue()) : nullptr;
      return value && loops.getLoopFor(value->getParent()) == loop;
    });
    if (!varies) return false;
  }
  return true;
}

// How often the threadgroup, or where its size is not known the SIMD-group, gets there at least, should it get there.
std::uint64_t times(const llvm::StoreInst& store, const llvm::LoopInfo& loops, llvm::ScalarEvolution& evolution) {
  constexpr std::uint64_t kMost = 1 << 20;
  std::uint64_t product = 1;
  for (const llvm::Loop* loop = loops.getLoopFor(store.getParent()); loop; loop = loop->getParentLoop())
    product *= std::max(evolution.getSmallConstantTripCount(loop), 1u);
  return std::min(product, kMost);
}

// Nonzero where stores are to stay in the caches: the dispatch writes no more than they hold, or what it writes it also
// reads, as an argument of another number; the lines are there then.
Value* make_cached(llvm::Function& entry, std::uint64_t bytes_per_thread, llvm::ArrayRef<unsigned> written,
                   const Reads& reads) {
  llvm::IRBuilder<> builder(&*entry.getEntryBlock().getFirstInsertionPt());
  FrameReader frames(builder, entry);
  Value* limit = frames.launch_u32(offsetof(model::LaunchFrame, cached_bytes_per_thread), "cached_bytes");
  Value* cached = builder.CreateICmpULE(builder.getInt32(static_cast<std::uint32_t>(bytes_per_thread)), limit);
  for (unsigned to : written)
    for (unsigned from = 0; from < model::kMaxBuffers; ++from)
      if (reads.has(from))
        cached = builder.CreateOr(cached, builder.CreateICmpEQ(frames.launch_pointer(offset_of_buffer(to)),
                                                               frames.launch_pointer(offset_of_buffer(from))));
  return builder.CreateZExt(cached, builder.getInt32Ty(), "cached");
}

// In place of `store`: if it is aligned and not cached, a streaming one.
void stream(llvm::StoreInst* store, Value* cached) {
  llvm::IRBuilder<> builder(store);
  Value* address = builder.CreateTrunc(builder.CreatePtrToInt(store->getPointerOperand(), builder.getInt64Ty()),
                                       builder.getInt32Ty());
  Value* plain =
      builder.CreateIsNotNull(builder.CreateAnd(builder.CreateOr(address, cached), builder.getInt32(kLine - 1)));
  llvm::Instruction *then, *otherwise;
  llvm::SplitBlockAndInsertIfThenElse(plain, store, &then, &otherwise);
  auto* streaming = llvm::cast<llvm::StoreInst>(store->clone());
  streaming->setAlignment(llvm::Align(kLine));
  streaming->setMetadata(llvm::LLVMContext::MD_nontemporal,
                         llvm::MDNode::get(store->getContext(), llvm::ConstantAsMetadata::get(builder.getInt32(1))));
  streaming->insertBefore(otherwise);
  store->moveBefore(then);
}

}  // namespace

llvm::PreservedAnalyses StreamStoresPass::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  if (&function != find_entry(*function.getParent())) return llvm::PreservedAnalyses::all();
  Reads reads;
  llvm::SmallVector<llvm::StoreInst*, 8> stores;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!reads.add(instruction)) return llvm::PreservedAnalyses::all();
    if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction); store && fills_lines(*store))
      stores.push_back(store);
  }
  const auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  llvm::erase_if(stores, [&](llvm::StoreInst* store) {
    const auto buffer = written_buffer(*store);
    return !buffer || reads.has(*buffer) || !goes_on(*store, loops, evolution);
  });
  if (stores.empty()) return llvm::PreservedAnalyses::all();

  std::uint64_t bytes = 0;
  llvm::SmallSet<unsigned, 4> written;
  for (llvm::StoreInst* store : stores) {
    bytes += bytes_of(*store) * times(*store, loops, evolution);
    written.insert(*written_buffer(*store));
  }
  const std::uint64_t threads = size_[0] ? std::uint64_t{size_[0]} * size_[1] * size_[2] : model::kSimdWidth;
  const std::uint64_t bytes_per_thread = std::clamp<std::uint64_t>(bytes / threads, 1, UINT32_MAX);
  const llvm::SmallVector<unsigned, 4> buffers(written.begin(), written.end());
  Value* cached = make_cached(function, bytes_per_thread, buffers, reads);
  for (llvm::StoreInst* store : stores) stream(store, cached);
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
