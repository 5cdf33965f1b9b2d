// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>

#include <cstdint>
#include <functional>

#include "model/kernel_abi.h"
#include "model/kernel_image.h"

namespace llvm {
class AssumptionCache;
class BasicBlock;
class DataLayout;
class Function;
class GetElementPtrInst;
class Instruction;
class PHINode;
class Value;
template <typename T>
class GenericSSAContext;
}  // namespace llvm

namespace pewter::compiler {

// How many lanes a vector has, and how they lie in the threadgroup.
//
// Lanes come in *rows* of equal length: where a threadgroup of known size is narrower than the vector, a row is a line of
// the threadgroup, and what depends on the line alone is the same along a row. Otherwise there is one row.
struct LaneLayout {
  unsigned lanes = model::kSimdWidth;
  unsigned rows = 1;
  model::ThreadgroupSize size{};  // of the threadgroup; all zero: unknown

  static LaneLayout of(const model::ThreadgroupSize& size, unsigned lanes);
  unsigned row_length() const { return lanes / rows; }
};

// What a value looks like across the lanes of a vector.
struct LaneShape {
  enum class Kind : std::uint8_t {
    unknown,  // not looked at yet
    uniform,  // the same in all active lanes
    rows,     // integer or pointer: value(lane) = base[row of the lane] + offset[lane]
    vector,   // anything
  };
  Kind kind = Kind::unknown;
  // rows: in units of the value, bytes for a pointer; one a lane.
  llvm::SmallVector<std::int64_t, 0> offset = {};
  // rows: all bases are multiples of 1 << base_alignment.
  unsigned base_alignment = 0;
  // rows: false where the value is that sum only when it leads to memory that exists. A 32-bit index that wraps around
  // between two lanes is of no use to at least one of them: the lanes on one side are not active. Comparisons and
  // arithmetic must not take it for the value.
  bool exact = true;

  bool is_rows() const { return kind == Kind::rows; }
  bool operator==(const LaneShape& other) const = default;
};

// The shapes of all values of a function, by a fixpoint from the lane's number upwards. `is_divergent` says of a value
// whether lanes may differ in it, `is_joined` of a block whether its PHIs may take values from several places at once.
class LaneShapes {
 public:
  LaneShapes(llvm::Function& function, const LaneLayout& layout, std::function<bool(const llvm::Value&)> is_divergent,
             std::function<bool(const llvm::BasicBlock&)> is_joined);

  const LaneShape& of(const llvm::Value* value) const;
  const LaneLayout& layout() const { return layout_; }

 private:
  LaneShape transfer(const llvm::Instruction& instruction) const;
  LaneShape of_operand(const llvm::Value* value) const;
  LaneShape of_phi(const llvm::PHINode& phi) const;
  LaneShape of_call(const llvm::Instruction& call) const;
  LaneShape of_element_pointer(const llvm::Instruction& instruction) const;
  LaneShape of_arithmetic(const llvm::Instruction& instruction) const;

  LaneLayout layout_;
  const llvm::DataLayout& data_layout_;
  std::function<bool(const llvm::Value&)> is_divergent_;
  std::function<bool(const llvm::BasicBlock&)> is_joined_;
  llvm::DenseMap<const llvm::Value*, LaneShape> shapes_;
};

}  // namespace pewter::compiler
