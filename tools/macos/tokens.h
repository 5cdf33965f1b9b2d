// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "support/result.h"

namespace pewter::macos {

// One word of a compiler's command line, for itself or (-Wl, -Xlinker) for the linker.
struct Token {
  std::string text;
  bool linker = false;
};

// Response files (@file, -Wl,@file) become the words they hold; one that cannot be read stays as it
// is. An error: too many within each other.
Result<std::vector<Token>, std::string> read_tokens(std::span<const std::string> arguments);

}  // namespace pewter::macos
