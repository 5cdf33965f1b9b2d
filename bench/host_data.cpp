// SPDX-License-Identifier: Apache-2.0
#include "host_data.h"

#include <bit>

namespace pewter::bench {
namespace {

// A full-period generator modulo 2^32; its upper bits are good enough for data.
struct Generator {
  std::uint32_t state;
  std::uint32_t next() { return state = state * 1664525u + 1013904223u; }
};

}  // namespace

void fill_uniform(std::span<float> values, std::uint32_t seed, float low, float high) {
  Generator generator{seed * 2654435761u + 1};
  const float step = (high - low) / 16777216.0f;
  for (float& value : values) value = low + step * static_cast<float>(generator.next() >> 8);
}

void fill_random_bits(std::span<std::uint32_t> words, std::uint32_t seed) {
  Generator generator{seed * 2654435761u + 1};
  for (std::uint32_t& word : words) {
    const std::uint32_t high = generator.next();
    word = (high & 0xffff0000u) | generator.next() >> 16;
  }
}

std::uint16_t half_bits(float value) { return std::bit_cast<std::uint16_t>(static_cast<_Float16>(value)); }
float half_value(std::uint16_t bits) { return static_cast<float>(std::bit_cast<_Float16>(bits)); }

std::uint16_t bfloat_bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return static_cast<std::uint16_t>((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}
float bfloat_value(std::uint16_t bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }

}  // namespace pewter::bench
