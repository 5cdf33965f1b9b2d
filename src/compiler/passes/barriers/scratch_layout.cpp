// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/barriers/scratch_layout.h"

#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/DerivedTypes.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

// A place, and who lies in it.
struct Place {
  std::uint64_t size = 0;
  llvm::Align alignment;
  llvm::BitVector barriers;  // those at which it is taken
  llvm::SmallVector<const llvm::Instruction*, 4> tenants;
};

bool are_joined(const llvm::Instruction* a, const llvm::Instruction* b) {
  const auto flows = [](const llvm::Instruction* from, const llvm::Instruction* to) {
    return llvm::isa<llvm::PHINode>(to) && llvm::is_contained(to->operand_values(), from);
  };
  return flows(a, b) || flows(b, a);
}

Place* find_place(std::vector<Place>& places, const llvm::Instruction* value, std::uint64_t size,
                  const llvm::BitVector& barriers) {
  Place* found = nullptr;
  for (Place& place : places) {
    if (place.size != size || place.barriers.anyCommon(barriers)) continue;
    if (llvm::any_of(place.tenants, [&](const auto* tenant) { return are_joined(value, tenant); })) return &place;
    if (!found) found = &place;
  }
  return found;
}

}  // namespace

llvm::Type* ScratchLayout::memory_type(llvm::Type* type) {
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type);
  if (!vector || !vector->getElementType()->isIntegerTy(1)) return type;
  return llvm::IntegerType::get(type->getContext(), vector->getNumElements());
}

llvm::Align ScratchLayout::alignment_at(std::uint64_t offset) const {
  return llvm::commonAlignment(llvm::Align(kAlignment), offset);
}

ScratchLayout::ScratchLayout(const llvm::DataLayout& layout, std::uint64_t used, bool with_state,
                             const std::vector<LiveValues>& live, llvm::ArrayRef<llvm::AllocaInst*> allocas) {
  const auto alignment_of = [&](std::uint64_t size, llvm::Align natural) {
    return std::min(llvm::Align(kAlignment), std::max(natural, llvm::Align(llvm::bit_floor(std::max(size, 1ul)))));
  };
  llvm::MapVector<const llvm::Instruction*, llvm::BitVector> values;
  for (std::size_t region = 0; region < live.size(); ++region)
    for (const llvm::Instruction* value : live[region].kept) {
      llvm::BitVector& barriers = values[value];
      barriers.resize(static_cast<unsigned>(live.size()));
      barriers.set(static_cast<unsigned>(region));
    }
  std::vector<Place> places;
  for (const auto& [value, barriers] : values) {
    llvm::Type* type = memory_type(value->getType());
    const std::uint64_t size = layout.getTypeAllocSize(type);
    Place* place = find_place(places, value, size, barriers);
    if (!place) {
      places.push_back({size, alignment_of(size, layout.getABITypeAlign(type)), barriers, {}});
      place = &places.back();
    }
    place->barriers |= barriers;
    place->tenants.push_back(value);
  }
  for (const llvm::AllocaInst* alloca : allocas) {
    const std::uint64_t size = *alloca->getAllocationSize(layout);
    places.push_back({size, std::min(alloca->getAlign(), llvm::Align(kAlignment)), {}, {alloca}});
  }
  if (with_state) places.push_back({sizeof(std::uint32_t), llvm::Align(sizeof(std::uint32_t)), {}, {}});
  bytes_ = used;
  // What is aligned most comes first, so that nothing is lost in between.
  for (std::uint64_t alignment = kAlignment; alignment > 0; alignment /= 2) {
    for (const Place& place : places) {
      if (place.alignment.value() != alignment) continue;
      bytes_ = llvm::alignTo(bytes_, place.alignment);
      for (const llvm::Instruction* tenant : place.tenants) offsets_[tenant] = bytes_;
      if (place.tenants.empty()) state_offset_ = bytes_;
      bytes_ += place.size;
    }
  }
  bytes_ = llvm::alignTo(bytes_, kAlignment);
}

}  // namespace pewter::compiler
