// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/memory_access.h"

#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>

#include <numeric>

#include "compiler/vectorize/interleave.h"
#include "compiler/vectorize/lane_serial_loop.h"

namespace pewter::compiler {

using llvm::Value;

namespace {

// Accesses with a mask that it takes a branch to avoid.
constexpr std::size_t kMaxMasked = 3;
// Accesses with a mask, each a small part of the lanes, that cost more than a gather.
constexpr std::size_t kMaxPieces = 8;
// Lanes that share an element: whether it is touched takes all their masks to say.
constexpr std::size_t kMaxShared = 8;

}  // namespace

// What an access says of itself that holds for all lanes together as well.
void MemoryEmitter::copy_metadata(Value* to, const llvm::Instruction& from) {
  auto* access = llvm::dyn_cast<llvm::Instruction>(to);
  if (!access) return;
  access->copyMetadata(from, {llvm::LLVMContext::MD_alias_scope, llvm::LLVMContext::MD_noalias,
                              llvm::LLVMContext::MD_tbaa, llvm::LLVMContext::MD_invariant_load,
                              llvm::LLVMContext::MD_nontemporal});
  access->setDebugLoc(from.getDebugLoc());
}

Value* MemoryEmitter::load_chunk(const Access& access, Value* base, std::int64_t offset, Value* mask, unsigned width) {
  Value* from = builder_.CreatePtrAdd(base, builder_.getInt64(static_cast<std::uint64_t>(offset)));
  auto* type = llvm::FixedVectorType::get(access.element, width);
  Value* loaded = is_full(mask) ? static_cast<Value*>(builder_.CreateAlignedLoad(type, from, access.alignment))
                                : builder_.CreateMaskedLoad(type, from, access.alignment, mask);
  copy_metadata(loaded, access.original);
  return loaded;
}

void MemoryEmitter::store_chunk(const Access& access, Value* base, std::int64_t offset, Value* mask, Value* value) {
  Value* to = builder_.CreatePtrAdd(base, builder_.getInt64(static_cast<std::uint64_t>(offset)));
  Value* stored = is_full(mask) ? static_cast<Value*>(builder_.CreateAlignedStore(value, to, access.alignment))
                                : builder_.CreateMaskedStore(value, to, access.alignment, mask);
  copy_metadata(stored, access.original);
}

// Which elements of memory active lanes touch; `lanes` says of each element which ones it belongs to, none for a hole.
Value* MemoryEmitter::touched(Value* mask, llvm::ArrayRef<llvm::SmallVector<int, 2>> lanes) {
  llvm::SmallVector<llvm::Constant*, 64> used;
  std::size_t most = 0;
  for (const auto& of : lanes) {
    used.push_back(builder_.getInt1(!of.empty()));
    most = std::max(most, of.size());
  }
  llvm::Constant* constant = llvm::ConstantVector::get(used);
  if (is_full(mask)) return constant;
  Value* any = nullptr;
  for (std::size_t i = 0; i < most; ++i) {
    llvm::SmallVector<int, 64> from;
    bool same = lanes.size() == layout_.lanes;
    for (const auto& of : lanes) {
      from.push_back(of.empty() ? 0 : of[std::min(i, of.size() - 1)]);
      same &= from.back() == static_cast<int>(from.size()) - 1;
    }
    Value* part = same ? mask : builder_.CreateShuffleVector(mask, from);
    any = any ? builder_.CreateOr(any, part) : part;
  }
  if (!any || constant->isAllOnesValue()) return any ? any : constant;
  return builder_.CreateAnd(any, constant);
}

// `all` for when all lanes are active, as they mostly are, `some` for the rest, where it takes a branch to find out.
MemoryEmitter::Parts MemoryEmitter::if_full(Value* mask, llvm::function_ref<Parts(Value*)> all,
                                            llvm::function_ref<Parts(Value*)> some) {
  Value* full = llvm::Constant::getAllOnesValue(mask->getType());
  if (is_full(mask)) return all(full);
  if (llvm::isa<llvm::Constant>(mask)) return some(mask);
  const llvm::DebugLoc location = builder_.getCurrentDebugLocation();
  Value* bits = builder_.CreateBitCast(mask, builder_.getIntNTy(layout_.lanes));
  Value* is_all = builder_.CreateICmpEQ(bits, llvm::Constant::getAllOnesValue(bits->getType()));
  llvm::BasicBlock* after = split_here(builder_, "access.done");
  Parts parts[2];
  llvm::BasicBlock* ways[2];
  llvm::BasicBlock* ends[2];
  for (auto& way : ways) way = llvm::BasicBlock::Create(builder_.getContext(), "access", after->getParent(), after);
  builder_.CreateCondBr(is_all, ways[0], ways[1], llvm::MDBuilder(builder_.getContext()).createLikelyBranchWeights());
  for (unsigned i = 0; i < 2; ++i) {
    builder_.SetInsertPoint(ways[i]);
    builder_.SetCurrentDebugLocation(location);
    parts[i] = i == 0 ? all(full) : some(mask);
    ends[i] = builder_.GetInsertBlock();
    builder_.CreateBr(after);
  }
  builder_.SetInsertPoint(after, after->begin());
  builder_.SetCurrentDebugLocation(location);
  Parts result;
  for (std::size_t e = 0; e < parts[0].size(); ++e) {
    llvm::PHINode* either = builder_.CreatePHI(parts[0][e]->getType(), 2);
    for (unsigned i = 0; i < 2; ++i) either->addIncoming(parts[i][e], ends[i]);
    result.push_back(either);
  }
  return result;
}

namespace {

// The lanes that a chunk's elements belong to.
llvm::SmallVector<llvm::SmallVector<int, 2>, 64> lanes_of(const InterleavedRun& run, const InterleavedRun::Chunk& chunk,
                                                          unsigned elements, unsigned first_lane) {
  llvm::SmallVector<llvm::SmallVector<int, 2>, 64> lanes(chunk.width);
  for (unsigned i = 0; i < chunk.width; ++i)
    if ((chunk.first + i) % run.step < elements)
      lanes[i] = {static_cast<int>(first_lane + (chunk.first + i) / run.step)};
  return lanes;
}

}  // namespace

MemoryEmitter::Parts MemoryEmitter::load_interleaved(const Access& access, const InterleavedRun& run, Value* mask) {
  const unsigned length = layout_.row_length();
  const auto& bases = access.address.pointer.parts;
  llvm::SmallVector<llvm::SmallVector<Value*, 8>, 16> rows(access.elements);  // of each element, row by row
  for (unsigned row = 0; row < layout_.rows; ++row) {
    if (row > 0 && is_full(mask) && bases[row] == bases[row - 1]) {
      for (auto& element : rows) element.push_back(element.back());  // reads the same
      continue;
    }
    llvm::SmallVector<Value*, 32> chunks;
    for (const auto& chunk : run.chunks)
      chunks.push_back(load_chunk(access, bases[row], chunk.offset,
                                  touched(mask, lanes_of(run, chunk, access.elements, row * length)), chunk.width));
    llvm::SmallVector<Value*, 16> memory;
    const std::size_t joined = chunks.size() / run.step;
    for (unsigned i = 0; i < run.step; ++i)
      memory.push_back(concatenate(builder_, llvm::ArrayRef(chunks).slice(i * joined, joined)));
    memory = deinterleave(builder_, memory);
    for (unsigned e = 0; e < access.elements; ++e) rows[e].push_back(memory[e]);
  }
  Parts result;
  for (const auto& element : rows) result.push_back(concatenate(builder_, element));
  return result;
}

void MemoryEmitter::store_interleaved(const Access& access, const InterleavedRun& run, Value* mask,
                                      llvm::ArrayRef<Value*> elements) {
  const unsigned length = layout_.row_length();
  for (unsigned row = 0; row < layout_.rows; ++row) {
    llvm::SmallVector<Value*, 16> members;
    llvm::SmallVector<int, 32> lanes;
    for (unsigned lane = 0; lane < length; ++lane) lanes.push_back(static_cast<int>(row * length + lane));
    for (Value* element : elements)
      members.push_back(layout_.rows == 1 ? element : builder_.CreateShuffleVector(element, lanes));
    members.resize(run.step, llvm::PoisonValue::get(members.front()->getType()));
    const auto memory = interleave(builder_, members);
    for (const auto& chunk : run.chunks) {
      Value* value = memory[chunk.first / length];
      if (chunk.width < length) {
        llvm::SmallVector<int, 32> from;
        for (unsigned i = 0; i < chunk.width; ++i) from.push_back(static_cast<int>(chunk.first % length + i));
        value = builder_.CreateShuffleVector(value, from);
      }
      store_chunk(access, access.address.pointer.parts[row], chunk.offset,
                  touched(mask, lanes_of(run, chunk, access.elements, row * length)), value);
    }
  }
}

namespace {

// The lanes that `width` elements of the run from `first` on belong to.
llvm::SmallVector<llvm::SmallVector<int, 2>, 64> lanes_of(const MixedRun& run, unsigned first, unsigned width,
                                                          unsigned elements, unsigned first_lane) {
  llvm::SmallVector<llvm::SmallVector<int, 2>, 64> lanes(width);
  for (unsigned lane = 0; lane < run.position.size(); ++lane) {
    for (unsigned e = 0; e < elements; ++e) {
      const unsigned at = static_cast<unsigned>(run.position[lane]) + e;
      if (at >= first && at < first + width) lanes[at - first].push_back(static_cast<int>(first_lane + lane));
    }
  }
  return lanes;
}

// No more lanes share an element than can be asked.
bool is_shared_by_few(const MixedRun& run, unsigned elements) {
  return llvm::all_of(lanes_of(run, 0, run.length, elements, 0),
                      [](const auto& lanes) { return lanes.size() <= kMaxShared; });
}

}  // namespace

MemoryEmitter::Parts MemoryEmitter::load_mixed(const Access& access, const MixedRun& run, Value* mask) {
  const unsigned length = layout_.row_length();
  const auto& bases = access.address.pointer.parts;
  llvm::SmallVector<llvm::SmallVector<Value*, 8>, 16> rows(access.elements);  // of each element, row by row
  for (unsigned row = 0; row < layout_.rows; ++row) {
    if (row > 0 && is_full(mask) && bases[row] == bases[row - 1]) {
      for (auto& element : rows) element.push_back(element.back());  // reads the same
      continue;
    }
    // As vectors of a row's width, of which each lane takes its elements: shuffles of two operands, as in
    // deinterleave().
    const unsigned width = std::min(run.length, length);
    llvm::SmallVector<Value*, 16> chunks;
    for (unsigned first = 0; first < run.length; first += width)
      chunks.push_back(load_chunk(access, bases[row], run.first + static_cast<std::int64_t>(first * access.size),
                                  touched(mask, lanes_of(run, first, width, access.elements, row * length)), width));
    for (unsigned e = 0; e < access.elements; ++e) {
      Value* found = nullptr;
      for (unsigned i = 0; i < chunks.size(); ++i) {
        llvm::SmallVector<int, 32> from;
        bool any = false;
        for (unsigned lane = 0; lane < length; ++lane) {
          const unsigned at = static_cast<unsigned>(run.position[lane]) + e;
          const bool here = at / width == i;
          any |= here;
          from.push_back(here    ? static_cast<int>(at % width + (found ? length : 0))
                         : found ? static_cast<int>(lane)
                                 : llvm::PoisonMaskElem);
        }
        if (any)
          found = found ? builder_.CreateShuffleVector(found, chunks[i], from)
                        : builder_.CreateShuffleVector(chunks[i], from);
      }
      rows[e].push_back(found);
    }
  }
  Parts result;
  for (const auto& element : rows) result.push_back(concatenate(builder_, element));
  return result;
}

void MemoryEmitter::store_mixed(const Access& access, const MixedRun& run, Value* mask,
                                llvm::ArrayRef<Value*> elements) {
  const unsigned length = layout_.row_length();
  for (unsigned row = 0; row < layout_.rows; ++row) {
    for (unsigned first = 0; first < run.length; first += layout_.lanes) {
      const unsigned width = std::min(run.length - first, layout_.lanes);
      Value* value = nullptr;
      for (unsigned e = 0; e < elements.size(); ++e) {
        // The elements of this row at their places in the run.
        llvm::SmallVector<int, 64> from(layout_.lanes, llvm::PoisonMaskElem);
        if (value) std::iota(from.begin(), from.end(), 0);
        bool any = false;
        for (unsigned lane = 0; lane < length; ++lane) {
          const unsigned at = static_cast<unsigned>(run.position[lane]) + e;
          if (at < first || at >= first + width) continue;
          from[at - first] = static_cast<int>(row * length + lane + (value ? layout_.lanes : 0));
          any = true;
        }
        if (any)
          value = value ? builder_.CreateShuffleVector(value, elements[e], from)
                        : builder_.CreateShuffleVector(elements[e], from);
      }
      if (!value) continue;  // a hole
      if (width < layout_.lanes) {
        llvm::SmallVector<int, 32> begin(width);
        std::iota(begin.begin(), begin.end(), 0);
        value = builder_.CreateShuffleVector(value, begin);
      }
      store_chunk(access, access.address.pointer.parts[row], run.first + static_cast<std::int64_t>(first * access.size),
                  touched(mask, lanes_of(run, first, width, access.elements, row * length)), value);
    }
  }
}

// One load for each row whose lanes all read the same.
Value* MemoryEmitter::load_rows(const Access& access) {
  const LaneAddress& address = access.address;
  const unsigned length = layout_.row_length();
  llvm::SmallVector<Value*, 8> loaded;
  Value* somewhere = nullptr;
  bool together = llvm::all_equal(address.pointer.parts);  // one address for all
  for (unsigned row = 1; row < layout_.rows; ++row) together &= address.shape->offset[row * length] == address.shape->offset[0];
  for (unsigned row = 0; row < layout_.rows; ++row) {
    Value* base = builder_.CreatePtrAdd(address.pointer.parts[row],
                                        builder_.getInt64(static_cast<std::uint64_t>(address.shape->offset[row * length])));
    if (!is_full(address.mask) && layout_.rows > 1) {
      // A row without active lanes has no address that may be followed.
      if (!somewhere) somewhere = entry_slot(builder_, access.element);
      llvm::SmallVector<int, 32> lanes;
      for (unsigned lane = 0; lane < length; ++lane) lanes.push_back(static_cast<int>(row * length + lane));
      base = builder_.CreateSelect(any_lane(builder_, builder_.CreateShuffleVector(address.mask, lanes)), base, somewhere);
    }
    loaded.push_back(builder_.CreateAlignedLoad(access.element, base, access.alignment));
    copy_metadata(loaded.back(), access.original);
  }
  if (together) loaded.resize(1);
  return spread_rows(builder_, layout_, loaded);
}

LaneRuns MemoryEmitter::runs_of(const Access& access) const {
  LaneRuns runs = find_runs(layout_, *access.address.shape, access.elements, access.size);
  if (runs.interleaved && runs.interleaved->chunks.size() > runs.interleaved->step &&
      stays_apart(access, access.address.mask))
    return {};
  return runs;
}

MemoryEmitter::Parts MemoryEmitter::load(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                                         const LaneAddress& address) {
  const auto types = element_types(type);
  const llvm::DataLayout& layout = original.getDataLayout();
  const std::uint64_t size = layout.getTypeStoreSize(types.front()).getFixedValue();
  const Access access{original,      address,
                      types.front(), static_cast<unsigned>(types.size()),
                      size,          llvm::commonAlignment(alignment, types.size() > 1 ? size : 0)};
  if (!address.shape->is_rows() || !layout.typeSizeEqualsStoreSize(access.element)) return gather(access, address.mask);
  bool same = access.elements == 1;
  for (unsigned lane = 0; lane < layout_.lanes && same; ++lane)
    same = address.shape->offset[lane] == address.shape->offset[lane / layout_.row_length() * layout_.row_length()];
  if (same) return {load_rows(access)};
  const LaneRuns runs = runs_of(access);
  if (const auto& run = runs.interleaved) {
    const auto with = [&](Value* mask) { return load_interleaved(access, *run, mask); };
    const auto with_few = [&](Value* mask) {
      return run->chunks.size() > std::max<std::size_t>(kMaxPieces, run->step) ? gather(access, mask) : with(mask);
    };
    return run->chunks.size() > kMaxMasked ? if_full(address.mask, with, with_few) : with(address.mask);
  }
  if (const auto& run = runs.mixed) {
    const auto with = [&](Value* mask) { return load_mixed(access, *run, mask); };
    if (run->distinct) return with(address.mask);
    return if_full(address.mask, with, [&](Value* mask) {
      return is_shared_by_few(*run, access.elements) ? with(mask) : gather(access, mask);
    });
  }
  return gather(access, address.mask);
}

void MemoryEmitter::store(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                          const LaneAddress& address, llvm::ArrayRef<Value*> elements) {
  const auto types = element_types(type);
  const llvm::DataLayout& layout = original.getDataLayout();
  const std::uint64_t size = layout.getTypeStoreSize(types.front()).getFixedValue();
  const Access access{original,      address,
                      types.front(), static_cast<unsigned>(types.size()),
                      size,          llvm::commonAlignment(alignment, types.size() > 1 ? size : 0)};
  const LaneRuns runs = layout.typeSizeEqualsStoreSize(access.element) ? runs_of(access) : LaneRuns();
  // Rows, and the pieces of a row, are written one after the other, so that of lanes that write the same place the last
  // one wins.
  if (const auto& run = runs.interleaved) {
    const auto with = [&](Value* mask) { return store_interleaved(access, *run, mask, elements), Parts(); };
    const auto with_few = [&](Value* mask) {
      if (run->chunks.size() <= std::max<std::size_t>(kMaxPieces, run->step)) return with(mask);
      return scatter(access, mask, elements), Parts();
    };
    run->chunks.size() > kMaxMasked ? if_full(address.mask, with, with_few) : with(address.mask);
    return;
  }
  // Of lanes that write the same place a mixed run could not say which one wins.
  if (runs.mixed && runs.mixed->distinct) return store_mixed(access, *runs.mixed, address.mask, elements);
  scatter(access, address.mask, elements);
}

}  // namespace pewter::compiler
