// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// The bytes that a value of an Objective-C type code takes ("q", "{?=QQQ}", "[4f]", ...); none if the code is not valid.
std::optional<std::size_t> size_of_type(std::string_view code);

// NSValue: the bytes of a C value and its type code. Immutable; thread-safe once made.
class Value : public Object {
 public:
  static const ClassRecord kClass;

  Value() : Object(kClass) {}
  Value(std::string bytes, std::string type) : Object(kClass), bytes_(std::move(bytes)), type_(std::move(type)) {}

  // For alloc()->init...(): only before anyone else has the value.
  void init(std::string bytes, std::string type) {
    bytes_ = std::move(bytes);
    type_ = std::move(type);
  }

  const std::string& bytes() const { return bytes_; }
  const std::string& type() const { return type_; }
  void* pointer() const;  // null unless it holds a pointer's bytes or more

 protected:
  explicit Value(const ClassRecord& record) : Object(record) {}

 private:
  std::string bytes_;
  std::string type_;
};

// NSNumber: a value of a scalar type, converted to others as C does.
class Number final : public Value {
 public:
  static const ClassRecord kClass;

  Number() : Value(kClass) { set(0); }
  template <class T>
  explicit Number(T value) : Value(kClass) { set(value); }

  // For alloc()->init...(): only before anyone else has the number.
  template <class T>
  void set(T value) {
    init(std::string(reinterpret_cast<const char*>(&value), sizeof(value)), std::string(1, code<T>()));
  }

  // The number as a T; conversions that C leaves undefined saturate, and NaN becomes 0.
  template <class T>
  T as() const;

  bool is_floating() const { return type() == "f" || type() == "d"; }
  // <0, 0, >0 by value, whatever the types; NaN is below everything.
  int compare(const Number& other) const;
  std::string text() const;

 private:
  template <class T>
  static constexpr char code() {
    if constexpr (std::is_same_v<T, bool>) return 'B';
    if constexpr (std::is_same_v<T, char> || std::is_same_v<T, signed char>) return 'c';
    if constexpr (std::is_same_v<T, unsigned char>) return 'C';
    if constexpr (std::is_same_v<T, short>) return 's';
    if constexpr (std::is_same_v<T, unsigned short>) return 'S';
    if constexpr (std::is_same_v<T, int>) return 'i';
    if constexpr (std::is_same_v<T, unsigned>) return 'I';
    if constexpr (std::is_same_v<T, long> || std::is_same_v<T, long long>) return 'q';
    if constexpr (std::is_same_v<T, unsigned long> || std::is_same_v<T, unsigned long long>) return 'Q';
    if constexpr (std::is_same_v<T, float>) return 'f';
    if constexpr (std::is_same_v<T, double>) return 'd';
  }
  // Calls `use` with the number in its own type.
  template <class Use>
  auto visit(Use use) const;
};

}  // namespace pewter::foundation
