// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <fmt/format.h>

namespace pewter::report {
namespace {

// The character that begins at text[0]: its length, or 0 where the bytes are no UTF-8.
std::size_t decode(std::string_view text, std::uint32_t* code) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = at(0);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  *code = length == 1 ? lead : lead & (0xff >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
    *code = *code << 6 | (at(i) & 0x3f);
  }
  const bool too_long = (length == 3 && *code < 0x800) || (length == 4 && *code < 0x10000);
  const bool surrogate = *code >= 0xd800 && *code < 0xe000;
  return too_long || surrogate || *code > 0x10ffff ? 0 : length;
}

// Shown, such a character would change how its surroundings look. XML knows no 0xfffe and 0xffff.
bool hides(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f || code == 0x61c || code == 0xfeff ||
         (code & 0xfffe) == 0xfffe;
}

template <class Sink>
void each_visible(std::string_view text, Sink sink) {
  while (!text.empty()) {
    std::uint32_t code = 0;
    const std::size_t length = decode(text, &code);
    if (length == 0) {
      sink(fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0])));
    } else if (code == '\n') {
      sink(std::string_view("\\n"));
    } else if (code == '\t') {
      sink(std::string_view("\\t"));
    } else if (hides(code)) {
      sink(code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code));
    } else {
      sink(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::uint32_t code = 0;
  while (!text.empty()) {
    const std::size_t length = decode(text, &code);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  each_visible(text, [&](std::string_view piece) { out += piece; });
  return out;
}

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  each_visible(text, [&](std::string_view piece) {
    if (piece == "<")
      out += "&lt;";
    else if (piece == ">")
      out += "&gt;";
    else if (piece == "&")
      out += "&amp;";
    else if (piece == "\"")
      out += "&quot;";
    else if (piece == "'")
      out += "&#39;";
    else
      out += piece;
  });
  return out;
}

std::string capitalised(std::string_view text) {
  std::string out = visible(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string sentence(std::string_view text) {
  std::string out = visible(text);
  if (out.empty()) return out;
  if (const char last = out.back(); last != '.' && last != '!' && last != '?') out += '.';
  return out;
}

std::string wrap(std::string_view text, std::string_view first, std::size_t indent, std::size_t width) {
  std::string out(first);
  std::size_t column = columns(first);
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    const std::size_t size = columns(word);
    if (!fresh && column + 1 + size > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
      fresh = true;
    }
    if (!fresh) out += ' ';
    out += word;
    column += size + !fresh;
    fresh = false;
  }
  return out += '\n';
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) return std::string(text);
  const bool plain = visible(text) == text;
  std::string out(plain ? "'" : "$'");
  for (const char c : text) {
    if (plain) {
      out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    } else if (c == '\'' || c == '\\') {
      out += {'\\', c};
    } else if (c >= 0x20 && c < 0x7f) {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return out += '\'';
}

std::string milliseconds(std::uint64_t nanoseconds) {
  const std::uint64_t microseconds = nanoseconds / 1'000 + (nanoseconds % 1'000 >= 500);
  return fmt::format("{}.{:03}", microseconds / 1'000, microseconds % 1'000);
}

std::string count_of(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace pewter::report
