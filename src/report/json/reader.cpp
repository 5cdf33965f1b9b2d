// SPDX-License-Identifier: Apache-2.0
#include "report/json/reader.h"

#include <fmt/format.h>

#include <charconv>
#include <concepts>
#include <limits>

#include "report/json/fields.h"
#include "report/json/names.h"
#include "report/json/parse.h"
#include "report/text.h"

namespace pewter::report {
namespace json {
namespace {

using Json = nlohmann::json;

// Goes down a file, knows where it is, and keeps the first thing that is wrong.
class Reader {
 public:
  const std::string& error() const { return error_; }

  template <class T>
  void read(const Json& from, T& to) {
    if (!from.is_object()) return expected("an object", from);
    const Json* const outer = object_;
    object_ = &from;
    fields(*this, to);
    object_ = outer;
  }

  template <class T>
  void operator()(const char* name, T& field) {
    if (!error_.empty()) return;
    const auto found = object_->find(name);
    if (found == object_->end()) return;
    const std::size_t length = path_.size();
    if (length > 0) path_ += '.';
    path_ += name;
    value(*found, field);
    path_.resize(length);
  }

 private:
  void fail(std::string_view what) {
    if (error_.empty()) error_ = path_.empty() ? std::string(what) : fmt::format("{}: {}", path_, what);
  }
  void expected(std::string_view what, const Json& found) {
    fail(fmt::format("expected {}, found {}", what, shown(found)));
  }

  void value(const Json& from, bool& to) {
    from.is_boolean() ? void(to = from.get<bool>()) : expected("true or false", from);
  }

  template <std::integral T>
  void value(const Json& from, T& to) {
    using Limits = std::numeric_limits<T>;
    // Numbers from 0 are unsigned to the parser, others signed.
    const bool fits = from.is_number_unsigned()
                          ? std::in_range<T>(from.get<std::uint64_t>())
                          : from.is_number_integer() && std::in_range<T>(from.get<std::int64_t>());
    if (!fits) return expected(fmt::format("a number from {} to {}", Limits::min(), Limits::max()), from);
    to = from.is_number_unsigned() ? static_cast<T>(from.get<std::uint64_t>())
                                   : static_cast<T>(from.get<std::int64_t>());
  }

  template <class E>
    requires std::is_enum_v<E>
  void value(const Json& from, E& to) {
    if (from.is_string() && value_of(from.get_ref<const std::string&>(), &to)) return;
    std::string names;
    for (unsigned i = 0; i <= static_cast<unsigned>(kLast<E>); ++i)
      names += fmt::format("{}\"{}\"", i ? ", " : "", name_of(static_cast<E>(i)));
    expected("one of " + names, from);
  }

  void value(const Json& from, std::string& to) {
    if (from.is_string()) return void(to = from.get<std::string>());
    const auto bytes = from.is_object() ? from.find("bytes") : from.end();
    if (!from.is_object() || bytes == from.end() || !bytes->is_string()) return expected("a string", from);
    const std::string& digits = bytes->get_ref<const std::string&>();
    to.clear();
    for (std::size_t i = 0; i < digits.size(); i += 2) {
      unsigned byte = 0;
      const char* const at = digits.data() + i;
      const char* const end = digits.data() + std::min(i + 2, digits.size());
      if (std::from_chars(at, end, byte, 16).ptr != at + 2)
        return expected("bytes as pairs of hexadecimal digits", *bytes);
      to += static_cast<char>(byte);
    }
  }

  template <class T>
  void value(const Json& from, std::vector<T>& to) {
    if (!from.is_array()) return expected("an array", from);
    to.clear();
    to.reserve(from.size());
    const std::size_t length = path_.size();
    for (std::size_t i = 0; i < from.size() && error_.empty(); ++i) {
      path_ += fmt::format("[{}]", i);
      value(from[i], to.emplace_back());
      path_.resize(length);
    }
  }

  template <class T>
  void value(const Json& from, std::optional<T>& to) {
    to.reset();
    if (!from.is_null()) value(from, to.emplace());
  }

  void value(const Json& from, std::map<model::StackId, model::Stack>& to) {
    if (!from.is_object()) return expected("an object", from);
    to.clear();
    const std::size_t length = path_.size();
    for (const auto& [key, stack] : from.items()) {
      if (!error_.empty()) return;
      model::StackId id = 0;
      path_ += fmt::format("[\"{}\"]", visible(key));
      if (const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), id);
          problem != std::errc() || end != key.data() + key.size())
        return fail("a stack's number was expected");
      value(stack, to[id]);
      path_.resize(length);
    }
  }

  template <class T>
    requires std::is_class_v<T>
  void value(const Json& from, T& to) {
    read(from, to);
  }

  const Json* object_ = nullptr;
  std::string path_, error_;
};

}  // namespace
}  // namespace json

Result<Report, std::string> read_json(std::string_view text) {
  const auto file = json::parse(text);
  if (!file) return Failure{file.error()};
  const auto format = file->is_object() ? file->find("format") : file->end();
  if (!file->is_object() || format == file->end() || *format != json::kFormat)
    return Failure{fmt::format("not a report of Pewter's: no \"format\": \"{}\"", json::kFormat)};
  const auto version = file->find("version");
  if (version == file->end() || !version->is_number_integer())
    return Failure{std::string("version: expected a number")};
  if (*version > json::kVersion)
    return Failure{fmt::format("version {}: made by a newer Pewter; this one reads up to {}", json::shown(*version),
                               json::kVersion)};
  json::Reader reader;
  Report report;
  reader.read(*file, report);
  if (!reader.error().empty()) return Failure{reader.error()};
  return report;
}

}  // namespace pewter::report
