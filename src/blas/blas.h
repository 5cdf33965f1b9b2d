// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "model/matrix_product.h"

// Products of matrices by a library that is made for them (docs/adr/0017-products-by-onednn.md says which and why).
namespace pewter::blas {

// A matrix in memory: element (i, j) lies i * row_stride + j * column_stride elements from `data`. Any strides will do;
// where neither is one, the elements are copied first.
template <class Pointer>
struct View {
  Pointer data = nullptr;
  std::int64_t row_stride = 0, column_stride = 1;
};

// result = alpha * left * right + beta * addend. Sums are made in float, those of whole numbers exactly as long as they
// fit in 32 bits. `addend` has the result's type and may be the result itself; with beta == 0 it is not read. Otherwise
// the result overlaps nothing.
struct Product {
  model::ElementType input_type = model::ElementType::float32;
  model::ElementType result_type = model::ElementType::float32;  // a floating-point type
  std::int64_t rows = 0, columns = 0, inner = 0;
  double alpha = 1, beta = 0;
  View<const void*> left, right, addend;
  View<void*> result;
};

// Runs on the calling thread alone, with memory that the thread keeps (some megabytes for types that have no code of
// their own). Changes nothing that the rest of the process can see. Thread-safe.
void multiply(const Product& product) noexcept;

// Loads the library, once; afterwards multiply() makes no system call but for memory. Empty, or why it cannot be had:
// then multiply() does the same by plain loops.
std::string_view load();

}  // namespace pewter::blas
