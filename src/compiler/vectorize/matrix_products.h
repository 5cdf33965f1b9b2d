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

// Several such products side by side, with the same a: `void(ptr c, ptr a, i64 a_row, ptr b, i64 b_row)`. c and b are
// 8 x (8 * count) matrices of float in memory, a is 8x8; the rows of c follow on each other, those of a and b are a_row
// and b_row bytes apart. c must not overlap a and b. What each element is the sum of, and in what order, is the same as
// in `count` products.
llvm::Function& product_of_panels(const llvm::Function& caller, unsigned count,
                                  const llvm::TargetTransformInfo& target);

}  // namespace pewter::compiler
