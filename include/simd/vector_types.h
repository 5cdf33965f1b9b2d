/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Vectors as structs that hosts share with kernels have them: simd_float4 and vector_float4 in C and C++, simd::float4 in C++.
 *
 * Sizes and alignments are MSL's: a vector of three is as large as one of four, and a packed one has its element's alignment.
 * Vectors of 32 bytes and more are aligned to 16. They are Clang's extended vectors: elements by .x to .w, .r to .a, [i] and swizzles;
 * +, -, *, /, comparisons and so on, element by element. Other compilers have nothing like it.
 */
#ifndef __clang__
#error "<simd/...> needs Clang: its vectors (v.xyz, (simd_float4){a, b, c, d}) are a language extension of Clang's"
#endif

typedef unsigned char simd_uchar1;
typedef signed char simd_char1;
typedef unsigned short simd_ushort1;
typedef short simd_short1;
typedef unsigned int simd_uint1;
typedef int simd_int1;
typedef unsigned long simd_ulong1;
typedef long simd_long1;
typedef float simd_float1;
typedef double simd_double1;

/* (name, element) of every scalar that there are vectors of. */
#define PEWTER_SIMD_SCALARS(X)                                                                                                     \
  X(char, signed char) X(uchar, unsigned char) X(short, short) X(ushort, unsigned short) X(int, int) X(uint, unsigned int) \
  X(long, long) X(ulong, unsigned long) X(float, float) X(double, double)

#define PEWTER_SIMD_VECTOR(name, element, count, alignment)                                                               \
  typedef __attribute__((__ext_vector_type__(count), __aligned__(alignment))) element simd_##name##count;                \
  typedef simd_##name##count vector_##name##count;
#define PEWTER_SIMD_PACKED(name, element, count) \
  typedef __attribute__((__ext_vector_type__(count), __aligned__(__alignof__(element)))) element simd_packed_##name##count;
#define PEWTER_SIMD_ALIGNMENT(element, count) (sizeof(element) * count < 16 ? sizeof(element) * count : 16)
#define PEWTER_SIMD_VECTORS(name, element)                                          \
  PEWTER_SIMD_VECTOR(name, element, 2, PEWTER_SIMD_ALIGNMENT(element, 2))           \
  PEWTER_SIMD_VECTOR(name, element, 3, PEWTER_SIMD_ALIGNMENT(element, 4))           \
  PEWTER_SIMD_VECTOR(name, element, 4, PEWTER_SIMD_ALIGNMENT(element, 4))           \
  PEWTER_SIMD_VECTOR(name, element, 8, PEWTER_SIMD_ALIGNMENT(element, 8))           \
  PEWTER_SIMD_VECTOR(name, element, 16, PEWTER_SIMD_ALIGNMENT(element, 16))         \
  /* Three packed elements take three places, which no extended vector does. */     \
  PEWTER_SIMD_PACKED(name, element, 2)                                              \
  PEWTER_SIMD_PACKED(name, element, 4)                                              \
  PEWTER_SIMD_PACKED(name, element, 8)                                              \
  PEWTER_SIMD_PACKED(name, element, 16)
PEWTER_SIMD_SCALARS(PEWTER_SIMD_VECTORS)
#undef PEWTER_SIMD_VECTORS
#undef PEWTER_SIMD_ALIGNMENT
#undef PEWTER_SIMD_PACKED
#undef PEWTER_SIMD_VECTOR

#ifdef __cplusplus
namespace simd {
#define PEWTER_SIMD_NAMES(name, element)                                                                     \
  using name##1 = ::simd_##name##1;                                                                            \
  using name##2 = ::simd_##name##2;                                                                            \
  using name##3 = ::simd_##name##3;                                                                            \
  using name##4 = ::simd_##name##4;                                                                            \
  using name##8 = ::simd_##name##8;                                                                            \
  using name##16 = ::simd_##name##16;                                                                          \
  using packed_##name##2 = ::simd_packed_##name##2;                                                            \
  using packed_##name##4 = ::simd_packed_##name##4;                                                            \
  using packed_##name##8 = ::simd_packed_##name##8;                                                            \
  using packed_##name##16 = ::simd_packed_##name##16;
PEWTER_SIMD_SCALARS(PEWTER_SIMD_NAMES)
#undef PEWTER_SIMD_NAMES
}  // namespace simd
#endif
