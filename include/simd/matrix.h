/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Matrices: making them, sums, products, transposes, determinants, inverses. C++ only. A vector to the right of a matrix is a column,
 * to the left a row. What has no inverse gives infinities and NaNs.
 */
#include <simd/matrix_types.h>
#include <simd/vector.h>

#ifdef __cplusplus
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // all of it is inlined
namespace pewter_simd {

template <class To, class M>
To transposed(const M& m) {
  To all{};
  constexpr unsigned kColumns = sizeof(M::columns) / sizeof(M::columns[0]), kRows = sizeof(To::columns) / sizeof(To::columns[0]);
  for (unsigned c = 0; c < kColumns; ++c)
    for (unsigned r = 0; r < kRows; ++r) all.columns[r][c] = m.columns[c][r];
  return all;
}

template <class M>
void swap_columns(M& m, unsigned a, unsigned b) {
  const auto column = m.columns[a];
  m.columns[a] = m.columns[b];
  m.columns[b] = column;
}

// By Gauss and Jordan, with the largest pivot of each column. The determinant is the product of the pivots.
template <class T, unsigned N, class M>
T eliminate(M m, M* inverse) {
  T determinant = 1;
  for (unsigned c = 0; c < N; ++c) {
    unsigned pivot = c;
    for (unsigned k = c + 1; k < N; ++k)
      if (std::fabs(T(m.columns[k][c])) > std::fabs(T(m.columns[pivot][c]))) pivot = k;
    if (pivot != c) {
      determinant = -determinant;
      swap_columns(m, pivot, c);
      if (inverse) swap_columns(*inverse, pivot, c);
    }
    const T value = m.columns[c][c];
    determinant *= value;
    if (!inverse && value == 0) return 0;
    m.columns[c] = m.columns[c] / value;
    if (inverse) inverse->columns[c] = inverse->columns[c] / value;
    for (unsigned k = 0; k < N; ++k) {
      if (k == c || (!inverse && k < c)) continue;
      const T factor = m.columns[k][c];
      m.columns[k] = m.columns[k] - factor * m.columns[c];
      if (inverse) inverse->columns[k] = inverse->columns[k] - factor * inverse->columns[c];
    }
  }
  return determinant;
}

}  // namespace pewter_simd

#define PEWTER_SIMD_LINEAR(name, c, r)                                                                                        \
  inline simd_##name##c##x##r simd_add(simd_##name##c##x##r a, const simd_##name##c##x##r& b) {                               \
    for (int i = 0; i < c; ++i) a.columns[i] += b.columns[i];                                                                 \
    return a;                                                                                                                 \
  }                                                                                                                           \
  inline simd_##name##c##x##r simd_sub(simd_##name##c##x##r a, const simd_##name##c##x##r& b) {                               \
    for (int i = 0; i < c; ++i) a.columns[i] -= b.columns[i];                                                                 \
    return a;                                                                                                                 \
  }                                                                                                                           \
  inline simd_##name##c##x##r simd_mul(simd_##name##1 factor, simd_##name##c##x##r m) {                                       \
    for (int i = 0; i < c; ++i) m.columns[i] = factor * m.columns[i];                                                         \
    return m;                                                                                                                 \
  }                                                                                                                           \
  inline simd_##name##r simd_mul(const simd_##name##c##x##r& m, simd_##name##c v) {                                           \
    simd_##name##r sum = m.columns[0] * v[0];                                                                                 \
    for (int i = 1; i < c; ++i) sum += m.columns[i] * v[i];                                                                   \
    return sum;                                                                                                               \
  }                                                                                                                           \
  inline simd_##name##c simd_mul(simd_##name##r v, const simd_##name##c##x##r& m) {                                           \
    simd_##name##c all{};                                                                                                     \
    for (int i = 0; i < c; ++i) all[i] = simd_dot(v, m.columns[i]);                                                           \
    return all;                                                                                                               \
  }                                                                                                                           \
  inline simd_##name##r##x##c simd_transpose(const simd_##name##c##x##r& m) {                                                 \
    return pewter_simd::transposed<simd_##name##r##x##c>(m);                                                                  \
  }                                                                                                                           \
  inline bool simd_equal(const simd_##name##c##x##r& a, const simd_##name##c##x##r& b) {                                      \
    for (int i = 0; i < c; ++i)                                                                                               \
      if (!simd_equal(a.columns[i], b.columns[i])) return false;                                                              \
    return true;                                                                                                              \
  }                                                                                                                           \
  inline simd_##name##c##x##r operator+(const simd_##name##c##x##r& a, const simd_##name##c##x##r& b) { return simd_add(a, b); } \
  inline simd_##name##c##x##r operator-(const simd_##name##c##x##r& a, const simd_##name##c##x##r& b) { return simd_sub(a, b); } \
  inline simd_##name##c##x##r operator*(simd_##name##1 factor, const simd_##name##c##x##r& m) { return simd_mul(factor, m); }  \
  inline simd_##name##c##x##r operator*(const simd_##name##c##x##r& m, simd_##name##1 factor) { return simd_mul(factor, m); }  \
  inline simd_##name##r operator*(const simd_##name##c##x##r& m, simd_##name##c v) { return simd_mul(m, v); }                  \
  inline simd_##name##c operator*(simd_##name##r v, const simd_##name##c##x##r& m) { return simd_mul(v, m); }                  \
  inline bool operator==(const simd_##name##c##x##r& a, const simd_##name##c##x##r& b) { return simd_equal(a, b); }            \
  inline bool operator!=(const simd_##name##c##x##r& a, const simd_##name##c##x##r& b) { return !simd_equal(a, b); }
PEWTER_SIMD_SHAPES(PEWTER_SIMD_LINEAR, float)
PEWTER_SIMD_SHAPES(PEWTER_SIMD_LINEAR, double)
#undef PEWTER_SIMD_LINEAR

// k columns of c elements times c columns of r elements.
#define PEWTER_SIMD_PRODUCT(name, c, r, k)                                                                              \
  inline simd_##name##k##x##r simd_mul(const simd_##name##c##x##r& a, const simd_##name##k##x##c& b) {                 \
    simd_##name##k##x##r all{};                                                                                         \
    for (int i = 0; i < k; ++i) all.columns[i] = simd_mul(a, b.columns[i]);                                             \
    return all;                                                                                                         \
  }                                                                                                                     \
  inline simd_##name##k##x##r matrix_multiply(const simd_##name##c##x##r& a, const simd_##name##k##x##c& b) {          \
    return simd_mul(a, b);                                                                                              \
  }                                                                                                                     \
  inline simd_##name##k##x##r operator*(const simd_##name##c##x##r& a, const simd_##name##k##x##c& b) { return simd_mul(a, b); }
#define PEWTER_SIMD_PRODUCTS(name, c, r) \
  PEWTER_SIMD_PRODUCT(name, c, r, 2) PEWTER_SIMD_PRODUCT(name, c, r, 3) PEWTER_SIMD_PRODUCT(name, c, r, 4)
PEWTER_SIMD_SHAPES(PEWTER_SIMD_PRODUCTS, float)
PEWTER_SIMD_SHAPES(PEWTER_SIMD_PRODUCTS, double)
#undef PEWTER_SIMD_PRODUCTS
#undef PEWTER_SIMD_PRODUCT

#define PEWTER_SIMD_SQUARE(name, n)                                                                           \
  inline simd_##name##n##x##n simd_diagonal_matrix(simd_##name##n diagonal) {                                 \
    simd_##name##n##x##n all{};                                                                               \
    for (int i = 0; i < n; ++i) all.columns[i][i] = diagonal[i];                                              \
    return all;                                                                                               \
  }                                                                                                           \
  inline simd_##name##1 simd_determinant(const simd_##name##n##x##n& m) {                                     \
    return pewter_simd::eliminate<simd_##name##1, n>(m, static_cast<simd_##name##n##x##n*>(nullptr));          \
  }                                                                                                           \
  inline simd_##name##n##x##n simd_inverse(const simd_##name##n##x##n& m) {                                   \
    simd_##name##n##x##n inverse = simd_diagonal_matrix(simd_##name##n(simd_##name##1(1)));                    \
    pewter_simd::eliminate<simd_##name##1, n>(m, &inverse);                                                   \
    return inverse;                                                                                           \
  }                                                                                                           \
  static const simd_##name##n##x##n matrix_identity_##name##n##x##n [[maybe_unused]] =                        \
      simd_diagonal_matrix(simd_##name##n(simd_##name##1(1)));
#define PEWTER_SIMD_OF_COLUMNS(name, r)                                                                                              \
  inline simd_##name##2x##r simd_matrix(simd_##name##r a, simd_##name##r b) { return {{a, b}}; }                                    \
  inline simd_##name##3x##r simd_matrix(simd_##name##r a, simd_##name##r b, simd_##name##r c) { return {{a, b, c}}; }               \
  inline simd_##name##4x##r simd_matrix(simd_##name##r a, simd_##name##r b, simd_##name##r c, simd_##name##r d) { return {{a, b, c, d}}; } \
  inline simd_##name##r##x2 simd_matrix_from_rows(simd_##name##r a, simd_##name##r b) { return simd_transpose(simd_matrix(a, b)); } \
  inline simd_##name##r##x3 simd_matrix_from_rows(simd_##name##r a, simd_##name##r b, simd_##name##r c) {                           \
    return simd_transpose(simd_matrix(a, b, c));                                                                                     \
  }                                                                                                                                  \
  inline simd_##name##r##x4 simd_matrix_from_rows(simd_##name##r a, simd_##name##r b, simd_##name##r c, simd_##name##r d) {         \
    return simd_transpose(simd_matrix(a, b, c, d));                                                                                  \
  }
#define PEWTER_SIMD_REST(name)                                                                                    \
  PEWTER_SIMD_SQUARE(name, 2) PEWTER_SIMD_SQUARE(name, 3) PEWTER_SIMD_SQUARE(name, 4)                             \
  PEWTER_SIMD_OF_COLUMNS(name, 2) PEWTER_SIMD_OF_COLUMNS(name, 3) PEWTER_SIMD_OF_COLUMNS(name, 4)
PEWTER_SIMD_REST(float)
PEWTER_SIMD_REST(double)
#undef PEWTER_SIMD_REST
#undef PEWTER_SIMD_OF_COLUMNS
#undef PEWTER_SIMD_SQUARE

namespace simd {
template <class M> auto transpose(const M& m) { return ::simd_transpose(m); }
template <class M> auto determinant(const M& m) { return ::simd_determinant(m); }
template <class M> auto inverse(const M& m) { return ::simd_inverse(m); }
}  // namespace simd
#pragma clang diagnostic pop
#endif
