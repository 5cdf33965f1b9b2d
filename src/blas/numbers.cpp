// SPDX-License-Identifier: Apache-2.0
#include "blas/numbers.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pewter::blas {
namespace {

using model::ElementType;

template <class T>
const T* as(const void* data) {
  return static_cast<const T*>(data);
}

#if defined(__x86_64__)
bool has_f16c() {
  static const bool has = __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c");
  return has;
}

[[gnu::target("avx,f16c")]] std::size_t read_halves(const std::uint16_t* from, float* to, std::size_t count) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i))));
  return i;
}

[[gnu::target("avx,f16c")]] std::size_t write_halves(const float* from, std::uint16_t* to, std::size_t count) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT));
  return i;
}
#else
bool has_f16c() { return false; }
std::size_t read_halves(const std::uint16_t*, float*, std::size_t) { return 0; }
std::size_t write_halves(const float*, std::uint16_t*, std::size_t) { return 0; }
#endif

}  // namespace

float float_of_half(std::uint16_t bits) {
  const std::uint32_t sign = std::uint32_t{bits & 0x8000u} << 16, exponent = bits >> 10 & 31, mantissa = bits & 0x3ff;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000 | mantissa << 13);
  if (exponent) return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
  const float subnormal = static_cast<float>(mantissa) * 0x1p-24f;
  return sign ? -subnormal : subnormal;
}

std::uint16_t half_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint16_t sign = bits >> 16 & 0x8000;
  const std::uint32_t size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00 | static_cast<std::uint16_t>(size >> 13 & 0x3ff);
  if (size >= 0x477ff000) return sign | 0x7c00;  // rounds to 2^16, or is infinite
  if (size < 0x38800000) {                       // below 2^-14: the addition rounds at the last bit of a subnormal half
    const float rounded = std::bit_cast<float>(size) + 0.5f;
    return sign | static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(rounded) - 0x3f000000);
  }
  return sign | static_cast<std::uint16_t>((size - 0x38000000 + 0xfff + (size >> 13 & 1)) >> 13);
}

float read(const void* data, ElementType type, std::uint64_t index) {
  switch (type) {
    case ElementType::float32:
      return as<float>(data)[index];
    case ElementType::float16:
      return float_of_half(as<std::uint16_t>(data)[index]);
    case ElementType::bfloat16:
      return float_of_bfloat(as<std::uint16_t>(data)[index]);
    case ElementType::int8:
      return as<std::int8_t>(data)[index];
    case ElementType::int16:
      return as<std::int16_t>(data)[index];
  }
  return 0;
}

void write(void* data, ElementType type, std::uint64_t index, float value) {
  if (type == ElementType::float32)
    static_cast<float*>(data)[index] = value;
  else
    static_cast<std::uint16_t*>(data)[index] = type == ElementType::float16 ? half_of(value) : bfloat_of(value);
}

void read_run(const void* from, ElementType type, float* to, std::size_t count) {
  std::size_t i = 0;
  switch (type) {
    case ElementType::float32:
      std::memcpy(to, from, count * sizeof(float));
      return;
    case ElementType::float16:
      if (has_f16c()) i = read_halves(as<std::uint16_t>(from), to, count);
      for (; i < count; ++i) to[i] = float_of_half(as<std::uint16_t>(from)[i]);
      return;
    case ElementType::bfloat16:
      for (; i < count; ++i) to[i] = float_of_bfloat(as<std::uint16_t>(from)[i]);
      return;
    case ElementType::int8:
      for (; i < count; ++i) to[i] = as<std::int8_t>(from)[i];
      return;
    case ElementType::int16:
      for (; i < count; ++i) to[i] = as<std::int16_t>(from)[i];
      return;
  }
}

void write_run(const float* from, void* to, ElementType type, std::size_t count) {
  std::size_t i = 0;
  auto* bits = static_cast<std::uint16_t*>(to);
  if (type == ElementType::float32) {
    std::memcpy(to, from, count * sizeof(float));
  } else if (type == ElementType::float16) {
    if (has_f16c()) i = write_halves(from, bits, count);
    for (; i < count; ++i) bits[i] = half_of(from[i]);
  } else {
    for (; i < count; ++i) bits[i] = bfloat_of(from[i]);
  }
}

}  // namespace pewter::blas
