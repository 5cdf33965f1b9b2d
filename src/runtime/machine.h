// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace pewter::runtime {

// Bytes of memory that this process may count on: the machine's, or its control group's limit where that is lower.
std::uint64_t machine_memory();

}  // namespace pewter::runtime
