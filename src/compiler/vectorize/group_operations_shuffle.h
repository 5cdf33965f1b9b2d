// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// Each lane gets `value` of lane `index` of its group of `width` lanes, or its own where that lane does not exist or is
// not active. <32 x i32>.
llvm::Value* emit_shuffle(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* index, llvm::Value* mask,
                          unsigned width);

// `value` of the first active lane, as a scalar.
llvm::Value* emit_broadcast_first(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* mask);
// `value` of each quad's first active lane.
llvm::Value* emit_quad_broadcast_first(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Value* mask);

}  // namespace pewter::compiler
