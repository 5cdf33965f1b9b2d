// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math.h>

// <metal_matrix>: matrix<T, C, R> has C columns of R rows, and `m[i]` is a column.
namespace metal {
template <typename T, int C, int R = C>
struct matrix {
  using column = vec<T, R>;
  column columns[C];

  matrix() = default;
  // A scalar goes to the diagonal.
  __pewter_fn explicit constexpr matrix(T s) : columns{} {
    for (int i = 0; i < C; ++i)
      for (int j = 0; j < R; ++j) columns[i][j] = i == j ? s : T(0);
  }
  __pewter_fn constexpr matrix(column a, column b) requires(C == 2) : columns{a, b} {}
  __pewter_fn constexpr matrix(column a, column b, column c) requires(C == 3) : columns{a, b, c} {}
  __pewter_fn constexpr matrix(column a, column b, column c, column d) requires(C == 4) : columns{a, b, c, d} {}
  // All elements, column by column.
  template <typename... S> requires(sizeof...(S) == C * R && (__is_convertible_to(S, T) && ...))
  __pewter_fn explicit constexpr matrix(S... s) : columns{} {
    const T all[] = {static_cast<T>(s)...};
    for (int i = 0; i < C * R; ++i) columns[i / R][i % R] = all[i];
  }
  template <typename U> requires(!__is_same(U, T))
  __pewter_fn explicit constexpr matrix(matrix<U, C, R> m) : columns{} {
    for (int i = 0; i < C; ++i) columns[i] = column(m.columns[i]);
  }

  __pewter_fn constexpr column& operator[](size_t i) { return columns[i]; }
  __pewter_fn constexpr const column& operator[](size_t i) const { return columns[i]; }

#define __pewter_x(op)                                                              \
  __pewter_fn friend constexpr matrix operator op(matrix a, matrix b) {             \
    for (int i = 0; i < C; ++i) a.columns[i] = a.columns[i] op b.columns[i];        \
    return a;                                                                       \
  }                                                                                 \
  __pewter_fn friend constexpr matrix& operator op##=(matrix& a, matrix b) { return a = a op b; }
  __pewter_x(+) __pewter_x(-)
#undef __pewter_x
  __pewter_fn friend constexpr matrix operator-(matrix a) {
    for (int i = 0; i < C; ++i) a.columns[i] = -a.columns[i];
    return a;
  }
  __pewter_fn friend constexpr matrix operator*(matrix a, T s) {
    for (int i = 0; i < C; ++i) a.columns[i] = a.columns[i] * column(s);
    return a;
  }
  __pewter_fn friend constexpr matrix operator*(T s, matrix a) { return a * s; }
  __pewter_fn friend constexpr matrix& operator*=(matrix& a, T s) { return a = a * s; }
  __pewter_fn friend constexpr column operator*(matrix a, vec<T, C> v) {
    column sum = a.columns[0] * column(v[0]);
    for (int i = 1; i < C; ++i) sum = sum + a.columns[i] * column(v[i]);
    return sum;
  }
  __pewter_fn friend constexpr vec<T, C> operator*(column v, matrix a) {
    vec<T, C> r(T(0));
    for (int i = 0; i < C; ++i) {
      T sum = v[0] * a.columns[i][0];
      for (int j = 1; j < R; ++j) sum += v[j] * a.columns[i][j];
      r[i] = sum;
    }
    return r;
  }
  template <int K>
  __pewter_fn friend constexpr matrix<T, K, R> operator*(matrix a, matrix<T, K, C> b) {
    matrix<T, K, R> r(T(0));
    for (int i = 0; i < K; ++i) r.columns[i] = a * b.columns[i];
    return r;
  }
  __pewter_fn friend constexpr matrix& operator*=(matrix& a, matrix b) requires(C == R) { return a = a * b; }
  __pewter_fn friend constexpr bool operator==(matrix a, matrix b) {
    for (int i = 0; i < C; ++i)
      for (int j = 0; j < R; ++j)
        if (a.columns[i][j] != b.columns[i][j]) return false;
    return true;
  }
};

template <typename T, int C, int R>
__pewter_fn constexpr matrix<T, R, C> transpose(matrix<T, C, R> m) {
  matrix<T, R, C> r(T(0));
  for (int i = 0; i < C; ++i)
    for (int j = 0; j < R; ++j) r.columns[j][i] = m.columns[i][j];
  return r;
}

template <typename T>
__pewter_fn constexpr T determinant(matrix<T, 2, 2> m) {
  return T(float(m[0].x) * float(m[1].y) - float(m[1].x) * float(m[0].y));
}
template <typename T>
__pewter_fn constexpr T determinant(matrix<T, 3, 3> m) {
  const vec<float, 3> a(m[0]), b(m[1]), c(m[2]);
  return T(a.x * (b.y * c.z - c.y * b.z) - b.x * (a.y * c.z - c.y * a.z) + c.x * (a.y * b.z - b.y * a.z));
}
template <typename T>
__pewter_fn constexpr T determinant(matrix<T, 4, 4> m) {
  // By 2x2 minors of the upper and the lower two rows.
  const vec<float, 4> a(m[0]), b(m[1]), c(m[2]), d(m[3]);
  const float ab = a.x * b.y - b.x * a.y, ac = a.x * c.y - c.x * a.y, ad = a.x * d.y - d.x * a.y;
  const float bc = b.x * c.y - c.x * b.y, bd = b.x * d.y - d.x * b.y, cd = c.x * d.y - d.x * c.y;
  const float ab2 = a.z * b.w - b.z * a.w, ac2 = a.z * c.w - c.z * a.w, ad2 = a.z * d.w - d.z * a.w;
  const float bc2 = b.z * c.w - c.z * b.w, bd2 = b.z * d.w - d.z * b.w, cd2 = c.z * d.w - d.z * c.w;
  return T(ab * cd2 - ac * bd2 + ad * bc2 + bc * ad2 - bd * ac2 + cd * ab2);
}

#define __pewter_sizes(X, T) X(T, 2, 2) X(T, 2, 3) X(T, 2, 4) X(T, 3, 2) X(T, 3, 3) X(T, 3, 4) X(T, 4, 2) X(T, 4, 3) X(T, 4, 4)
#define __pewter_x(T, C, R) using T##C##x##R = matrix<T, C, R>;
__pewter_sizes(__pewter_x, half) __pewter_sizes(__pewter_x, float)
#undef __pewter_x
}  // namespace metal

#define __pewter_x(T, C, R) using metal::T##C##x##R; using matrix_##T##C##x##R = metal::T##C##x##R;
__pewter_sizes(__pewter_x, half) __pewter_sizes(__pewter_x, float)
#undef __pewter_x

static_assert(sizeof(float3x3) == 48 && sizeof(half2x4) == 16 && alignof(float4x4) == 16);
static_assert(__is_trivially_copyable(float4x4) && __is_trivially_constructible(float4x4));
