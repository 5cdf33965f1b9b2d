// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/matrix.h>

// <simd/simd.h>: the names under which headers that hosts share with kernels know vectors and matrices.
#define __pewter_vectors(X, T) X(T, 2) X(T, 3) X(T, 4)
#define __pewter_simd_scalars(X) \
  __pewter_vectors(X, char) __pewter_vectors(X, uchar) __pewter_vectors(X, short) __pewter_vectors(X, ushort)  \
  __pewter_vectors(X, int) __pewter_vectors(X, uint) __pewter_vectors(X, long) __pewter_vectors(X, ulong)      \
  __pewter_vectors(X, half) __pewter_vectors(X, float)
namespace simd {
#define __pewter_x(T, N) using T##N = metal::T##N; using packed_##T##N = metal::packed_##T##N;
__pewter_simd_scalars(__pewter_x)
#undef __pewter_x
#define __pewter_x(T, C, R) using T##C##x##R = metal::T##C##x##R;
__pewter_sizes(__pewter_x, half) __pewter_sizes(__pewter_x, float)
#undef __pewter_x
}  // namespace simd
#define __pewter_x(T, N) using simd_##T##N = metal::T##N; using simd_packed_##T##N = metal::packed_##T##N;
__pewter_simd_scalars(__pewter_x)
#undef __pewter_x
#define __pewter_x(T, C, R) using simd_##T##C##x##R = metal::T##C##x##R;
__pewter_sizes(__pewter_x, half) __pewter_sizes(__pewter_x, float)
#undef __pewter_x
#undef __pewter_simd_scalars
#undef __pewter_vectors
