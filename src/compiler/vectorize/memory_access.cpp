// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/memory_access.h"

#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Module.h>

namespace pewter::compiler {

using llvm::Value;

namespace {

// What an access says of itself that holds for all lanes together as well.
void copy_metadata(Value* to, const llvm::Instruction& from) {
  auto* access = llvm::dyn_cast<llvm::Instruction>(to);
  if (!access) return;
  access->copyMetadata(from, {llvm::LLVMContext::MD_alias_scope, llvm::LLVMContext::MD_noalias,
                              llvm::LLVMContext::MD_tbaa, llvm::LLVMContext::MD_invariant_load,
                              llvm::LLVMContext::MD_nontemporal});
  access->setDebugLoc(from.getDebugLoc());
}

constexpr unsigned kMaxStride = 4;  // elements from lane to lane that a run may have: more is for gathers

}  // namespace

// All lanes of a row lie in one run of memory: element e of lane l at position[l] + e, counted in elements from the run's
// first one.
struct MemoryEmitter::Run {
  std::int64_t first = 0;  // bytes from the row's base
  unsigned length = 0;     // elements
  llvm::SmallVector<int, 32> position;  // of each lane of the first row
  bool dense = false;      // lane l at l, one element each
  bool distinct = false;   // no element is of two lanes
};

// Every row must have the same pattern, with all positions multiples of the element and near to each other.
bool MemoryEmitter::find_run(const LaneAddress& address, unsigned elements, std::uint64_t size, Run& run) const {
  if (!address.shape->is_rows() || size == 0) return false;
  const auto& offset = address.shape->offset;
  const unsigned length = layout_.row_length();
  for (unsigned lane = 0; lane < layout_.lanes; ++lane)
    if (offset[lane] != offset[lane % length]) return false;
  run.first = *std::min_element(offset.begin(), offset.begin() + length);
  std::int64_t last = 0;
  run.dense = elements == 1;
  for (unsigned lane = 0; lane < length; ++lane) {
    const std::int64_t distance = offset[lane] - run.first;
    if (distance % static_cast<std::int64_t>(size) != 0) return false;
    const std::int64_t position = distance / static_cast<std::int64_t>(size);
    if (position >= static_cast<std::int64_t>(kMaxStride) * elements * length) return false;
    run.position.push_back(static_cast<int>(position));
    run.dense &= position == lane;
    last = std::max(last, position + elements);
  }
  run.length = static_cast<unsigned>(last);
  // Lanes in steps, as the same member of structures is; else nearly all of the run must be of use.
  bool steps = true;
  for (unsigned lane = 2; lane < length; ++lane)
    steps &= run.position[lane] - run.position[lane - 1] == run.position[1] - run.position[0];
  if (!steps && run.length > length * elements) return false;
  llvm::SmallVector<int, 32> sorted = run.position;
  llvm::sort(sorted);
  run.distinct = true;
  for (std::size_t i = 1; i < sorted.size(); ++i) run.distinct &= sorted[i] - sorted[i - 1] >= static_cast<int>(elements);
  return true;
}

// Which elements of a row's run are touched by active lanes.
Value* MemoryEmitter::row_mask(Value* mask, unsigned row, const Run& run) {
  const unsigned length = layout_.row_length();
  llvm::SmallVector<int, 64> lane_of(run.length, llvm::PoisonMaskElem);
  const unsigned elements = run.length - static_cast<unsigned>(*std::max_element(run.position.begin(), run.position.end()));
  for (unsigned lane = 0; lane < length; ++lane)
    for (unsigned e = 0; e < elements; ++e)
      lane_of[static_cast<unsigned>(run.position[lane]) + e] = static_cast<int>(row * length + lane);
  llvm::SmallVector<llvm::Constant*, 64> touched;
  bool all = true;
  for (int lane : lane_of) {
    touched.push_back(builder_.getInt1(lane >= 0));
    all &= lane >= 0;
  }
  llvm::Constant* constant = llvm::ConstantVector::get(touched);
  if (is_full(mask)) return constant;
  for (int& lane : lane_of) lane = std::max(lane, 0);
  Value* wide = run.length == layout_.lanes && run.dense ? mask : builder_.CreateShuffleVector(mask, lane_of);
  return all ? wide : builder_.CreateAnd(wide, constant);
}

Value* MemoryEmitter::load_run(const llvm::Instruction& original, llvm::Type* element, llvm::Align alignment,
                               const LaneAddress& address, const Run& run, unsigned row) {
  Value* base = builder_.CreatePtrAdd(address.pointer.parts[row], builder_.getInt64(static_cast<std::uint64_t>(run.first)));
  auto* type = llvm::FixedVectorType::get(element, run.length);
  Value* mask = row_mask(address.mask, row, run);
  Value* loaded = is_full(mask) ? static_cast<Value*>(builder_.CreateAlignedLoad(type, base, alignment))
                                : builder_.CreateMaskedLoad(type, base, alignment, mask);
  copy_metadata(loaded, original);
  return loaded;
}

llvm::SmallVector<Value*, 4> MemoryEmitter::load_runs(const llvm::Instruction& original, llvm::Type* element,
                                                      unsigned count, llvm::Align alignment,
                                                      const LaneAddress& address, const Run& run) {
  const unsigned length = layout_.row_length();
  // Rows that start at the same address read the same.
  const bool same = llvm::all_equal(address.pointer.parts) && (layout_.rows == 1 || is_full(address.mask));
  llvm::SmallVector<Value*, 8> rows;
  for (unsigned row = 0; row < (same ? 1 : layout_.rows); ++row)
    rows.push_back(load_run(original, element, alignment, address, run, row));
  llvm::SmallVector<Value*, 4> result;
  for (unsigned e = 0; e < count; ++e) {
    // Each row's lanes out of its run, then the rows one after the other.
    llvm::SmallVector<Value*, 8> pieces;
    for (Value* row : rows) {
      llvm::SmallVector<int, 32> from;
      for (unsigned lane = 0; lane < length; ++lane) from.push_back(run.position[lane] + static_cast<int>(e));
      pieces.push_back(run.dense ? row : builder_.CreateShuffleVector(row, from));
    }
    if (layout_.rows > 1 && pieces.size() == 1) {
      llvm::SmallVector<int, 32> repeat;
      for (unsigned lane = 0; lane < layout_.lanes; ++lane) repeat.push_back(static_cast<int>(lane % length));
      pieces = {builder_.CreateShuffleVector(pieces.front(), repeat)};
    }
    while (pieces.size() > 1) {
      llvm::SmallVector<Value*, 8> joined;
      for (std::size_t i = 0; i < pieces.size(); i += 2) {
        const unsigned width = llvm::cast<llvm::FixedVectorType>(pieces[i]->getType())->getNumElements();
        llvm::SmallVector<int, 32> both;
        for (unsigned lane = 0; lane < 2 * width; ++lane) both.push_back(static_cast<int>(lane));
        joined.push_back(builder_.CreateShuffleVector(pieces[i], pieces[i + 1], both));
      }
      pieces = std::move(joined);
    }
    result.push_back(pieces.front());
  }
  return result;
}

void MemoryEmitter::store_runs(const llvm::Instruction& original, llvm::Type* element, llvm::Align alignment,
                               const LaneAddress& address, const Run& run, llvm::ArrayRef<Value*> elements) {
  const unsigned length = layout_.row_length();
  for (unsigned row = 0; row < layout_.rows; ++row) {
    Value* base = builder_.CreatePtrAdd(address.pointer.parts[row], builder_.getInt64(static_cast<std::uint64_t>(run.first)));
    Value* mask = row_mask(address.mask, row, run);
    Value* value = nullptr;
    for (unsigned e = 0; e < elements.size(); ++e) {
      // The elements of this row at their places in the run.
      llvm::SmallVector<int, 64> from(run.length, llvm::PoisonMaskElem);
      for (unsigned lane = 0; lane < length; ++lane)
        from[static_cast<unsigned>(run.position[lane]) + e] = static_cast<int>(row * length + lane);
      Value* placed = run.dense && layout_.rows == 1 ? elements[e] : builder_.CreateShuffleVector(elements[e], from);
      if (!value) {
        value = placed;
        continue;
      }
      llvm::SmallVector<int, 64> merge(run.length);
      for (unsigned i = 0; i < run.length; ++i) merge[i] = static_cast<int>(from[i] >= 0 ? run.length + i : i);
      value = builder_.CreateShuffleVector(value, placed, merge);
    }
    Value* stored = is_full(mask) ? static_cast<Value*>(builder_.CreateAlignedStore(value, base, alignment))
                                  : builder_.CreateMaskedStore(value, base, alignment, mask);
    copy_metadata(stored, original);
  }
}

// One load for each row whose lanes all read the same.
Value* MemoryEmitter::load_rows(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                                const LaneAddress& address) {
  const unsigned length = layout_.row_length();
  llvm::SmallVector<Value*, 8> loaded;
  Value* somewhere = nullptr;
  for (unsigned row = 0; row < layout_.rows; ++row) {
    Value* base = builder_.CreatePtrAdd(address.pointer.parts[row],
                                        builder_.getInt64(static_cast<std::uint64_t>(address.shape->offset[row * length])));
    if (!is_full(address.mask) && layout_.rows > 1) {
      // A row without active lanes has no address that may be followed.
      if (!somewhere) somewhere = entry_slot(builder_, type);
      llvm::SmallVector<int, 32> lanes;
      for (unsigned lane = 0; lane < length; ++lane) lanes.push_back(static_cast<int>(row * length + lane));
      base = builder_.CreateSelect(any_lane(builder_, builder_.CreateShuffleVector(address.mask, lanes)), base, somewhere);
    }
    loaded.push_back(builder_.CreateAlignedLoad(type, base, alignment));
    copy_metadata(loaded.back(), original);
  }
  if (llvm::all_equal(address.pointer.parts)) loaded.resize(1);
  return spread_rows(builder_, layout_, loaded);
}

Value* MemoryEmitter::pointers(const LaneAddress& address) {
  return address.shape->is_rows() ? materialize_rows(builder_, layout_, address.pointer.parts, *address.shape)
                                  : address.pointer.parts.front();
}

llvm::SmallVector<Value*, 4> MemoryEmitter::load(const llvm::Instruction& original, llvm::Type* type,
                                                 llvm::Align alignment, const LaneAddress& address) {
  const auto types = element_types(type);
  const llvm::DataLayout& layout = original.getDataLayout();
  const std::uint64_t size = layout.getTypeStoreSize(types.front()).getFixedValue();
  const bool byte_sized = layout.typeSizeEqualsStoreSize(types.front());
  const llvm::Align element_alignment = llvm::commonAlignment(alignment, types.size() > 1 ? size : 0);
  if (address.shape->is_rows() && byte_sized) {
    const auto& offset = address.shape->offset;
    const unsigned length = layout_.row_length();
    bool same = types.size() == 1;
    for (unsigned lane = 0; lane < layout_.lanes && same; ++lane) same = offset[lane] == offset[lane / length * length];
    if (same) return {load_rows(original, types.front(), alignment, address)};
    Run run;
    // Whether an element that several lanes share is touched would take all their masks to say.
    if (find_run(address, static_cast<unsigned>(types.size()), size, run) && (run.distinct || is_full(address.mask)))
      return load_runs(original, types.front(), static_cast<unsigned>(types.size()), element_alignment, address, run);
  }
  llvm::SmallVector<Value*, 4> result;
  Value* base = pointers(address);
  for (unsigned e = 0; e < types.size(); ++e) {
    Value* from = e == 0 ? base : builder_.CreateGEP(builder_.getInt8Ty(), base, builder_.getInt64(e * size));
    auto* vector = llvm::FixedVectorType::get(types[e], layout_.lanes);
    result.push_back(builder_.CreateMaskedGather(vector, from, element_alignment, address.mask));
    copy_metadata(result.back(), original);
  }
  return result;
}

void MemoryEmitter::store(const llvm::Instruction& original, llvm::Type* type, llvm::Align alignment,
                          const LaneAddress& address, llvm::ArrayRef<Value*> elements) {
  const auto types = element_types(type);
  const llvm::DataLayout& layout = original.getDataLayout();
  const std::uint64_t size = layout.getTypeStoreSize(types.front()).getFixedValue();
  const llvm::Align element_alignment = llvm::commonAlignment(alignment, types.size() > 1 ? size : 0);
  Run run;
  if (layout.typeSizeEqualsStoreSize(types.front()) &&
      find_run(address, static_cast<unsigned>(types.size()), size, run)) {
    // Of lanes that write the same place a run could not say which one wins.
    // Rows are written one after the other; two that overlap would be wrong only where lanes race.
    if (run.distinct) return store_runs(original, types.front(), element_alignment, address, run, elements);
  }
  Value* base = pointers(address);
  for (unsigned e = 0; e < types.size(); ++e) {
    Value* to = e == 0 ? base : builder_.CreateGEP(builder_.getInt8Ty(), base, builder_.getInt64(e * size));
    copy_metadata(builder_.CreateMaskedScatter(elements[e], to, element_alignment, address.mask), original);
  }
}

}  // namespace pewter::compiler
