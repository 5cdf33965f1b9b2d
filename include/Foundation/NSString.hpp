// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSObjCRuntime.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSRange.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_constant_string(const char* bytes, NS::UInteger length);
PEWTER_IMPORT void* pewter_NSString_string();
PEWTER_IMPORT void* pewter_NSString_stringWithString_(const void* string);
PEWTER_IMPORT void* pewter_NSString_stringWithCString_encoding_(const char* bytes, NS::UInteger encoding);
PEWTER_IMPORT void* pewter_NSString_initWithString_(void* self, const void* string);
PEWTER_IMPORT void* pewter_NSString_initWithCString_encoding_(void* self, const char* bytes, NS::UInteger encoding);
PEWTER_IMPORT void* pewter_NSString_initWithBytesNoCopy_length_encoding_freeWhenDone_(void* self, void* bytes,
                                                                                     NS::UInteger length,
                                                                                     NS::UInteger encoding,
                                                                                     bool free_when_done);
PEWTER_IMPORT unsigned short pewter_NSString_characterAtIndex_(const void* self, NS::UInteger index);
PEWTER_IMPORT NS::UInteger pewter_NSString_length(const void* self);
PEWTER_IMPORT const char* pewter_NSString_cStringUsingEncoding_(const void* self, NS::UInteger encoding);
PEWTER_IMPORT const char* pewter_NSString_UTF8String(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSString_maximumLengthOfBytesUsingEncoding_(const void* self, NS::UInteger encoding);
PEWTER_IMPORT NS::UInteger pewter_NSString_lengthOfBytesUsingEncoding_(const void* self, NS::UInteger encoding);
PEWTER_IMPORT bool pewter_NSString_isEqualToString_(const void* self, const void* string);
PEWTER_IMPORT void pewter_NSString_rangeOfString_options_(const void* self, const void* string, NS::UInteger options,
                                                          NS::UInteger* location, NS::UInteger* length);
PEWTER_IMPORT const char* pewter_NSString_fileSystemRepresentation(const void* self);
PEWTER_IMPORT void* pewter_NSString_stringByAppendingString_(const void* self, const void* string);
PEWTER_IMPORT NS::Integer pewter_NSString_caseInsensitiveCompare_(const void* self, const void* string);

namespace NS {

/// How characters become bytes. NEXTSTEP and Symbol are not supported: they make no string and no bytes.
_NS_ENUM(NS::UInteger, StringEncoding){
    ASCIIStringEncoding = 1,
    NEXTSTEPStringEncoding = 2,
    JapaneseEUCStringEncoding = 3,
    UTF8StringEncoding = 4,
    ISOLatin1StringEncoding = 5,
    SymbolStringEncoding = 6,
    NonLossyASCIIStringEncoding = 7,
    ShiftJISStringEncoding = 8,
    ISOLatin2StringEncoding = 9,
    UnicodeStringEncoding = 10,
    WindowsCP1251StringEncoding = 11,
    WindowsCP1252StringEncoding = 12,
    WindowsCP1253StringEncoding = 13,
    WindowsCP1254StringEncoding = 14,
    WindowsCP1250StringEncoding = 15,
    ISO2022JPStringEncoding = 21,
    MacOSRomanStringEncoding = 30,

    UTF16StringEncoding = UnicodeStringEncoding,

    UTF16BigEndianStringEncoding = 0x90000100,
    UTF16LittleEndianStringEncoding = 0x94000100,

    UTF32StringEncoding = 0x8c000100,
    UTF32BigEndianStringEncoding = 0x98000100,
    UTF32LittleEndianStringEncoding = 0x9c000100,
};

/// How rangeOfString() searches. CaseInsensitive, Literal, Backwards and Anchored are honoured.
_NS_OPTIONS(NS::UInteger, StringCompareOptions){
    CaseInsensitiveSearch = 1,
    LiteralSearch = 2,
    BackwardsSearch = 4,
    AnchoredSearch = 8,
    NumericSearch = 64,
    DiacriticInsensitiveSearch = 128,
    WidthInsensitiveSearch = 256,
    ForcedOrderingSearch = 512,
    RegularExpressionSearch = 1024,
};

/// A UTF-16 code unit: what lengths and indices of strings count.
using unichar = unsigned short;

/// An immutable text. Thread-safe.
class String : public Copying<String> {
 public:
  /// The empty string. Autoreleased, as are the two below.
  static String* string() { return static_cast<String*>(pewter_NSString_string()); }
  static String* string(const String* pString) {
    return static_cast<String*>(pewter_NSString_stringWithString_(pString));
  }
  /// Copies a terminated C string. Null if `pString` is null or its bytes are not valid in `encoding`.
  static String* string(const char* pString, StringEncoding encoding) {
    return static_cast<String*>(pewter_NSString_stringWithCString_encoding_(pString, encoding));
  }

  /// A new string for one of the init methods. The caller owns it.
  static String* alloc() { return Object::alloc<String>("NSString"); }
  String* init() { return Object::init<String>(); }
  String* init(const String* pString) { return static_cast<String*>(pewter_NSString_initWithString_(this, pString)); }
  /// As string(pString, encoding). On failure the receiver is released and null returned.
  String* init(const char* pString, StringEncoding encoding) {
    return static_cast<String*>(pewter_NSString_initWithCString_encoding_(this, pString, encoding));
  }
  /// From `len` bytes, which are copied; with `freeBuffer` they are handed to free() after that.
  String* init(void* pBytes, UInteger len, StringEncoding encoding, bool freeBuffer) {
    return static_cast<String*>(
        pewter_NSString_initWithBytesNoCopy_length_encoding_freeWhenDone_(this, pBytes, len, encoding, freeBuffer));
  }

  /// The UTF-16 code unit at `index`, which must be below length().
  unichar character(UInteger index) const { return pewter_NSString_characterAtIndex_(this, index); }
  /// In UTF-16 code units.
  UInteger length() const { return pewter_NSString_length(this); }

  /// The terminated bytes in `encoding`; null if it cannot hold the text. They live as long as the string or the
  /// innermost autorelease pool, whichever ends first.
  const char* cString(StringEncoding encoding) const { return pewter_NSString_cStringUsingEncoding_(this, encoding); }
  /// The text as UTF-8. Lives as long as the string.
  const char* utf8String() const { return pewter_NSString_UTF8String(this); }
  /// At most so many bytes in `encoding`, terminator not counted.
  UInteger maximumLengthOfBytes(StringEncoding encoding) const {
    return pewter_NSString_maximumLengthOfBytesUsingEncoding_(this, encoding);
  }
  /// Exactly so many bytes in `encoding`, terminator not counted; 0 if it cannot hold the text.
  UInteger lengthOfBytes(StringEncoding encoding) const {
    return pewter_NSString_lengthOfBytesUsingEncoding_(this, encoding);
  }

  bool isEqualToString(const String* pString) const { return pewter_NSString_isEqualToString_(this, pString); }
  /// Where `pString` occurs first (last with BackwardsSearch), in UTF-16 code units; {NotFound, 0} if nowhere.
  Range rangeOfString(const String* pString, StringCompareOptions options) const {
    Range range(0, 0);
    pewter_NSString_rangeOfString_options_(this, pString, options, &range.location, &range.length);
    return range;
  }

  /// The text as a path for system calls. Lives as long as the string.
  const char* fileSystemRepresentation() const { return pewter_NSString_fileSystemRepresentation(this); }

  /// This text and then `pString`'s. Autoreleased.
  String* stringByAppendingString(const String* pString) const {
    return static_cast<String*>(pewter_NSString_stringByAppendingString_(this, pString));
  }
  /// Compares ignoring the case of ASCII letters.
  ComparisonResult caseInsensitiveCompare(const String* pString) const {
    return static_cast<ComparisonResult>(pewter_NSString_caseInsensitiveCompare_(this, pString));
  }
};

/// The string of a literal: one object a place, never freed.
#define MTLSTR(literal)                                                                                      \
  ([]() -> NS::String* {                                                                                     \
    static NS::String* const string =                                                                        \
        static_cast<NS::String*>(pewter_constant_string("" literal "", sizeof("" literal "") - 1));          \
    return string;                                                                                           \
  }())

/// The older spelling of MTLSTR.
template <std::size_t _StringLen>
[[deprecated("please use MTLSTR(str)")]] inline const String* MakeConstantString(const char (&str)[_StringLen]) {
  return static_cast<const String*>(pewter_constant_string(str, _StringLen - 1));
}

}  // namespace NS
