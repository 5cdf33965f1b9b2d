// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSObjCRuntime.hpp"
#include "NSObject.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSValue_valueWithBytes_objCType_(const void* bytes, const char* type);
PEWTER_IMPORT void* pewter_NSValue_valueWithPointer_(const void* pointer);
PEWTER_IMPORT void* pewter_NSValue_initWithBytes_objCType_(void* self, const void* bytes, const char* type);
PEWTER_IMPORT void* pewter_NSValue_initWithCoder_(void* self, const void* coder);
PEWTER_IMPORT void pewter_NSValue_getValue_size_(const void* self, void* value, NS::UInteger size);
PEWTER_IMPORT const char* pewter_NSValue_objCType(const void* self);
PEWTER_IMPORT bool pewter_NSValue_isEqualToValue_(const void* self, const void* value);
PEWTER_IMPORT void* pewter_NSValue_pointerValue(const void* self);
PEWTER_IMPORT void* pewter_NSNumber_numberWithChar_(char value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithUnsignedChar_(unsigned char value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithShort_(short value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithUnsignedShort_(unsigned short value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithInt_(int value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithUnsignedInt_(unsigned int value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithLong_(long value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithUnsignedLong_(unsigned long value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithLongLong_(long long value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithUnsignedLongLong_(unsigned long long value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithFloat_(float value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithDouble_(double value);
PEWTER_IMPORT void* pewter_NSNumber_numberWithBool_(bool value);
PEWTER_IMPORT void* pewter_NSNumber_initWithChar_(void* self, char value);
PEWTER_IMPORT void* pewter_NSNumber_initWithUnsignedChar_(void* self, unsigned char value);
PEWTER_IMPORT void* pewter_NSNumber_initWithShort_(void* self, short value);
PEWTER_IMPORT void* pewter_NSNumber_initWithUnsignedShort_(void* self, unsigned short value);
PEWTER_IMPORT void* pewter_NSNumber_initWithInt_(void* self, int value);
PEWTER_IMPORT void* pewter_NSNumber_initWithUnsignedInt_(void* self, unsigned int value);
PEWTER_IMPORT void* pewter_NSNumber_initWithLong_(void* self, long value);
PEWTER_IMPORT void* pewter_NSNumber_initWithUnsignedLong_(void* self, unsigned long value);
PEWTER_IMPORT void* pewter_NSNumber_initWithLongLong_(void* self, long long value);
PEWTER_IMPORT void* pewter_NSNumber_initWithUnsignedLongLong_(void* self, unsigned long long value);
PEWTER_IMPORT void* pewter_NSNumber_initWithFloat_(void* self, float value);
PEWTER_IMPORT void* pewter_NSNumber_initWithDouble_(void* self, double value);
PEWTER_IMPORT void* pewter_NSNumber_initWithBool_(void* self, bool value);
PEWTER_IMPORT char pewter_NSNumber_charValue(const void* self);
PEWTER_IMPORT unsigned char pewter_NSNumber_unsignedCharValue(const void* self);
PEWTER_IMPORT short pewter_NSNumber_shortValue(const void* self);
PEWTER_IMPORT unsigned short pewter_NSNumber_unsignedShortValue(const void* self);
PEWTER_IMPORT int pewter_NSNumber_intValue(const void* self);
PEWTER_IMPORT unsigned int pewter_NSNumber_unsignedIntValue(const void* self);
PEWTER_IMPORT long pewter_NSNumber_longValue(const void* self);
PEWTER_IMPORT unsigned long pewter_NSNumber_unsignedLongValue(const void* self);
PEWTER_IMPORT long long pewter_NSNumber_longLongValue(const void* self);
PEWTER_IMPORT unsigned long long pewter_NSNumber_unsignedLongLongValue(const void* self);
PEWTER_IMPORT float pewter_NSNumber_floatValue(const void* self);
PEWTER_IMPORT double pewter_NSNumber_doubleValue(const void* self);
PEWTER_IMPORT bool pewter_NSNumber_boolValue(const void* self);
PEWTER_IMPORT void* pewter_NSNumber_initWithCoder_(void* self, const void* coder);
PEWTER_IMPORT NS::Integer pewter_NSNumber_integerValue(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSNumber_unsignedIntegerValue(const void* self);
PEWTER_IMPORT void* pewter_NSNumber_stringValue(const void* self);
PEWTER_IMPORT NS::Integer pewter_NSNumber_compare_(const void* self, const void* number);
PEWTER_IMPORT bool pewter_NSNumber_isEqualToNumber_(const void* self, const void* number);
PEWTER_IMPORT void* pewter_NSNumber_descriptionWithLocale_(const void* self, const void* locale);

namespace NS {

/// A C value of any type, described by an Objective-C type code such as "q" or "{?=QQQ}". Immutable and thread-safe.
class Value : public Copying<Value> {
 public:
  /// Copies as many bytes as the type takes. Null if the type code is not valid. Autoreleased.
  static Value* value(const void* pValue, const char* pType) {
    return static_cast<Value*>(pewter_NSValue_valueWithBytes_objCType_(pValue, pType));
  }
  /// Holds the pointer itself. Autoreleased.
  static Value* value(const void* pPointer) { return static_cast<Value*>(pewter_NSValue_valueWithPointer_(pPointer)); }

  /// A new value for one of the init methods. The caller owns it.
  static Value* alloc() { return Object::alloc<Value>("NSValue"); }

  /// As value(pValue, pType). On failure the receiver is released and null returned.
  Value* init(const void* pValue, const char* pType) {
    return static_cast<Value*>(pewter_NSValue_initWithBytes_objCType_(this, pValue, pType));
  }
  /// Not supported: returns null.
  Value* init(const class Coder* pCoder) { return static_cast<Value*>(pewter_NSValue_initWithCoder_(this, pCoder)); }

  /// Copies the value to `pValue`. `size`, in bytes, must be the size of its type: another one ends the process.
  void getValue(void* pValue, UInteger size) const { pewter_NSValue_getValue_size_(this, pValue, size); }
  /// The type code. Lives as long as the value.
  const char* objCType() const { return pewter_NSValue_objCType(this); }

  bool isEqualToValue(Value* pValue) const { return pewter_NSValue_isEqualToValue_(this, pValue); }
  /// The value as a pointer; null if it is smaller than one.
  void* pointerValue() const { return pewter_NSValue_pointerValue(this); }
};

/// A number of any C type. Immutable and thread-safe. The ...Value methods convert as C does; where C leaves the result
/// undefined, the nearest value is returned.
class Number : public Copying<Number, Value> {
 public:
  /// Autoreleased.
  static Number* number(char value) { return static_cast<Number*>(pewter_NSNumber_numberWithChar_(value)); }
  static Number* number(unsigned char value) { return static_cast<Number*>(pewter_NSNumber_numberWithUnsignedChar_(value)); }
  static Number* number(short value) { return static_cast<Number*>(pewter_NSNumber_numberWithShort_(value)); }
  static Number* number(unsigned short value) { return static_cast<Number*>(pewter_NSNumber_numberWithUnsignedShort_(value)); }
  static Number* number(int value) { return static_cast<Number*>(pewter_NSNumber_numberWithInt_(value)); }
  static Number* number(unsigned int value) { return static_cast<Number*>(pewter_NSNumber_numberWithUnsignedInt_(value)); }
  static Number* number(long value) { return static_cast<Number*>(pewter_NSNumber_numberWithLong_(value)); }
  static Number* number(unsigned long value) { return static_cast<Number*>(pewter_NSNumber_numberWithUnsignedLong_(value)); }
  static Number* number(long long value) { return static_cast<Number*>(pewter_NSNumber_numberWithLongLong_(value)); }
  static Number* number(unsigned long long value) { return static_cast<Number*>(pewter_NSNumber_numberWithUnsignedLongLong_(value)); }
  static Number* number(float value) { return static_cast<Number*>(pewter_NSNumber_numberWithFloat_(value)); }
  static Number* number(double value) { return static_cast<Number*>(pewter_NSNumber_numberWithDouble_(value)); }
  static Number* number(bool value) { return static_cast<Number*>(pewter_NSNumber_numberWithBool_(value)); }

  /// A new number for one of the init methods. The caller owns it.
  static Number* alloc() { return Object::alloc<Number>("NSNumber"); }

  /// Not supported: returns null.
  Number* init(const class Coder* pCoder) { return static_cast<Number*>(pewter_NSNumber_initWithCoder_(this, pCoder)); }
  Number* init(char value) { return static_cast<Number*>(pewter_NSNumber_initWithChar_(this, value)); }
  Number* init(unsigned char value) { return static_cast<Number*>(pewter_NSNumber_initWithUnsignedChar_(this, value)); }
  Number* init(short value) { return static_cast<Number*>(pewter_NSNumber_initWithShort_(this, value)); }
  Number* init(unsigned short value) { return static_cast<Number*>(pewter_NSNumber_initWithUnsignedShort_(this, value)); }
  Number* init(int value) { return static_cast<Number*>(pewter_NSNumber_initWithInt_(this, value)); }
  Number* init(unsigned int value) { return static_cast<Number*>(pewter_NSNumber_initWithUnsignedInt_(this, value)); }
  Number* init(long value) { return static_cast<Number*>(pewter_NSNumber_initWithLong_(this, value)); }
  Number* init(unsigned long value) { return static_cast<Number*>(pewter_NSNumber_initWithUnsignedLong_(this, value)); }
  Number* init(long long value) { return static_cast<Number*>(pewter_NSNumber_initWithLongLong_(this, value)); }
  Number* init(unsigned long long value) { return static_cast<Number*>(pewter_NSNumber_initWithUnsignedLongLong_(this, value)); }
  Number* init(float value) { return static_cast<Number*>(pewter_NSNumber_initWithFloat_(this, value)); }
  Number* init(double value) { return static_cast<Number*>(pewter_NSNumber_initWithDouble_(this, value)); }
  Number* init(bool value) { return static_cast<Number*>(pewter_NSNumber_initWithBool_(this, value)); }

  char charValue() const { return pewter_NSNumber_charValue(this); }
  unsigned char unsignedCharValue() const { return pewter_NSNumber_unsignedCharValue(this); }
  short shortValue() const { return pewter_NSNumber_shortValue(this); }
  unsigned short unsignedShortValue() const { return pewter_NSNumber_unsignedShortValue(this); }
  int intValue() const { return pewter_NSNumber_intValue(this); }
  unsigned int unsignedIntValue() const { return pewter_NSNumber_unsignedIntValue(this); }
  long longValue() const { return pewter_NSNumber_longValue(this); }
  unsigned long unsignedLongValue() const { return pewter_NSNumber_unsignedLongValue(this); }
  long long longLongValue() const { return pewter_NSNumber_longLongValue(this); }
  unsigned long long unsignedLongLongValue() const { return pewter_NSNumber_unsignedLongLongValue(this); }
  float floatValue() const { return pewter_NSNumber_floatValue(this); }
  double doubleValue() const { return pewter_NSNumber_doubleValue(this); }
  bool boolValue() const { return pewter_NSNumber_boolValue(this); }
  Integer integerValue() const { return pewter_NSNumber_integerValue(this); }
  UInteger unsignedIntegerValue() const { return pewter_NSNumber_unsignedIntegerValue(this); }
  /// Decimal digits. Autoreleased.
  class String* stringValue() const { return reinterpret_cast<class String*>(pewter_NSNumber_stringValue(this)); }

  /// By value, whatever the two types.
  ComparisonResult compare(const Number* pOtherNumber) const {
    return static_cast<ComparisonResult>(pewter_NSNumber_compare_(this, pOtherNumber));
  }
  bool isEqualToNumber(const Number* pNumber) const { return pewter_NSNumber_isEqualToNumber_(this, pNumber); }

  /// As stringValue(); the locale is not used.
  class String* descriptionWithLocale(const Object* pLocale) const {
    return reinterpret_cast<class String*>(pewter_NSNumber_descriptionWithLocale_(this, pLocale));
  }
};

}  // namespace NS
