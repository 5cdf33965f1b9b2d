// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"
#include "support/result.h"

namespace pewter::trace {

// Runs the checker over a saved trace: the report that the process itself would have made in mode `report`. Any bytes
// may be given; the error says what is wrong with them.
Result<report::Report, std::string> examine(std::string_view file);

}  // namespace pewter::trace
