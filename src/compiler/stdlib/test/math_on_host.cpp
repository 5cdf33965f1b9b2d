// SPDX-License-Identifier: Apache-2.0
// The library's functions of one and two floats over arrays, compiled for the host, for math_accuracy_test.cpp.
#define __pewter_device __attribute__((address_space(1)))
#define __pewter_constant __attribute__((address_space(2)))
#define __pewter_threadgroup __attribute__((address_space(3)))
#include <pewter/math.h>

#define UNARY(name)                                                              \
  extern "C" void sweep_precise_##name(const float* x, float* r, size_t count) { \
    for (size_t i = 0; i < count; ++i) r[i] = metal::precise::name(x[i]);        \
  }                                                                              \
  extern "C" void sweep_fast_##name(const float* x, float* r, size_t count) {    \
    for (size_t i = 0; i < count; ++i) r[i] = metal::fast::name(x[i]);           \
  }                                                                              \
  extern "C" void sweep_half_##name(const half* x, half* r, size_t count) {      \
    for (size_t i = 0; i < count; ++i) r[i] = metal::precise::name(x[i]);        \
  }
#define BINARY(name)                                                                               \
  extern "C" void sweep_precise_##name(const float* x, const float* y, float* r, size_t count) {   \
    for (size_t i = 0; i < count; ++i) r[i] = metal::precise::name(x[i], y[i]);                    \
  }                                                                                                \
  extern "C" void sweep_fast_##name(const float* x, const float* y, float* r, size_t count) {      \
    for (size_t i = 0; i < count; ++i) r[i] = metal::fast::name(x[i], y[i]);                       \
  }
#include "math_functions.def"

extern "C" void sweep_ldexp(const float* x, const int* k, float* r, size_t count) {
  for (size_t i = 0; i < count; ++i) r[i] = metal::ldexp(x[i], k[i]);
}
extern "C" void sweep_frexp(const float* x, float* r, int* e, size_t count) {
  for (size_t i = 0; i < count; ++i) r[i] = metal::frexp(x[i], e[i]);
}
extern "C" void sweep_ilogb(const float* x, int* r, size_t count) {
  for (size_t i = 0; i < count; ++i) r[i] = metal::ilogb(x[i]);
}
