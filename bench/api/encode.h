// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "support/result.h"

namespace pewter::bench {

inline constexpr int kCallsEncoded = 5000;  // five a dispatch

// Seconds that encoding takes in this process: the median of a few times, after the result was checked.
Result<double, std::string> encode_once();

}  // namespace pewter::bench
