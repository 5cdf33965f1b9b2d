// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/matrix_product.h"
#include "mps/types.h"
#include "runtime/buffer.h"

namespace pewter::mps {

// Matrices of one size in a buffer, as a product sees them: rows and columns after any transposition.
struct Operand {
  runtime::Buffer* buffer = nullptr;  // null: there is none
  std::uint64_t offset = 0;           // bytes, of the first element
  ElementType type = ElementType::float32;
  std::uint64_t rows = 1, columns = 1;
  std::uint64_t batch[2] = {1, 1};  // matrices in each direction
  model::MatrixLayout layout;

  std::uint64_t extent() const;                 // bytes from the first element to the end of the last
  bool is_contiguous() const;                   // all of those bytes are its own
  bool is_same_as(const Operand& other) const;  // the same elements at the same places
};

// Whether the two have a byte in common. Matrices beside each other in the same rows have none, though their extents
// cross; where the strides tell nothing, crossing counts.
bool overlap(const Operand& a, const Operand& b);

}  // namespace pewter::mps
