// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "kernel_case.h"

namespace pewter::bench {

// What checks C = A B of n x n row-major matrices, buffers 0 to 2, C in float, against sums in double. `value` reads an
// element of A or B. The allowed error grows with the number of terms, at `epsilon` a term of size one.
std::function<std::string(const Memory&, const Memory&, Portion)> product_check(
    std::size_t n, std::function<double(std::span<const std::byte>, std::size_t)> value, double epsilon);

}  // namespace pewter::bench
