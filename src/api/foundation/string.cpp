// SPDX-License-Identifier: Apache-2.0
#include "foundation/string.h"

#include <cstdlib>
#include <cstring>

#include "Foundation/NSString.hpp"
#include "api/foundation/convert.h"

using namespace pewter;
using namespace pewter::api;
using foundation::cast;
using foundation::Encoding;
using foundation::Ref;
using foundation::String;
using foundation::view;

namespace {

// The bytes of a C string up to its terminator, which is as wide as the encoding's unit.
std::string_view terminated(const char* bytes, Encoding encoding) {
  const std::size_t unit = foundation::unit_size(encoding);
  if (unit == 1) return bytes;
  constexpr char kZero[4] = {};
  std::size_t length = 0;
  while (std::memcmp(bytes + length, kZero, unit) != 0) length += unit;
  return {bytes, length};
}

std::optional<std::string> decoded(const char* bytes, NS::UInteger encoding) {
  if (!bytes) return std::nullopt;
  return foundation::decode(terminated(bytes, Encoding(encoding)), Encoding(encoding));
}

void* init(void* self, const char* selector, const std::optional<std::string>& text) {
  auto* string = cast<String>(self, selector);
  if (!string || !text) return init_failed(string);
  string->init(*text);
  return string;
}

}  // namespace

void* pewter_constant_string(const char* bytes, NS::UInteger length) {
  return foundation::constant_string({bytes, length});
}

void* pewter_NSString_string() { return autoreleased(foundation::string("")); }

void* pewter_NSString_stringWithString_(const void* string) {
  auto* other = argument<String>(string, "stringWithString:");
  return other ? autoreleased(Ref<String>(other)) : nullptr;
}

void* pewter_NSString_stringWithCString_encoding_(const char* bytes, NS::UInteger encoding) {
  const std::optional<std::string> text = decoded(bytes, encoding);
  return text ? autoreleased(foundation::string(*text)) : nullptr;
}

void* pewter_NSString_initWithString_(void* self, const void* string) {
  const auto* other = argument<String>(string, "initWithString:");
  return init(self, "initWithString:", other ? std::optional(other->utf8()) : std::nullopt);
}

void* pewter_NSString_initWithCString_encoding_(void* self, const char* bytes, NS::UInteger encoding) {
  return init(self, "initWithCString:encoding:", decoded(bytes, encoding));
}

void* pewter_NSString_initWithBytesNoCopy_length_encoding_freeWhenDone_(void* self, void* bytes, NS::UInteger length,
                                                                        NS::UInteger encoding, bool free_when_done) {
  const char* selector = "initWithBytesNoCopy:length:encoding:freeWhenDone:";
  std::optional<std::string> text;
  if (bytes || !length) text = foundation::decode({static_cast<const char*>(bytes), length}, Encoding(encoding));
  void* string = init(self, selector, text);
  if (free_when_done && string) std::free(bytes);  // on failure the bytes stay the caller's
  return string;
}

unsigned short pewter_NSString_characterAtIndex_(const void* self, NS::UInteger index) {
  const auto* string = cast<String>(self, "characterAtIndex:");
  return string ? string->character(index) : 0;
}

NS::UInteger pewter_NSString_length(const void* self) {
  const auto* string = cast<String>(self, "length");
  return string ? string->length() : 0;
}

const char* pewter_NSString_cStringUsingEncoding_(const void* self, NS::UInteger encoding) {
  const auto* string = cast<String>(self, "cStringUsingEncoding:");
  return string ? string->c_string(Encoding(encoding)) : nullptr;
}

const char* pewter_NSString_UTF8String(const void* self) {
  const auto* string = cast<String>(self, "UTF8String");
  return string ? string->utf8().c_str() : nullptr;
}

NS::UInteger pewter_NSString_maximumLengthOfBytesUsingEncoding_(const void* self, NS::UInteger encoding) {
  const auto* string = cast<String>(self, "maximumLengthOfBytesUsingEncoding:");
  return string ? string->length() * foundation::max_bytes_per_unit(Encoding(encoding)) : 0;
}

NS::UInteger pewter_NSString_lengthOfBytesUsingEncoding_(const void* self, NS::UInteger encoding) {
  const auto* string = cast<String>(self, "lengthOfBytesUsingEncoding:");
  if (!string) return 0;
  const std::optional<std::string> bytes = foundation::encode(string->utf8(), Encoding(encoding));
  return bytes ? bytes->size() : 0;
}

bool pewter_NSString_isEqualToString_(const void* self, const void* other) {
  const auto* string = cast<String>(self, "isEqualToString:");
  const auto* second = argument<String>(other, "isEqualToString:");
  return string && second && string->utf8() == second->utf8();
}

void pewter_NSString_rangeOfString_options_(const void* self, const void* what, NS::UInteger options,
                                            NS::UInteger* location, NS::UInteger* length) {
  const auto* string = cast<String>(self, "rangeOfString:options:");
  *location = string ? static_cast<NS::UInteger>(NS::NotFound) : 0;
  *length = 0;
  if (!string) return;
  constexpr NS::UInteger kKnown =
      NS::CaseInsensitiveSearch | NS::LiteralSearch | NS::BackwardsSearch | NS::AnchoredSearch;
  if ((options & ~kKnown) && log::first_time("rangeOfString:options:"))
    log::warning("rangeOfString: of the options only CaseInsensitive, Literal, Backwards and Anchored are supported");
  const String::Search search{(options & NS::CaseInsensitiveSearch) != 0, (options & NS::BackwardsSearch) != 0,
                              (options & NS::AnchoredSearch) != 0};
  const auto found = string->find(view(argument<String>(what, "rangeOfString:options:")), search);
  if (!found) return;
  *location = found->location;
  *length = found->length;
}

const char* pewter_NSString_fileSystemRepresentation(const void* self) {
  const auto* string = cast<String>(self, "fileSystemRepresentation");
  return string ? string->utf8().c_str() : nullptr;
}

void* pewter_NSString_stringByAppendingString_(const void* self, const void* other) {
  const auto* string = cast<String>(self, "stringByAppendingString:");
  if (!string) return nullptr;
  const auto* second = argument<String>(other, "stringByAppendingString:");
  if (!second) foundation::raise("NSInvalidArgumentException", "-[NSString stringByAppendingString:]: nil argument");
  return autoreleased(foundation::string(string->utf8() + second->utf8()));
}

NS::Integer pewter_NSString_caseInsensitiveCompare_(const void* self, const void* other) {
  const auto* string = cast<String>(self, "caseInsensitiveCompare:");
  if (!string) return NS::OrderedSame;
  const int order =
      foundation::compare_ignoring_case(string->utf8(), view(argument<String>(other, "caseInsensitiveCompare:")));
  return (order > 0) - (order < 0);
}
