// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "mps/matrix_multiplication.h"

namespace pewter::mps {

// The part of a matrix or vector that a kernel works on, as it lies in memory.
struct Region {
  const Matrix* matrix = nullptr;
  const char* name = "";  // "left matrix": for messages
  Origin origin;
  std::uint64_t rows = 0, columns = 0;
  bool transposed = false;
};

// The matrices that a kernel works on.
std::uint64_t count_of(const Batch& batch, const Matrix& result);

// The region as an operand, or, in `wrong`, what does not fit and by which rule.
struct Wrong {
  runtime::Assertion assertion{};
  std::string sentence;
};
std::optional<Operand> operand_of(const Region& region, const Batch& batch, std::uint64_t count, Wrong& wrong);

}  // namespace pewter::mps
