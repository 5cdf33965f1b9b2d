// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>

namespace pewter::compiler {

// A condition, cheap to compute, that holds only where all lanes of all `masks` are there; it may be false there, too,
// where numbers of lanes wrap around.
llvm::Value* all_lanes(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> masks);

}  // namespace pewter::compiler
