// SPDX-License-Identifier: Apache-2.0
#include "foundation/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

struct Layout {
  std::size_t size;
  std::size_t alignment;
};

constexpr std::pair<std::string_view, std::size_t> kScalars[] = {
    {"cCB", 1}, {"sS", 2}, {"iIf", 4}, {"qQd", 8}, {"lL", sizeof(long)}, {"*@#:", sizeof(void*)},
};
constexpr std::string_view kQualifiers = "rnNoORV";  // const, in, inout, ...
constexpr std::size_t kLargest = std::size_t{1} << 30;  // bytes of an array; more is nonsense

// Steps over a struct or union that is only pointed to, so that its members need not be known; false if there is none.
bool skip_named(std::string_view& code) {
  int open = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    open += (code[i] == '{' || code[i] == '(') - (code[i] == '}' || code[i] == ')');
    if (open <= 0) {
      if (i) code.remove_prefix(i + 1);
      return i != 0;
    }
  }
  return false;
}

std::optional<Layout> parse_type(std::string_view& code, int depth);

// The members of a struct or union up to `end`: laid one after the other, or all at 0.
std::optional<Layout> parse_members(std::string_view& code, char end, bool overlap, int depth) {
  Layout all{0, 1};
  while (!code.empty() && code[0] != end) {
    const std::optional<Layout> member = parse_type(code, depth + 1);
    if (!member) return std::nullopt;
    all.alignment = std::max(all.alignment, member->alignment);
    if (overlap)
      all.size = std::max(all.size, member->size);
    else
      all.size = (all.size + member->alignment - 1) / member->alignment * member->alignment + member->size;
  }
  if (code.empty()) return std::nullopt;
  code.remove_prefix(1);
  all.size = (all.size + all.alignment - 1) / all.alignment * all.alignment;
  return all;
}

std::optional<Layout> parse_type(std::string_view& code, int depth) {
  if (code.empty() || depth > 32) return std::nullopt;
  const char first = code[0];
  code.remove_prefix(1);
  const auto scalar = [](std::size_t size) { return Layout{size, size}; };
  for (const auto& [codes, size] : kScalars)
    if (codes.find(first) != std::string_view::npos) return scalar(size);
  if (kQualifiers.find(first) != std::string_view::npos) return parse_type(code, depth + 1);
  switch (first) {
    case '^': {
      if (!code.empty() && (code[0] == 'v' || code[0] == '?'))
        code.remove_prefix(1);
      else if (!skip_named(code) && !parse_type(code, depth + 1))
        return std::nullopt;
      return scalar(sizeof(void*));
    }
    case '[': {
      std::size_t count = 0;
      while (!code.empty() && code[0] >= '0' && code[0] <= '9' && count < 1'000'000) {
        count = count * 10 + static_cast<std::size_t>(code[0] - '0');
        code.remove_prefix(1);
      }
      const std::optional<Layout> element = parse_type(code, depth + 1);
      if (!element || code.empty() || code[0] != ']') return std::nullopt;
      code.remove_prefix(1);
      if (count && element->size > kLargest / count) return std::nullopt;
      return Layout{element->size * count, element->alignment};
    }
    case '{':
    case '(': {
      const char end = first == '{' ? '}' : ')';
      const std::size_t equals = code.find_first_of("={}()");
      if (equals == std::string_view::npos || code[equals] != '=') return std::nullopt;
      code.remove_prefix(equals + 1);
      return parse_members(code, end, first == '(', depth);
    }
    default:
      return std::nullopt;
  }
}

const Value* as_value(const Object* object) { return static_cast<const Value*>(object); }
const Number* as_number(const Object* object) { return static_cast<const Number*>(object); }

std::string describe_value(const Object* object) {
  std::string text = fmt::format("{{length = {}, bytes = 0x", as_value(object)->bytes().size());
  for (const char byte : as_value(object)->bytes()) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text + "}";
}
bool equal_values(const Object* a, const Object* b) {
  return as_value(a)->bytes() == as_value(b)->bytes() && as_value(a)->type() == as_value(b)->type();
}
std::uint64_t hash_value(const Object* object) { return std::hash<std::string>()(as_value(object)->bytes()); }

std::string describe_number(const Object* object) { return as_number(object)->text(); }
bool equal_numbers(const Object* a, const Object* b) { return as_number(a)->compare(*as_number(b)) == 0; }
// Numbers that compare equal are equal as doubles too.
std::uint64_t hash_number(const Object* object) { return std::hash<double>()(as_number(object)->as<double>()); }

const AllocatableClass kAllocValue(Value::kClass, []() -> Object* { return new Value; });
const AllocatableClass kAllocNumber(Number::kClass, []() -> Object* { return new Number; });

}  // namespace

constinit const ClassRecord Value::kClass{"NSValue",    &kObjectClass, destroy<Value>, describe_value,
                                          equal_values, hash_value,    copy_by_retain};
constinit const ClassRecord Number::kClass{"NSNumber",    &Value::kClass, destroy<Number>, describe_number,
                                           equal_numbers, hash_number,    copy_by_retain};

std::optional<std::size_t> size_of_type(std::string_view code) {
  const std::optional<Layout> layout = parse_type(code, 0);
  if (!layout || !code.empty()) return std::nullopt;
  return layout->size;
}

void* Value::pointer() const {
  void* result = nullptr;
  if (bytes_.size() >= sizeof(result)) std::memcpy(&result, bytes_.data(), sizeof(result));
  return result;
}

template <class Use>
auto Number::visit(Use use) const {
  const auto load = [this]<class T>(T value) {
    std::memcpy(&value, bytes().data(), sizeof(value));
    return value;
  };
  switch (type()[0]) {
    case 'B':
      return use(load(bool()));
    case 'c':
      return use(load(static_cast<signed char>(0)));
    case 'C':
      return use(load(static_cast<unsigned char>(0)));
    case 's':
      return use(load(short()));
    case 'S':
      return use(load(static_cast<unsigned short>(0)));
    case 'i':
      return use(load(int()));
    case 'I':
      return use(load(unsigned()));
    case 'Q':
      return use(load(std::uint64_t()));
    case 'f':
      return use(load(float()));
    case 'd':
      return use(load(double()));
    default:
      return use(load(std::int64_t()));
  }
}

template <class T>
T Number::as() const {
  return visit([](auto value) -> T {
    if constexpr (std::is_floating_point_v<decltype(value)> && std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      // Compared as long double, which holds every 64-bit integer.
      using Limits = std::numeric_limits<T>;
      if (std::isnan(value)) return 0;
      if (static_cast<long double>(value) <= static_cast<long double>(Limits::min())) return Limits::min();
      if (static_cast<long double>(value) >= static_cast<long double>(Limits::max())) return Limits::max();
      return static_cast<T>(value);
    } else if constexpr (std::is_same_v<T, bool>) {
      return value != 0;
    } else {
      return static_cast<T>(value);
    }
  });
}

template bool Number::as() const;
template char Number::as() const;
template unsigned char Number::as() const;
template short Number::as() const;
template unsigned short Number::as() const;
template int Number::as() const;
template unsigned Number::as() const;
template long Number::as() const;
template unsigned long Number::as() const;
template long long Number::as() const;
template unsigned long long Number::as() const;
template float Number::as() const;
template double Number::as() const;

int Number::compare(const Number& other) const {
  const auto exact = [](auto value) { return static_cast<long double>(value); };
  const long double a = visit(exact);
  const long double b = other.visit(exact);
  if (std::isnan(a) || std::isnan(b)) return std::isnan(b) - std::isnan(a);
  return (a > b) - (a < b);
}

std::string Number::text() const {
  return visit([](auto value) {
    if constexpr (std::is_floating_point_v<decltype(value)>)
      return fmt::format("{}", value);
    else
      return fmt::format("{}", value + 0);  // a number, never a character or true
  });
}

}  // namespace pewter::foundation
