// SPDX-License-Identifier: Apache-2.0
#include "foundation/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

namespace pewter::foundation {
namespace {

struct Known {
  Encoding encoding;
  const char* iconv_name;
  std::size_t unit;
  std::size_t max_bytes;  // of one UTF-16 unit
};

constexpr Known kKnown[] = {
    {Encoding::ascii, "ASCII", 1, 1},
    {Encoding::euc_jp, "EUC-JP", 1, 3},
    {Encoding::utf8, "UTF-8", 1, 3},
    {Encoding::latin1, "ISO-8859-1", 1, 1},
    {Encoding::shift_jis, "CP932", 1, 2},
    {Encoding::latin2, "ISO-8859-2", 1, 1},
    {Encoding::utf16, "UTF-16LE", 2, 2},
    {Encoding::windows1251, "CP1251", 1, 1},
    {Encoding::windows1252, "CP1252", 1, 1},
    {Encoding::windows1253, "CP1253", 1, 1},
    {Encoding::windows1254, "CP1254", 1, 1},
    {Encoding::windows1250, "CP1250", 1, 1},
    {Encoding::iso2022_jp, "ISO-2022-JP", 1, 8},  // escape sequences before and after
    {Encoding::mac_roman, "MACINTOSH", 1, 1},
    {Encoding::utf16_big, "UTF-16BE", 2, 2},
    {Encoding::utf16_little, "UTF-16LE", 2, 2},
    {Encoding::utf32, "UTF-32LE", 4, 4},
    {Encoding::utf32_big, "UTF-32BE", 4, 4},
    {Encoding::utf32_little, "UTF-32LE", 4, 4},
};

const Known* find(Encoding encoding) {
  const auto* found =
      std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return k.encoding == encoding; });
  return found == std::end(kKnown) ? nullptr : found;
}

std::optional<std::string> convert(std::string_view text, const char* from, const char* to) {
  iconv_t converter = iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string result;
  char buffer[512];
  char* input = const_cast<char*>(text.data());
  std::size_t input_left = text.size();
  bool ok = true;
  // The second round, without input, writes what returns a stateful encoding to its first state.
  for (int round = 0; round < 2 && ok;) {
    char* output = buffer;
    std::size_t output_left = sizeof(buffer);
    const std::size_t rc =
        iconv(converter, round ? nullptr : &input, round ? nullptr : &input_left, &output, &output_left);
    result.append(buffer, output);
    if (rc != static_cast<std::size_t>(-1))
      ++round;
    else
      ok = errno == E2BIG;
  }
  iconv_close(converter);
  if (!ok) return std::nullopt;
  return result;
}

// The length of the UTF-8 sequence at the front of `text`; 0 if it is not valid.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF)  // no overlong forms, no surrogates
    return follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  if (lead >= 0xF0 && lead <= 0xF4)  // no overlong forms, nothing above U+10FFFF
    return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (!length) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    result += length ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string result;
  result.reserve(utf8.size());
  while (!utf8.empty()) {
    const std::size_t length = std::max<std::size_t>(sequence_length(utf8), 1);
    char32_t point = static_cast<unsigned char>(utf8[0]);
    if (length > 1) {
      point &= 0xFFu >> (length + 1);
      for (std::size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3F);
    }
    if (point < 0x10000) {
      result += static_cast<char16_t>(point);
    } else {
      result += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
      result += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
    utf8.remove_prefix(length);
  }
  return result;
}

std::optional<std::string> decode(std::string_view bytes, Encoding encoding) {
  using namespace std::string_view_literals;
  const Known* known = find(encoding);
  if (!known) return std::nullopt;
  const char* from = known->iconv_name;
  const auto skip = [&](std::string_view mark, const char* name) {
    if (!bytes.starts_with(mark)) return false;
    bytes.remove_prefix(mark.size());
    from = name;
    return true;
  };
  switch (encoding) {
    case Encoding::ascii:
      return is_ascii(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
    case Encoding::utf8:
      return is_valid_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
    case Encoding::utf16:
      skip("\xFF\xFE"sv, "UTF-16LE") || skip("\xFE\xFF"sv, "UTF-16BE");
      break;
    case Encoding::utf32:
      skip("\xFF\xFE\0\0"sv, "UTF-32LE") || skip("\0\0\xFE\xFF"sv, "UTF-32BE");
      break;
    default:
      break;
  }
  return convert(bytes, from, "UTF-8");
}

std::optional<std::string> encode(std::string_view utf8, Encoding encoding) {
  const Known* known = find(encoding);
  if (!known) return std::nullopt;
  if (encoding == Encoding::utf8) return std::string(utf8);
  if (encoding == Encoding::ascii) return is_ascii(utf8) ? std::optional(std::string(utf8)) : std::nullopt;
  return convert(utf8, "UTF-8", known->iconv_name);
}

std::size_t unit_size(Encoding encoding) {
  const Known* known = find(encoding);
  return known ? known->unit : 1;
}

std::size_t max_bytes_per_unit(Encoding encoding) {
  const Known* known = find(encoding);
  return known ? known->max_bytes : 0;
}

}  // namespace pewter::foundation
