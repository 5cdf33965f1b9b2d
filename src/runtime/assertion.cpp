// SPDX-License-Identifier: Apache-2.0
#include "runtime/assertion.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "model/observer.h"

namespace pewter::runtime {
namespace {

struct Row {
  std::string_view id;
  std::string_view line;
};
constexpr Row kRows[] = {
#define PEWTER_ASSERTION(name, id, line) {id, line},
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
};

}  // namespace

std::string_view rule_id(Assertion assertion) { return kRows[static_cast<int>(assertion)].id; }
std::string_view line_of(Assertion assertion) { return kRows[static_cast<int>(assertion)].line; }

void refuse(Assertion assertion, std::uint64_t object, const char* call, std::string_view text,
            std::uint64_t value) noexcept {
  Line line;
  std::string_view rest = line_of(assertion);
  for (bool text_given = text.empty();;) {
    const std::size_t hole = rest.find("{}");
    line.add(rest.substr(0, hole));
    if (hole == std::string_view::npos) break;
    rest.remove_prefix(hole + 2);
    char digits[24];
    std::snprintf(digits, sizeof(digits), "%llu", static_cast<unsigned long long>(value));
    line.add(text_given ? std::string_view(digits) : text);
    text_given = true;
  }
  const bool fatal = model::observe_before({.kind = model::EventKind::assertion_failed,
                                            .object = object,
                                            .call = call,
                                            .text = std::string_view(line.data, line.size),
                                            .rule = rule_id(assertion)});
  if (!fatal) return;
  // Relaxed: decides who speaks, orders nothing else.
  static std::atomic<bool> failing{false};
  if (failing.exchange(true, std::memory_order_relaxed)) {
    for (;;) ::pause();
  }
  line.data[line.size++] = '\n';
  // Nothing can be done about a closed standard error.
  [[maybe_unused]] ssize_t written = ::write(STDERR_FILENO, line.data, line.size);
  std::abort();
}

}  // namespace pewter::runtime
