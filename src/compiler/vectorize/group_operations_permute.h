// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// Lane i of the result is lane source[i] of `value`; both <32 x i32>, sources below 32. Takes the permutation
// instructions of AVX-512 or AVX2 where the function's target-features attribute has them.
llvm::Value* emit_permute(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* source);

}  // namespace pewter::compiler
