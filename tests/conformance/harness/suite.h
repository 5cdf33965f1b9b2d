// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pewter::conformance {

class Machine;

// What a case found wrong. Failures are collected, not thrown at the test framework, so that an expected failure can be
// told from a real one.
class Report {
 public:
  template <class... Args>
  void fail(fmt::format_string<Args...> format, Args&&... args) {
    ++failures_;
    if (failures_ <= kShown) text_ += "  " + fmt::format(format, std::forward<Args>(args)...) + "\n";
  }
  template <class T, class U>
  void equal(const T& got, const U& expected, std::string_view what) {
    if (!(got == expected)) fail("{}: got {}, expected {}", what, got, expected);
  }
  bool failed() const { return failures_ != 0; }
  std::string text() const {
    return failures_ > kShown ? text_ + fmt::format("  ... and {} more\n", failures_ - kShown) : text_;
  }

 private:
  static constexpr int kShown = 8;
  int failures_ = 0;
  std::string text_;
};

// One named case. `name` is dotted, from the general to the special: "clz.uchar3".
struct Case {
  std::string family;
  std::string name;
  std::function<void(Machine&, Report&)> run;
};

class Suite {
 public:
  // Names the family that later add()s belong to.
  void begin(std::string family) { family_ = std::move(family); }
  void add(std::string name, std::function<void(Machine&, Report&)> run) {
    cases_.push_back({family_, std::move(name), std::move(run)});
  }
  const std::vector<Case>& cases() const { return cases_; }

 private:
  std::string family_;
  std::vector<Case> cases_;
};

// One function a family, each in its own file; families.def lists them.
#define PEWTER_FAMILY(name) void add_##name(Suite& suite);
#include "families.def"

}  // namespace pewter::conformance
