// SPDX-License-Identifier: Apache-2.0
#include "foundation/string.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "foundation/class_registry.h"
#include "foundation/data.h"
#include "foundation/exception.h"

namespace pewter::foundation {
namespace {

const String* as_string(const Object* object) { return static_cast<const String*>(object); }
std::string describe(const Object* object) { return as_string(object)->utf8(); }
bool equal(const Object* a, const Object* b) { return as_string(a)->utf8() == as_string(b)->utf8(); }
std::uint64_t hash_of(const Object* object) { return std::hash<std::string>()(as_string(object)->utf8()); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

// UTF-16 units of valid UTF-8: one a lead byte, two where the sequence is four bytes long.
std::uint64_t utf16_length(std::string_view utf8) {
  std::uint64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) != 0x80;
    units += byte >= 0xF0;
  }
  return units;
}

const AllocatableClass kAlloc(String::kClass, []() -> Object* { return new String; });

}  // namespace

constinit const ClassRecord String::kClass{"NSString", &kObjectClass, destroy<String>, describe,
                                           equal,      hash_of,       copy_by_retain};

String::String(std::string_view utf8) : Object(kClass) { init(utf8); }

String::~String() { delete utf16_.load(std::memory_order_relaxed); }

void String::init(std::string_view utf8) {
  text_ = is_valid_utf8(utf8) ? std::string(utf8) : repair_utf8(utf8);
  ascii_ = is_ascii(text_);
}

std::uint64_t String::length() const { return ascii_ ? text_.size() : utf16_length(text_); }

const std::u16string& String::utf16() const {
  const std::u16string* made = utf16_.load(std::memory_order_acquire);
  if (made) return *made;
  const auto* mine = new std::u16string(to_utf16(text_));
  if (utf16_.compare_exchange_strong(made, mine, std::memory_order_acq_rel)) return *mine;
  delete mine;
  return *made;
}

char16_t String::character(std::uint64_t index) const {
  if (index >= length()) raise("NSRangeException", "-[NSString characterAtIndex:]: Range or index out of bounds");
  return ascii_ ? static_cast<char16_t>(text_[index]) : utf16()[index];
}

const char* String::c_string(Encoding encoding) const {
  if (encoding == Encoding::utf8) return text_.c_str();
  std::optional<std::string> bytes = encode(text_, encoding);
  if (!bytes) return nullptr;
  if (*bytes == text_ && unit_size(encoding) == 1) return text_.c_str();
  bytes->append(unit_size(encoding), '\0');
  auto* data = Data::create(*bytes).leak();
  data->autorelease();
  return static_cast<const char*>(data->bytes());
}

std::optional<String::Range> String::find(std::string_view what, Search search) const {
  if (what.empty() || what.size() > text_.size()) return std::nullopt;
  std::string lowered_text, lowered_what;
  std::string_view text = text_;
  if (search.ignore_case) {
    text = lowered_text = lowered(text);
    what = lowered_what = lowered(what);
  }
  std::size_t at = std::string_view::npos;
  if (search.anchored) {
    const std::size_t only = search.backwards ? text.size() - what.size() : 0;
    if (text.substr(only, what.size()) == what) at = only;
  } else {
    at = search.backwards ? text.rfind(what) : text.find(what);
  }
  if (at == std::string_view::npos) return std::nullopt;
  return Range{utf16_length(text.substr(0, at)), utf16_length(what)};
}

Ref<String> string(std::string_view utf8) { return make<String>(utf8); }

std::string_view view(const String* string) { return string ? std::string_view(string->utf8()) : std::string_view(); }

String* constant_string(std::string_view utf8) {
  static std::mutex mutex;
  // Never destroyed: static destructors of the program use constants too.
  static auto& strings = *new std::unordered_map<std::string_view, String*>;
  std::lock_guard lock(mutex);
  if (auto found = strings.find(utf8); found != strings.end()) return found->second;
  auto* made = new String(utf8);
  made->make_immortal();
  // A literal that is not valid UTF-8 is kept by its repaired text: a second object for it does no harm.
  strings.emplace(made->utf8(), made);
  return made;
}

int compare_ignoring_case(std::string_view a, std::string_view b) { return lowered(a).compare(lowered(b)); }

}  // namespace pewter::foundation
