// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

// Reports made by hand, one a kind of thing that can happen: what the golden files of tests/report show, and what the
// tests beside the sources begin with.
namespace pewter::report::testing {

struct Case {
  std::string_view name;
  Report report;
};
const std::vector<Case>& cases();
Report named(std::string_view name);  // a copy of that case's

// A long run: `threads` threads, `sessions` encoders each, two findings, and stacks in a source that is there to be
// shown.
Report busy(int threads, int sessions, const std::string& source_directory);

}  // namespace pewter::report::testing
