// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/vectorize/group_operations.h"

namespace pewter::compiler {

// An 8x8 matrix has two forms: the fragment, two elements in each lane (layout: model/intrinsics.def), and its rows one
// after the other, <64 x float> (or another type of element). Both are whole: no lane is missing.

inline constexpr unsigned kMatrixSide = 8;

llvm::Value* rows_of_fragment(llvm::IRBuilder<>& builder, const Fragment& fragment);
Fragment fragment_of_rows(llvm::IRBuilder<>& builder, llvm::Value* rows);

// The rows that `fragment` was made from by fragment_of_rows; null where it was not.
llvm::Value* known_rows(const Fragment& fragment);

// Eight vectors of eight, one after the other.
llvm::Value* joined(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> rows);

// The shufflevector masks: of rows_of_fragment, over both elements, and of fragment_of_rows for element 0 or 1.
llvm::ArrayRef<int> rows_mask();
llvm::ArrayRef<int> fragment_mask(unsigned element);

}  // namespace pewter::compiler
