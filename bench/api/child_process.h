// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "support/result.h"

namespace pewter::bench {

// Runs this program again with one option, and `variables` ("NAME=value") over its environment. The child prints a
// number of seconds, which is returned.
Result<double, std::string> run_child(const std::string& option, const std::vector<std::string>& variables);

}  // namespace pewter::bench
