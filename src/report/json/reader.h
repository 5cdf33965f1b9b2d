// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"
#include "support/result.h"

namespace pewter::report {

// The report that render_json() wrote. The error says where and what: "line 3, column 7: ...", or
// "findings[2].sides[0].moment.thread: expected a number from 0 to 4294967295, found \"x\"". Any bytes may be given.
Result<Report, std::string> read_json(std::string_view text);

}  // namespace pewter::report
