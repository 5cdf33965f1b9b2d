// SPDX-License-Identifier: Apache-2.0
#include "foundation/url.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <functional>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const URL* as_url(const Object* object) { return static_cast<const URL*>(object); }
std::string describe(const Object* object) { return as_url(object)->text(); }
bool equal(const Object* a, const Object* b) { return as_url(a)->text() == as_url(b)->text(); }
std::uint64_t hash_of(const Object* object) { return std::hash<std::string>()(as_url(object)->text()); }

const AllocatableClass kAlloc(URL::kClass, []() -> Object* { return new URL; });

std::string escape(std::string_view path) {
  std::string text;
  for (const char c : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) ||
                       std::string_view("/-._~!$&'()*+,=:@").find(c) != std::string_view::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string unescape(std::string_view text) {
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      path += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      path += text[i];
    }
  }
  return path;
}

}  // namespace

constinit const ClassRecord URL::kClass{"NSURL", &kObjectClass, destroy<URL>, describe, equal, hash_of, copy_by_retain};

void URL::init(std::string_view text) {
  text_ = text;
  std::string_view rest = text.substr(0, text.find_first_of("?#"));
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos && rest.find('/') > colon)
    rest.remove_prefix(colon + 1);
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    rest = rest.substr(std::min(rest.find('/'), rest.size()));  // past the host
  }
  path_ = unescape(rest);
}

void URL::init_file(std::string_view path) {
  std::error_code ignored;
  path_ = path.starts_with('/') ? std::string(path) : (std::filesystem::current_path(ignored) / path).string();
  text_ = "file://" + escape(path_);
}

Ref<URL> URL::file(std::string_view path) {
  Ref<URL> url = make<URL>();
  url->init_file(path);
  return url;
}

}  // namespace pewter::foundation
