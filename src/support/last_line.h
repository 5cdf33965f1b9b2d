// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pewter {

// Ends the process by SIGABRT, with `line` as the last word on standard error, as an assertion does. One thread speaks:
// others that come here stand still. Allocates nothing.
[[noreturn]] void end_with_line(std::string_view line) noexcept;

}  // namespace pewter
