// SPDX-License-Identifier: Apache-2.0
#include "runtime/assertion.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "model/observer.h"
#include "support/last_line.h"

namespace pewter::runtime {
namespace {

struct Row {
  std::string_view id;
  std::string_view line;
  std::string_view why;
};
constexpr Row kRows[] = {
#define PEWTER_ASSERTION(name, id, line, why) {id, line, why},
#define PEWTER_VALIDATION(name, id, line, why) {id, line, why},
#include "runtime/assertions.def"
};

// No allocation: the heap may be what the program's other threads are stuck in.
struct Line {
  char data[1024];
  std::size_t size = 0;

  void add(std::string_view text) {
    const std::size_t room = sizeof(data) - 1 - size;
    const std::size_t count = text.size() < room ? text.size() : room;
    std::memcpy(data + size, text.data(), count);
    size += count;
  }
  std::string_view text() const { return {data, size}; }
};

// `form` with its holes filled: the first one with `text` where there is one, the others with `value`.
Line filled(std::string_view form, std::string_view text, std::uint64_t value) {
  Line line;
  for (bool text_given = text.empty();; text_given = true) {
    const std::size_t hole = form.find("{}");
    line.add(form.substr(0, hole));
    if (hole == std::string_view::npos) return line;
    form.remove_prefix(hole + 2);
    char digits[24];
    std::snprintf(digits, sizeof(digits), "%llu", static_cast<unsigned long long>(value));
    line.add(text_given ? std::string_view(digits) : text);
  }
}

}  // namespace

std::string_view rule_id(Assertion assertion) { return kRows[static_cast<int>(assertion)].id; }
std::string_view line_of(Assertion assertion) { return kRows[static_cast<int>(assertion)].line; }
std::string_view why_of(Assertion assertion) { return kRows[static_cast<int>(assertion)].why; }

void refuse(Assertion assertion, std::uint64_t object, const char* call, std::string_view text,
            std::uint64_t value) noexcept {
  Line line = filled(line_of(assertion), text, value);
  const Line why = filled(why_of(assertion), {}, value);
  const bool fatal = model::observe_before({.kind = model::EventKind::assertion_failed,
                                            .object = object,
                                            .call = call,
                                            .text = line.text(),
                                            .rule = rule_id(assertion),
                                            .why = why.text()});
  if (fatal) end_with_line(line.text());
}

void tell_invalid(Assertion assertion, std::uint64_t object, const char* call, fmt::format_args values) {
  if (!model::observed()) return;
  const std::string text = fmt::vformat(line_of(assertion), values), why = fmt::vformat(why_of(assertion), values);
  const bool goes_on = model::observe_before({.kind = model::EventKind::validation_failed,
                                              .object = object,
                                              .call = call,
                                              .text = text,
                                              .rule = rule_id(assertion),
                                              .why = why});
  if (goes_on) return;
  end_with_line(text);
}

}  // namespace pewter::runtime
