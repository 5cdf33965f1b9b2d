// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/IRBuilder.h>

#include "compiler/vectorize/lane_shape.h"

namespace pewter::compiler {

// A value of the program as it stands in the vectorised function.
//   uniform: one scalar (or MSL vector, or aggregate) of the program's own type.
//   rows:    one base a row; the shape has the offsets.
//   vector:  one <lanes x T> for a scalar type T, or one for every element of an MSL vector or a flat aggregate.
struct LaneValue {
  LaneShape::Kind kind = LaneShape::Kind::uniform;
  llvm::SmallVector<llvm::Value*, 1> parts;

  static LaneValue uniform(llvm::Value* value) { return {LaneShape::Kind::uniform, {value}}; }
  static LaneValue vector(llvm::Value* value) { return {LaneShape::Kind::vector, {value}}; }
};

// The element types that a value of `type` has in lanes: itself, those of an MSL vector, or those of a flat aggregate.
// Empty where there is no such thing (nested aggregates).
llvm::SmallVector<llvm::Type*, 4> element_types(llvm::Type* type);

// <lanes x T>, all lanes holding `scalar`.
llvm::Value* splat(llvm::IRBuilder<>& builder, unsigned lanes, llvm::Value* scalar);

// Row by row the bases, as <lanes x T>.
llvm::Value* spread_rows(llvm::IRBuilder<>& builder, const LaneLayout& layout, llvm::ArrayRef<llvm::Value*> bases);

// base + offset in every lane, as <lanes x T>.
llvm::Value* materialize_rows(llvm::IRBuilder<>& builder, const LaneLayout& layout, llvm::ArrayRef<llvm::Value*> bases,
                              const LaneShape& shape);

// <lanes x i1> constants.
bool is_full(const llvm::Value* mask);
// i1: any lane of `mask`.
llvm::Value* any_lane(llvm::IRBuilder<>& builder, llvm::Value* mask);

// A stack slot in the function's entry block; taken away again by mem2reg.
llvm::AllocaInst* entry_slot(llvm::IRBuilder<>& builder, llvm::Type* type, const llvm::Twine& name = "");

}  // namespace pewter::compiler
