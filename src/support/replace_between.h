// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace pewter {

// Puts `text` between `begin` and `end`, which stand once in a file and stay: how figures get into pages. Returns what
// went wrong, or nothing; the file is then as it was.
std::string replace_between(const std::string& path, std::string_view begin, std::string_view end,
                            std::string_view text);

}  // namespace pewter
