// SPDX-License-Identifier: Apache-2.0
#include "foundation/value.h"

#include <cstring>

#include "Foundation/NSNumber.hpp"
#include "api/foundation/convert.h"

using namespace pewter;
using namespace pewter::api;
using foundation::cast;
using foundation::make;
using foundation::Number;
using foundation::Value;

void* pewter_NSValue_valueWithBytes_objCType_(const void* bytes, const char* type) {
  const std::optional<std::size_t> size = type ? foundation::size_of_type(type) : std::nullopt;
  return bytes && size ? autoreleased(make<Value>(std::string(static_cast<const char*>(bytes), *size), type)) : nullptr;
}

void* pewter_NSValue_valueWithPointer_(const void* pointer) {
  return pewter_NSValue_valueWithBytes_objCType_(&pointer, "^v");
}

void* pewter_NSValue_initWithBytes_objCType_(void* self, const void* bytes, const char* type) {
  auto* value = cast<Value>(self, "initWithBytes:objCType:");
  const std::optional<std::size_t> size = type ? foundation::size_of_type(type) : std::nullopt;
  if (!value || !bytes || !size) return init_failed(value);
  value->init(std::string(static_cast<const char*>(bytes), *size), type);
  return value;
}

void* pewter_NSValue_initWithCoder_(void* self, const void*) { return coder_not_supported(self); }

void pewter_NSValue_getValue_size_(const void* self, void* result, NS::UInteger size) {
  const auto* value = cast<Value>(self, "getValue:size:");
  if (!value || !result) return;
  if (size != value->bytes().size())
    foundation::raise("NSInvalidArgumentException",
                      fmt::format("Cannot get value with size {}. The type encoded as {} is expected to be {} bytes.",
                                  size, value->type(), value->bytes().size()));
  std::memcpy(result, value->bytes().data(), size);
}

const char* pewter_NSValue_objCType(const void* self) {
  const auto* value = cast<Value>(self, "objCType");
  if (!value) return nullptr;
  // NSNumber calls a BOOL a char.
  return value->is_kind_of(Number::kClass) && value->type() == "B" ? "c" : value->type().c_str();
}

bool pewter_NSValue_isEqualToValue_(const void* self, const void* other) {
  const auto* value = cast<Value>(self, "isEqualToValue:");
  return value && value->is_equal(argument<Value>(other, "isEqualToValue:"));
}

void* pewter_NSValue_pointerValue(const void* self) {
  const auto* value = cast<Value>(self, "pointerValue");
  return value ? value->pointer() : nullptr;
}

// The three functions of a number of C type `type`.
#define PEWTER_NUMBER(type, Name, name)                                                               \
  void* pewter_NSNumber_numberWith##Name##_(type value) { return autoreleased(make<Number>(value)); } \
  void* pewter_NSNumber_initWith##Name##_(void* self, type value) {                                   \
    auto* number = cast<Number>(self, "initWith" #Name ":");                                          \
    if (number) number->set(value);                                                                   \
    return number;                                                                                    \
  }                                                                                                   \
  type pewter_NSNumber_##name##Value(const void* self) {                                              \
    const auto* number = cast<Number>(self, #name "Value");                                           \
    return number ? number->as<type>() : static_cast<type>(0);                                        \
  }

PEWTER_NUMBER(char, Char, char)
PEWTER_NUMBER(unsigned char, UnsignedChar, unsignedChar)
PEWTER_NUMBER(short, Short, short)
PEWTER_NUMBER(unsigned short, UnsignedShort, unsignedShort)
PEWTER_NUMBER(int, Int, int)
PEWTER_NUMBER(unsigned, UnsignedInt, unsignedInt)
PEWTER_NUMBER(long, Long, long)
PEWTER_NUMBER(unsigned long, UnsignedLong, unsignedLong)
PEWTER_NUMBER(long long, LongLong, longLong)
PEWTER_NUMBER(unsigned long long, UnsignedLongLong, unsignedLongLong)
PEWTER_NUMBER(float, Float, float)
PEWTER_NUMBER(double, Double, double)
PEWTER_NUMBER(bool, Bool, bool)
#undef PEWTER_NUMBER

void* pewter_NSNumber_initWithCoder_(void* self, const void*) { return coder_not_supported(self); }
NS::Integer pewter_NSNumber_integerValue(const void* self) { return pewter_NSNumber_longValue(self); }
NS::UInteger pewter_NSNumber_unsignedIntegerValue(const void* self) { return pewter_NSNumber_unsignedLongValue(self); }

void* pewter_NSNumber_stringValue(const void* self) {
  const auto* number = cast<Number>(self, "stringValue");
  return number ? autoreleased(foundation::string(number->text())) : nullptr;
}

NS::Integer pewter_NSNumber_compare_(const void* self, const void* other) {
  const auto* number = cast<Number>(self, "compare:");
  const auto* second = argument<Number>(other, "compare:");
  return number && second ? number->compare(*second) : NS::OrderedSame;
}

bool pewter_NSNumber_isEqualToNumber_(const void* self, const void* other) {
  const auto* number = cast<Number>(self, "isEqualToNumber:");
  const auto* second = argument<Number>(other, "isEqualToNumber:");
  return number && second && number->compare(*second) == 0;
}

void* pewter_NSNumber_descriptionWithLocale_(const void* self, const void*) {
  return pewter_NSNumber_stringValue(self);
}
