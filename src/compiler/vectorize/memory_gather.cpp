// SPDX-License-Identifier: Apache-2.0
// MemoryEmitter: lanes that are anywhere.
#include <llvm/IR/Instructions.h>

#include <numeric>

#include "compiler/vectorize/interleave.h"
#include "compiler/vectorize/memory_access.h"
#include "compiler/vectorize/narrow_gathers.h"

namespace pewter::compiler {

using llvm::Value;

namespace {

// The largest thing that a lane loads at once.
constexpr std::uint64_t kMaxBytes = 64;

// There are gathers of words of that size, and they are cheaper than a load for each lane.
bool is_gathered(std::uint64_t bytes) { return bytes == 4 || bytes == 8; }

// Of smaller elements so many are loaded lane by lane, which takes as long as NarrowGathersPass's words do and three
// times as many instructions: a kernel with many of them would take seconds to compile.
constexpr unsigned kMostNarrowByLane = 16;

}  // namespace

Value* MemoryEmitter::pointers(const LaneAddress& address, std::uint64_t offset) {
  Value* base = address.shape->is_rows() ? materialize_rows(builder_, layout_, address.pointer.parts, *address.shape)
                                         : address.pointer.parts.front();
  return offset == 0 ? base : builder_.CreateGEP(builder_.getInt8Ty(), base, builder_.getInt64(offset));
}

// As many vectors of a lane's elements as one lane has; all lanes' elements lie in `memory` one lane after the other.
MemoryEmitter::Parts MemoryEmitter::members_of(Value* memory, unsigned count) {
  Parts pieces;
  for (unsigned i = 0; i < count; ++i) {
    llvm::SmallVector<int, 32> from(layout_.lanes);
    std::iota(from.begin(), from.end(), static_cast<int>(i * layout_.lanes));
    pieces.push_back(count == 1 ? memory : builder_.CreateShuffleVector(memory, from));
  }
  return deinterleave(builder_, pieces);
}

// A lane's elements at once: by a gather of integers of that size where the machine has one, else by a load for each
// lane, which inactive lanes do from a place of nobody's.
MemoryEmitter::Parts MemoryEmitter::gather(const Access& access, Value* mask) {
  if (takes_apart(access, mask)) {
    Parts result;
    for (unsigned e = 0; e < access.elements; ++e) result.push_back(gather_members(access, e, 1, mask).front());
    return result;
  }
  return gather_members(access, 0, access.elements, mask);
}

MemoryEmitter::Parts MemoryEmitter::gather_members(const Access& access, unsigned first, unsigned count, Value* mask) {
  const unsigned lanes = layout_.lanes;
  const std::uint64_t bytes = count * access.size;
  Value* from = pointers(access.address, first * access.size);
  const bool is_fragment = count == 1 && pairs_apart_ && is_full(mask);
  llvm::Type* type = count == 1 ? access.element : builder_.getIntNTy(static_cast<unsigned>(bytes * 8));
  const bool is_narrow = is_narrow_gather(type, access.alignment) && (is_fragment || narrow_++ >= kMostNarrowByLane);
  if (!is_gathered(bytes) && !is_narrow) ++by_lane_;
  if (is_gathered(bytes) || is_narrow || is_fragment) {
    Value* found = builder_.CreateMaskedGather(llvm::FixedVectorType::get(type, lanes), from, access.alignment, mask);
    copy_metadata(found, access.original);
    return members_of(builder_.CreateBitCast(found, llvm::FixedVectorType::get(access.element, lanes * count)), count);
  }
  if (!is_full(mask)) from = builder_.CreateSelect(mask, from, splat(builder_, lanes, nowhere()));
  llvm::Type* own = count == 1 ? access.element : llvm::FixedVectorType::get(access.element, count);
  Value* single = llvm::PoisonValue::get(llvm::FixedVectorType::get(access.element, lanes));
  llvm::SmallVector<Value*, 32> parts;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    Value* part = builder_.CreateAlignedLoad(own, builder_.CreateExtractElement(from, lane), access.alignment);
    copy_metadata(part, access.original);
    parts.push_back(part);
    if (count == 1) single = builder_.CreateInsertElement(single, part, lane);
  }
  return count == 1 ? Parts{single} : members_of(concatenate(builder_, parts), count);
}

void MemoryEmitter::scatter(const Access& access, Value* mask, llvm::ArrayRef<Value*> elements) {
  if (!takes_apart(access, mask)) return scatter_members(access, 0, elements, mask);
  for (unsigned e = 0; e < access.elements; ++e) scatter_members(access, e, elements[e], mask);
}

void MemoryEmitter::scatter_members(const Access& access, unsigned first, llvm::ArrayRef<Value*> members, Value* mask) {
  const unsigned lanes = layout_.lanes;
  const auto count = static_cast<unsigned>(members.size());
  const std::uint64_t bytes = count * access.size;
  Value* to = pointers(access.address, first * access.size);
  if (!is_gathered(bytes)) ++by_lane_;
  Value* memory = concatenate(builder_, interleave(builder_, members));
  if (is_gathered(bytes) || (count == 1 && pairs_apart_ && is_full(mask))) {
    llvm::Type* type = count == 1 ? access.element : builder_.getIntNTy(static_cast<unsigned>(bytes * 8));
    memory = builder_.CreateBitCast(memory, llvm::FixedVectorType::get(type, lanes));
    copy_metadata(builder_.CreateMaskedScatter(memory, to, access.alignment, mask), access.original);
    return;
  }
  if (!is_full(mask)) to = builder_.CreateSelect(mask, to, splat(builder_, lanes, nowhere()));
  // In the order of the lanes: of those that write the same place the last one wins.
  for (unsigned lane = 0; lane < lanes; ++lane) {
    llvm::SmallVector<int, 16> own(count);
    std::iota(own.begin(), own.end(), static_cast<int>(lane * count));
    Value* part = count == 1 ? builder_.CreateExtractElement(memory, lane) : builder_.CreateShuffleVector(memory, own);
    copy_metadata(builder_.CreateAlignedStore(part, builder_.CreateExtractElement(to, lane), access.alignment),
                  access.original);
  }
}

// An element at a time: what there is no load of for a lane.
bool MemoryEmitter::takes_apart(const Access& access, Value* mask) const {
  return !llvm::isPowerOf2_32(access.elements) || access.elements * access.size > kMaxBytes || stays_apart(access, mask);
}

// Fragments are of all lanes.
bool MemoryEmitter::stays_apart(const Access& access, Value* mask) const {
  return pairs_apart_ && access.elements == 2 && is_full(mask);
}

// Memory that inactive lanes may read and write.
Value* MemoryEmitter::nowhere() {
  if (!nowhere_) {
    nowhere_ = entry_slot(builder_, llvm::ArrayType::get(builder_.getInt8Ty(), kMaxBytes), "nowhere");
    nowhere_->setAlignment(llvm::Align(kMaxBytes));
  }
  return nowhere_;
}

}  // namespace pewter::compiler
