// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace pewter::report {

// What to type to run the program again as it was run: the directory, then the settings and the command line, by
// 'pewter run' if that started it. Only what was recorded; empty where that is nothing.
std::vector<std::string> steps_to_reproduce(const Report& report);

}  // namespace pewter::report
