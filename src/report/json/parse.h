// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "support/result.h"

namespace pewter::report::json {

// The parsed text, or where it is no JSON and why.
Result<nlohmann::json, std::string> parse(std::string_view text);

std::string shown(const nlohmann::json& value);  // short, for messages

}  // namespace pewter::report::json
