// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/Function.h>

#include <vector>

#include "compiler/vectorize/matrix_products.h"

namespace pewter::compiler {

// Two or four products of a block with the same a, none of which needs the result of another. Their calls follow on
// each other, in an order that groups with the same b matrices share.
using ProductGroup = llvm::SmallVector<Product, 4>;

// Finds groups, and moves their calls to where the last of them is.
std::vector<ProductGroup> group_products(llvm::Function& function);

}  // namespace pewter::compiler
