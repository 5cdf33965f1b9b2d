// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Numbers as MSL lays them out in memory, read and written without help from the code under test: the oracles' side.
namespace pewter::conformance {

using Bytes = std::vector<std::byte>;

enum class NumberKind : std::uint8_t { boolean, signed_integer, unsigned_integer, floating };

// A scalar type of MSL.
struct NumberType {
  std::string_view name;
  NumberKind kind;
  unsigned bits;           // of its place in memory
  int significand = 0;     // floating: bits with the hidden one
  int min_exponent = 0;    // floating: exponent of the smallest normal number
  int max_exponent = 0;    // floating: exponent of the largest finite number

  unsigned bytes() const { return bits / 8; }
  bool is_float() const { return kind == NumberKind::floating; }
  bool is_signed() const { return kind == NumberKind::signed_integer || is_float(); }
};

inline constexpr NumberType kBool{"bool", NumberKind::boolean, 8};
inline constexpr NumberType kChar{"char", NumberKind::signed_integer, 8};
inline constexpr NumberType kUchar{"uchar", NumberKind::unsigned_integer, 8};
inline constexpr NumberType kShort{"short", NumberKind::signed_integer, 16};
inline constexpr NumberType kUshort{"ushort", NumberKind::unsigned_integer, 16};
inline constexpr NumberType kInt{"int", NumberKind::signed_integer, 32};
inline constexpr NumberType kUint{"uint", NumberKind::unsigned_integer, 32};
inline constexpr NumberType kLong{"long", NumberKind::signed_integer, 64};
inline constexpr NumberType kUlong{"ulong", NumberKind::unsigned_integer, 64};
inline constexpr NumberType kHalf{"half", NumberKind::floating, 16, 11, -14, 15};
inline constexpr NumberType kBfloat{"bfloat", NumberKind::floating, 16, 8, -126, 127};
inline constexpr NumberType kFloat{"float", NumberKind::floating, 32, 24, -126, 127};

std::span<const NumberType* const> integer_types();
std::span<const NumberType* const> float_types();    // half, bfloat, float
std::span<const NumberType* const> all_types();      // bool last
const NumberType& unsigned_of(const NumberType& type);
const NumberType& signed_of(const NumberType& type);

// "float", "float4"; "packed_float3".
std::string vector_name(const NumberType& type, unsigned width);

using Wide = __int128;  // holds every integer of MSL and every sum and product of two 32-bit ones; products of 64-bit ones too

Wide lowest(const NumberType& type);   // integers
Wide highest(const NumberType& type);  // integers
Wide wrap(const NumberType& type, Wide value);  // modulo 2^bits, as conversions of integers do
Wide saturate(const NumberType& type, Wide value);
std::string to_string(Wide value);

// The nearest number of the type, ties to even; overflow gives infinity.
double round_to(const NumberType& type, double value);
// The size of one unit in the last place of the type at `value`.
double ulp_of(const NumberType& type, double value);
double largest_finite(const NumberType& type);

// Raw bits in memory.
std::uint64_t encode(const NumberType& type, double value);       // floating
double decode(const NumberType& type, std::uint64_t bits);        // floating
Wide decode_integer(const NumberType& type, std::uint64_t bits);  // integers and bool

void append(Bytes& bytes, const NumberType& type, double value);       // floating
void append_integer(Bytes& bytes, const NumberType& type, Wide value);
std::uint64_t load_bits(const NumberType& type, const std::byte* at);

template <class T>
Bytes bytes_of(const std::vector<T>& values) {
  Bytes bytes(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}
template <class T>
std::vector<T> values_of(std::span<const std::byte> bytes) {
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  return values;
}

// A small reproducible generator (splitmix64): the inputs are the same on every run and every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  double real(double low, double high) { return low + (high - low) * (double(next() >> 11) * 0x1p-53); }

 private:
  std::uint64_t state_;
};

}  // namespace pewter::conformance
