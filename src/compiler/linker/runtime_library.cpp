// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/runtime_library.h"

#include <bit>
#include <cstdint>
#include <vector>

#include "compiler/linker/libc_symbols.h"

namespace pewter::compiler {
namespace {

// Rounds to nearest, ties to even, from binary floating point with `FromMantissa` bits to one with `ToMantissa` bits
// and `ToExponent` bits of exponent, straight from the widest value so that nothing is rounded twice.
template <class From, int FromMantissa, int ToMantissa, int ToExponent>
std::uint16_t narrow(From bits) {
  constexpr int kFromExponent = static_cast<int>(sizeof(From) * 8) - 1 - FromMantissa;
  constexpr int kFromBias = (1 << (kFromExponent - 1)) - 1;
  constexpr int kToBias = (1 << (ToExponent - 1)) - 1;
  constexpr std::uint16_t kInfinity = ((1u << ToExponent) - 1) << ToMantissa;
  const auto sign = static_cast<std::uint16_t>((bits >> (sizeof(From) * 8 - 1)) << 15);
  const int exponent = static_cast<int>((bits >> FromMantissa) & ((From{1} << kFromExponent) - 1));
  From mantissa = bits & ((From{1} << FromMantissa) - 1);
  if (exponent == (1 << kFromExponent) - 1) {
    if (mantissa == 0) return sign | kInfinity;
    return static_cast<std::uint16_t>(sign | kInfinity | (1u << (ToMantissa - 1)) |
                                      (mantissa >> (FromMantissa - ToMantissa)));
  }
  int target = exponent - kFromBias + kToBias;
  int shift = FromMantissa - ToMantissa;
  if (exponent != 0)
    mantissa |= From{1} << FromMantissa;
  else
    ++target;  // subnormals have the exponent of the smallest normal number
  if (exponent == 0 && target == 1) {
    target = 0;  // subnormal on both sides
  } else if (target <= 0) {
    shift += 1 - target;
    target = 0;
    if (shift > FromMantissa + 1) return sign;  // less than half of the smallest number
  } else {
    mantissa &= (From{1} << FromMantissa) - 1;
  }
  const From half = From{1} << (shift - 1);
  const From rest = mantissa & ((From{1} << shift) - 1);
  From result = (static_cast<From>(target) << ToMantissa) + (mantissa >> shift);
  if (rest > half || (rest == half && (result & 1))) ++result;  // a carry into the exponent is right
  return static_cast<std::uint16_t>(sign | (result >= kInfinity ? kInfinity : result));
}

float widen_half(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16;
  const std::uint32_t magnitude = bits & 0x7fff;
  if (magnitude >= 0x7c00) return std::bit_cast<float>(sign | 0x7f800000 | ((magnitude & 0x3ff) << 13));
  // The product is exact and gets subnormals right.
  const float value = std::bit_cast<float>(magnitude << 13) * std::bit_cast<float>(std::uint32_t{(127 + 112) << 23});
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) | sign);
}

// The calling convention of half and bfloat: as _Float16 and __bf16, in the low bits of a vector register.
_Float16 truncsfhf2(float value) {
  return std::bit_cast<_Float16>(narrow<std::uint32_t, 23, 10, 5>(std::bit_cast<std::uint32_t>(value)));
}
_Float16 truncdfhf2(double value) {
  return std::bit_cast<_Float16>(narrow<std::uint64_t, 52, 10, 5>(std::bit_cast<std::uint64_t>(value)));
}
float extendhfsf2(_Float16 value) { return widen_half(std::bit_cast<std::uint16_t>(value)); }
double extendhfdf2(_Float16 value) { return widen_half(std::bit_cast<std::uint16_t>(value)); }
__bf16 truncsfbf2(float value) {
  return std::bit_cast<__bf16>(narrow<std::uint32_t, 23, 7, 8>(std::bit_cast<std::uint32_t>(value)));
}
__bf16 truncdfbf2(double value) {
  return std::bit_cast<__bf16>(narrow<std::uint64_t, 52, 7, 8>(std::bit_cast<std::uint64_t>(value)));
}

float powisf2(float base, int exponent) {
  float result = 1;
  for (unsigned n = exponent < 0 ? 0u - static_cast<unsigned>(exponent) : exponent; n; n >>= 1, base *= base)
    if (n & 1) result *= base;
  return exponent < 0 ? 1 / result : result;
}

template <class F>
void* address(F* function) {
  return reinterpret_cast<void*>(function);
}

}  // namespace

std::span<const model::HostSymbol> runtime_library() {
  // Never destroyed: kernels are linked in background threads while the process ends.
  static const auto& table = *new std::vector<model::HostSymbol>([] {
    std::vector<model::HostSymbol> symbols = {
        {"__truncsfhf2", address(truncsfhf2)},    {"__gnu_f2h_ieee", address(truncsfhf2)},
        {"__truncdfhf2", address(truncdfhf2)},    {"__extendhfsf2", address(extendhfsf2)},
        {"__gnu_h2f_ieee", address(extendhfsf2)}, {"__extendhfdf2", address(extendhfdf2)},
        {"__truncsfbf2", address(truncsfbf2)},    {"__truncdfbf2", address(truncdfbf2)},
        {"__powisf2", address(powisf2)},
    };
    for (unsigned i = 0; i < pewter_libc_symbol_count; ++i)
      symbols.push_back({pewter_libc_symbols[i].name, pewter_libc_symbols[i].address});
    return symbols;
  }());
  return table;
}

}  // namespace pewter::compiler
