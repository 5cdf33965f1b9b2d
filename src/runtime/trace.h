// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace pewter::runtime {

struct Recording;

// What a command buffer recorded, as a capture shows it: {"items": [{"pass": "compute", "commands": [...]}, {"wait": ...}]}.
nlohmann::json trace_of(const Recording& recording);

}  // namespace pewter::runtime
