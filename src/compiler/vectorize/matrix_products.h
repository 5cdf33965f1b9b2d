// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include <optional>

namespace pewter::compiler {

// c + a * b of 8x8 matrices as rows, <64 x float>: a call of a function of its own, so that passes can find it.
struct Product {
  llvm::CallInst* call;

  static llvm::Value* emit(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c);
  static std::optional<Product> of(llvm::Value& value);

  llvm::Use& a() const;
  llvm::Use& b() const;
  llvm::Use& c() const;
};

inline constexpr std::uint64_t kMatrixRowBytes = 32;

// Several such products side by side, with the same a, and several steps of them with the same sums.
struct PanelShape {
  unsigned count;  // of matrices in c and b
  unsigned steps;
  bool adjoining;  // the matrices of b follow on each other, kMatrixRowBytes apart
};

// `void(ptr c, i64 a_row, i64 b_row, i64 b_matrix, ptr a, ptr b)`, with another a and b for each further step. c and b
// are `count` matrices of float in a row in memory, a is one; the rows of c follow on each other, those of a and b are
// a_row and b_row bytes apart, and from a matrix of b to the next it is b_matrix bytes. c must not overlap the others.
// What each element is the sum of, and in what order, is the same as in `count` products for each step.
llvm::Function& product_of_panels(const llvm::Function& caller, const PanelShape& shape,
                                  const llvm::TargetTransformInfo& target);

}  // namespace pewter::compiler
