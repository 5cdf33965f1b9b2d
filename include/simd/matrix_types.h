/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Matrices, column by column: simd_float4x3 has four columns of three rows. In C++ also simd::float4x3, which is one, with
 * constructors: zero, a diagonal, the columns.
 */
#include <simd/vector_types.h>

/* (element, columns, rows) of every shape. */
#define PEWTER_SIMD_SHAPES(X, name) \
  X(name, 2, 2) X(name, 2, 3) X(name, 2, 4) X(name, 3, 2) X(name, 3, 3) X(name, 3, 4) X(name, 4, 2) X(name, 4, 3) X(name, 4, 4)

#define PEWTER_SIMD_MATRIX(name, c, r)           \
  typedef struct {                               \
    simd_##name##r columns[c];                   \
  } simd_##name##c##x##r;                        \
  typedef simd_##name##c##x##r matrix_##name##c##x##r;
PEWTER_SIMD_SHAPES(PEWTER_SIMD_MATRIX, float)
PEWTER_SIMD_SHAPES(PEWTER_SIMD_MATRIX, double)
#undef PEWTER_SIMD_MATRIX

#ifdef __cplusplus
namespace simd {
#define PEWTER_SIMD_COLUMNS2(column) column a, column b
#define PEWTER_SIMD_COLUMNS3(column) column a, column b, column c
#define PEWTER_SIMD_COLUMNS4(column) column a, column b, column c, column d
#define PEWTER_SIMD_NAMES2 a, b
#define PEWTER_SIMD_NAMES3 a, b, c
#define PEWTER_SIMD_NAMES4 a, b, c, d
#define PEWTER_SIMD_CLASS(name, c, r)                                                                 \
  struct name##c##x##r : ::simd_##name##c##x##r {                                                     \
    using Plain = ::simd_##name##c##x##r;                                                             \
    constexpr name##c##x##r() : Plain{} {}                                                            \
    constexpr name##c##x##r(const Plain& matrix) : Plain(matrix) {}                                   \
    constexpr name##c##x##r(PEWTER_SIMD_COLUMNS##c(name##r)) : Plain{{PEWTER_SIMD_NAMES##c}} {}       \
    explicit name##c##x##r(name##1 diagonal) : Plain{} {                                              \
      for (int i = 0; i < c && i < r; ++i) columns[i][i] = diagonal;                                  \
    }                                                                                                 \
  };
PEWTER_SIMD_SHAPES(PEWTER_SIMD_CLASS, float)
PEWTER_SIMD_SHAPES(PEWTER_SIMD_CLASS, double)
#undef PEWTER_SIMD_CLASS
#undef PEWTER_SIMD_COLUMNS2
#undef PEWTER_SIMD_COLUMNS3
#undef PEWTER_SIMD_COLUMNS4
#undef PEWTER_SIMD_NAMES2
#undef PEWTER_SIMD_NAMES3
#undef PEWTER_SIMD_NAMES4
}  // namespace simd
#endif
