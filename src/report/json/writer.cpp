// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <concepts>
#include <nlohmann/json.hpp>

#include "report/fingerprint.h"
#include "report/json/fields.h"
#include "report/json/names.h"
#include "report/renderer.h"
#include "report/text.h"

namespace pewter::report {
namespace json {
namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  template <class T>
  void operator()(const char* name, const T& field) {
    object_[name] = value(field);
  }

  static Json value(bool b) { return b; }
  template <std::integral T>
  static Json value(T number) {
    return number;
  }
  template <class E>
    requires std::is_enum_v<E>
  static Json value(E enumerator) {
    return name_of(enumerator);
  }

  // Bytes that are no UTF-8 cannot be in a JSON string: {"text": for reading, "bytes": hexadecimal}.
  static Json value(const std::string& text) {
    if (is_utf8(text)) return text;
    std::string bytes;
    for (const char c : text) bytes += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return {{"text", visible(text)}, {"bytes", bytes}};
  }

  // There are thousands of frames: what is not known is left out.
  static Json value(const model::Frame& frame) {
    Writer writer;
    const auto known = [&](const char* name, const auto& field) {
      if (field != std::decay_t<decltype(field)>{}) writer(name, field);
    };
    fields(known, frame);
    return std::move(writer.object_);
  }

  template <class T>
    requires std::is_class_v<T>
  static Json value(const T& item) {
    Writer writer;
    fields(writer, item);
    return std::move(writer.object_);
  }

  template <class T>
  static Json value(const std::vector<T>& items) {
    Json array = Json::array();
    for (const T& item : items) array.push_back(value(item));
    return array;
  }

  template <class T>
  static Json value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : Json(nullptr);
  }

  static Json value(const std::map<model::StackId, model::Stack>& stacks) {
    Json object = Json::object();
    for (const auto& [id, stack] : stacks) object[std::to_string(id)] = value(stack);
    return object;
  }

 private:
  Json object_ = Json::object();
};

}  // namespace
}  // namespace json

std::string render_json(const Report& report) {
  json::Json file = {{"format", json::kFormat}, {"version", json::kVersion}};
  file.update(json::Writer::value(report));
  // For whoever reads the file without Pewter; the reader makes its own.
  for (std::size_t i = 0; i < report.findings.size(); ++i)
    file["findings"][i]["fingerprint"] = fingerprint(report.findings[i], report.stacks);
  return file.dump(1) + "\n";
}

}  // namespace pewter::report
