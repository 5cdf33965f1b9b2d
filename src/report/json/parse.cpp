// SPDX-License-Identifier: Apache-2.0
#include "report/json/parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.h"

namespace pewter::report::json {
namespace {

// Takes everything and keeps nothing but the error: nlohmann's parser says where it was only by an exception or to such
// a handler.
struct ErrorFinder : nlohmann::json_sax<nlohmann::json> {
  std::size_t position = 0;
  std::string token;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string& last, const nlohmann::detail::exception&) override {
    position = at;
    token = last;
    return false;
  }
};

}  // namespace

Result<nlohmann::json, std::string> parse(std::string_view text) {
  if (text.empty()) return Failure{std::string("the file is empty")};
  nlohmann::json value = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!value.is_discarded()) return value;
  ErrorFinder finder;
  nlohmann::json::sax_parse(text, &finder);
  const std::string_view before = text.substr(0, std::min(finder.position > 0 ? finder.position - 1 : 0, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
  if (finder.position > text.size())
    return Failure{fmt::format("line {}, column {}: the file ends too early", line, column)};
  const std::string_view last =
      std::string_view(finder.token).substr(finder.token.size() > 30 ? finder.token.size() - 30 : 0);
  return Failure{fmt::format("line {}, column {}: not JSON, near '{}'", line, column, visible(last))};
}

std::string shown(const nlohmann::json& value) {
  std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > 40) text = text.substr(0, 37) + "...";
  return visible(text);
}

}  // namespace pewter::report::json
