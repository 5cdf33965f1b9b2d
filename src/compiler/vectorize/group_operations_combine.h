// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// Associative operations over the active lanes of a group. Integers wrap; fmin and fmax give the number where the other
// operand is NaN.
enum class Combine { add, mul, umin, umax, smin, smax, bit_and, bit_or, bit_xor, fadd, fmul, fmin, fmax };

// `x op neutral` is x, bit for bit: -0 for fadd, NaN for fmin and fmax. `type` is a scalar.
llvm::Constant* neutral_element(Combine op, llvm::Type* type);

llvm::Value* apply(llvm::IRBuilder<>& builder, Combine op, llvm::Value* a, llvm::Value* b);

// Over all active lanes, as one scalar. Floating-point operations are reassociated; with one active lane the result is
// that lane's number unchanged.
llvm::Value* reduce(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask);

// Over each quad's active lanes, in each of its lanes.
llvm::Value* reduce_quads(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask);

// In each lane, over the active lanes of its group of `width` up to that lane, or `exclusive` of it, where the first
// gets the neutral element.
llvm::Value* scan(llvm::IRBuilder<>& builder, Combine op, llvm::Value* value, llvm::Value* mask, bool exclusive,
                  unsigned width);

// The lanes that an active lane of their group of `width` comes before.
llvm::Value* lanes_with_predecessor(llvm::IRBuilder<>& builder, llvm::Value* mask, unsigned width);

}  // namespace pewter::compiler
