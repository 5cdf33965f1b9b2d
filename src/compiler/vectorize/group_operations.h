// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// SIMD-group and quad-group functions of model/intrinsics.def as operations on vectors of 32 lanes. `mask` is
// <32 x i1>, the active lanes; it may be a constant, and at least one lane is active.

// True for the group functions that emit_group_function knows: all of intrinsics.def with convergence `simdgroup` or
// `quadgroup`, but for simdgroup_multiply_accumulate and the markers.
bool is_group_function(llvm::StringRef name);

// True where every active lane of the SIMD-group gets the same value (simd_sum, simd_ballot, simd_broadcast_first,
// ...).
bool has_uniform_result(llvm::StringRef name);

// Arguments are <32 x T> with T the parameter's LLVM type (i1 for bool). The result is <32 x R>, or a plain R where
// has_uniform_result(name). What inactive lanes get is unspecified.
llvm::Value* emit_group_function(llvm::IRBuilder<>& builder, llvm::StringRef name,
                                 llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* mask);

// The two elements that each lane holds of an 8x8 matrix, <32 x float> each (layout: intrinsics.def).
struct Fragment {
  llvm::Value* element[2];
};
// a * b + c; elements of inactive lanes of a, b and c count as zero.
Fragment emit_multiply_accumulate(llvm::IRBuilder<>& builder, const Fragment& a, const Fragment& b, const Fragment& c,
                                  llvm::Value* mask);

}  // namespace pewter::compiler
