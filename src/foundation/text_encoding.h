// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pewter::foundation {

// NSStringEncoding: the values that Foundation gives them.
enum class Encoding : std::uint64_t {
  ascii = 1,
  euc_jp = 3,
  utf8 = 4,
  latin1 = 5,
  shift_jis = 8,
  latin2 = 9,
  utf16 = 10,
  windows1251 = 11,
  windows1252 = 12,
  windows1253 = 13,
  windows1254 = 14,
  windows1250 = 15,
  iso2022_jp = 21,
  mac_roman = 30,
  utf16_big = 0x90000100,
  utf16_little = 0x94000100,
  utf32 = 0x8c000100,
  utf32_big = 0x98000100,
  utf32_little = 0x9c000100,
};

// Bytes to UTF-8; none if they are not valid in the encoding or Pewter does not know it. The utf16 and utf32 that name no
// byte order obey a byte order mark and are little-endian without one.
std::optional<std::string> decode(std::string_view bytes, Encoding encoding);

// UTF-8 to bytes, without byte order mark; none if the encoding cannot hold the text or is not known.
std::optional<std::string> encode(std::string_view utf8, Encoding encoding);

// Bytes of the terminator of a C string: 1, 2 or 4.
std::size_t unit_size(Encoding encoding);

// An upper bound for the bytes of one UTF-16 unit; 0 if the encoding is not known.
std::size_t max_bytes_per_unit(Encoding encoding);

bool is_ascii(std::string_view text);
bool is_valid_utf8(std::string_view text);
// The text with every invalid byte replaced by U+FFFD.
std::string repair_utf8(std::string_view text);
// Valid UTF-8 only.
std::u16string to_utf16(std::string_view utf8);

}  // namespace pewter::foundation
