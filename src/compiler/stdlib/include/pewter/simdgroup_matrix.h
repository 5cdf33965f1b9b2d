// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/group.h>

// <metal_simdgroup_matrix>: 8x8 matrices spread over a SIMD-group, two neighbours of a row a lane. model/intrinsics.def says
// which lane holds which.
namespace metal {
namespace __pewter {
__pewter_fn uint matrix_row() {
  const uint lane = __pewter_lane();
  return (lane / 4 & 4) + lane / 2 % 4;
}
__pewter_fn uint matrix_column() {
  const uint lane = __pewter_lane();
  return (lane / 4 & 2) * 2 + lane % 2 * 2;
}
}  // namespace __pewter

template <typename T, int Cols, int Rows>
struct simdgroup_matrix {
  static_assert(Cols == 8 && Rows == 8, "simdgroup_matrix is 8 by 8");
  static_assert(__pewter::is_real<T>, "simdgroup_matrix takes half, bfloat and float");
  using value_type = T;
  using storage_type = vec<T, 2>;
  static constexpr int cols = Cols, rows = Rows;

  simdgroup_matrix() = default;
  // A scalar goes to the diagonal.
  __pewter_fn explicit simdgroup_matrix(T diagonal) {
    const uint row = __pewter::matrix_row(), column = __pewter::matrix_column();
    __elements = storage_type(row == column ? diagonal : T(0), row == column + 1 ? diagonal : T(0));
  }
  // This lane's own elements.
  __pewter_fn constexpr storage_type& thread_elements() { return __elements; }
  __pewter_fn constexpr const storage_type& thread_elements() const { return __elements; }
 private:
  storage_type __elements;
};
using simdgroup_half8x8 = simdgroup_matrix<half, 8, 8>;
using simdgroup_float8x8 = simdgroup_matrix<float, 8, 8>;
using simdgroup_bfloat8x8 = simdgroup_matrix<bfloat, 8, 8>;

template <typename T, int Cols, int Rows>
__pewter_fn simdgroup_matrix<T, Cols, Rows> make_filled_simdgroup_matrix(T value) {
  simdgroup_matrix<T, Cols, Rows> m;
  m.thread_elements() = vec<T, 2>(value);
  return m;
}

// `origin` is (column, row) in the memory's own layout; `transpose` swaps rows and columns on the way.
#define __pewter_x(space)                                                                                        \
  template <typename T>                                                                                          \
  __pewter_fn void simdgroup_load(simdgroup_matrix<T, 8, 8>& d, const space T* source, ulong elements_per_row = 8, \
                                  ulong2 origin = 0, bool transpose = false) {                                   \
    const ulong row = __pewter::matrix_row(), column = __pewter::matrix_column();                                \
    source += origin.y * elements_per_row + origin.x;                                                            \
    d.thread_elements() = transpose ? vec<T, 2>(source[column * elements_per_row + row],                         \
                                                source[(column + 1) * elements_per_row + row])                   \
                                    : vec<T, 2>(source[row * elements_per_row + column],                         \
                                                source[row * elements_per_row + column + 1]);                    \
  }
#define __pewter_y(space)                                                                                        \
  template <typename T>                                                                                          \
  __pewter_fn void simdgroup_store(simdgroup_matrix<T, 8, 8> a, space T* target, ulong elements_per_row = 8,     \
                                   ulong2 origin = 0, bool transpose = false) {                                  \
    const ulong row = __pewter::matrix_row(), column = __pewter::matrix_column();                                \
    target += origin.y * elements_per_row + origin.x;                                                            \
    target[transpose ? column * elements_per_row + row : row * elements_per_row + column] = a.thread_elements().x; \
    target[transpose ? (column + 1) * elements_per_row + row : row * elements_per_row + column + 1] =            \
        a.thread_elements().y;                                                                                   \
  }
__pewter_x(__pewter_device) __pewter_x(__pewter_threadgroup) __pewter_x(__pewter_constant)
__pewter_y(__pewter_device) __pewter_y(__pewter_threadgroup)
#undef __pewter_x
#undef __pewter_y

// d = a * b + c and d = a * b. Products and sums are in float; d rounds to its own type.
template <typename D, typename A, typename B, typename C>
__pewter_group_fn void simdgroup_multiply_accumulate(simdgroup_matrix<D, 8, 8>& d, simdgroup_matrix<A, 8, 8> a,
                                                     simdgroup_matrix<B, 8, 8> b, simdgroup_matrix<C, 8, 8> c) {
  const float fa[2] = {float(a.thread_elements().x), float(a.thread_elements().y)};
  const float fb[2] = {float(b.thread_elements().x), float(b.thread_elements().y)};
  const float fc[2] = {float(c.thread_elements().x), float(c.thread_elements().y)};
  float fd[2];
  __pewter_simdgroup_multiply_accumulate(fd, fa, fb, fc);
  d.thread_elements() = vec<D, 2>(D(fd[0]), D(fd[1]));
}
template <typename D, typename A, typename B>
__pewter_group_fn void simdgroup_multiply(simdgroup_matrix<D, 8, 8>& d, simdgroup_matrix<A, 8, 8> a,
                                          simdgroup_matrix<B, 8, 8> b) {
  simdgroup_multiply_accumulate(d, a, b, make_filled_simdgroup_matrix<float, 8, 8>(0.0f));
}
template <typename T>
__pewter_group_fn simdgroup_matrix<T, 8, 8> operator*(simdgroup_matrix<T, 8, 8> a, simdgroup_matrix<T, 8, 8> b) {
  simdgroup_matrix<T, 8, 8> d;
  simdgroup_multiply(d, a, b);
  return d;
}
}  // namespace metal
