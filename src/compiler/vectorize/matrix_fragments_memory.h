// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/Function.h>

namespace pewter::compiler {

// Makes loads and stores of whole rows, or columns, out of the two gathers or scatters that each load or store a
// fragment, where all lanes are active and the addresses are those of a matrix with any distance from row to row.
// Returns true where it did any.
bool fragment_accesses_to_rows(llvm::Function& function);

}  // namespace pewter::compiler
