// SPDX-License-Identifier: Apache-2.0
#include "harness/expectations.h"

#include <fnmatch.h>

#include <fstream>
#include <sstream>

namespace pewter::conformance {

Expectations Expectations::read(const std::string& path, std::string& error) {
  Expectations result;
  std::ifstream file(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    std::istringstream words(line);
    std::string kind, pattern, reason;
    if (!(words >> kind) || kind[0] == '#') continue;
    words >> pattern >> std::ws;
    std::getline(words, reason);
    if ((kind != "never" && kind != "fails") || reason.empty()) {
      error = path + ":" + std::to_string(number) + ": expected '<never|fails> <pattern> <reason>'";
      return result;
    }
    result.entries_.push_back({kind == "never" ? Expectation::Kind::never : Expectation::Kind::fails, pattern, reason});
  }
  return result;
}

const Expectation* Expectations::find(const std::string& full_name) const {
  for (const Expectation& entry : entries_) {
    if (fnmatch(entry.pattern.c_str(), full_name.c_str(), 0) != 0) continue;
    ++entry.matched;
    return &entry;
  }
  return nullptr;
}

}  // namespace pewter::conformance
