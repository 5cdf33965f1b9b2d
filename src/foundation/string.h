// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/object.h"
#include "foundation/ref.h"
#include "foundation/text_encoding.h"

namespace pewter::foundation {

// NSString: immutable UTF-8 text whose lengths and indices count UTF-16 units, as Foundation's do. Thread-safe once made.
class String final : public Object {
 public:
  static const ClassRecord kClass;

  String() : Object(kClass) {}
  // Invalid bytes become U+FFFD.
  explicit String(std::string_view utf8);
  ~String();

  // For alloc()->init...(): only before anyone else has the string.
  void init(std::string_view utf8);

  const std::string& utf8() const { return text_; }
  std::uint64_t length() const;
  // `index` must be below length(); raises NSRangeException otherwise.
  char16_t character(std::uint64_t index) const;
  // The terminated bytes, or null if the encoding cannot hold the text. Live as long as the string or, in encodings that
  // are not a superset of ASCII holding ASCII text, the innermost autorelease pool.
  const char* c_string(Encoding encoding) const;

  struct Range {
    std::uint64_t location;
    std::uint64_t length;
  };
  // In UTF-16 units; none if `what` is empty or does not occur.
  struct Search {
    bool ignore_case = false;  // of ASCII letters
    bool backwards = false;
    bool anchored = false;  // at the start only; with backwards at the end only
  };
  std::optional<Range> find(std::string_view what, Search search) const;

 private:
  const std::u16string& utf16() const;

  std::string text_;
  bool ascii_ = true;
  // Made at the first use by character(); published by compare-exchange with release, read with acquire.
  mutable std::atomic<const std::u16string*> utf16_{nullptr};
};

// A string of the text; invalid bytes become U+FFFD.
Ref<String> string(std::string_view utf8);
// The text of a string; empty for null. Lives as long as the string.
std::string_view view(const String* string);
// The one immortal string with this text. For constants only: it is never freed.
String* constant_string(std::string_view utf8);
// <0, 0, >0; ignores the case of ASCII letters.
int compare_ignoring_case(std::string_view a, std::string_view b);

}  // namespace pewter::foundation
