// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <array>
#include <cstdint>
#include <optional>

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {

// A number for each lane.
using LaneNumbers = std::array<std::int64_t, kLanes>;

// Addresses of 32 lanes as one pointer and sums of what differs: base + constant[lane] + sum of factor[lane] * value,
// in bytes and modulo 2^64, where the values are the same in all lanes.
struct LaneAddresses {
  struct Term {
    llvm::Value*
        value;  // an integer, or a vector of them whose lanes are all alike; of less than 64 bits it has a sign
    llvm::Value* times;  // another, or null
    LaneNumbers factor;
  };
  llvm::Value* base = nullptr;
  llvm::SmallVector<Term, 4> terms;
  LaneNumbers constant{};

  // Takes a vector of pointers apart; nothing where it is not of that form.
  static std::optional<LaneAddresses> of(llvm::Value* pointers, const llvm::DataLayout& layout);

  // The address of `lane`.
  llvm::Value* materialize(llvm::IRBuilder<>& builder, unsigned lane) const;

  // True where all that the addresses are made of is defined before `instruction`, in whose block they are used.
  bool known_before(const llvm::Instruction& instruction) const;

  // other[other_lane] - (*this)[lane], where that is a constant.
  std::optional<std::int64_t> distance(unsigned lane, const LaneAddresses& other, unsigned other_lane) const;
};

}  // namespace pewter::compiler
