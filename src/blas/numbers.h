// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "model/matrix_product.h"

// The element types as floats, and back, rounded to nearest, ties to even.
namespace pewter::blas {

inline float float_of_bfloat(std::uint16_t bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16); }
inline std::uint16_t bfloat_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (value != value) return static_cast<std::uint16_t>(bits >> 16 | 0x40);  // a NaN must not round to infinity
  return static_cast<std::uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

float float_of_half(std::uint16_t bits);
std::uint16_t half_of(float value);

// One element at `data`.
float read(const void* data, model::ElementType type, std::uint64_t index);
void write(void* data, model::ElementType type, std::uint64_t index, float value);  // a floating-point type

// `count` elements side by side.
void read_run(const void* from, model::ElementType type, float* to, std::size_t count);
void write_run(const float* from, void* to, model::ElementType type, std::size_t count);

}  // namespace pewter::blas
