// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "layout.h"
#include "support/result.h"

namespace pewter::macos {

// A command line of Apple's clang, and what stock Clang on this system is to be told instead.
struct Translation {
  std::vector<std::string> arguments;  // for the compiler, without its name
  std::vector<std::string> notes;      // what was changed, one sentence each
};

// `arguments` without the compiler's name; `cxx`: it was called as clang++. Response files are read and become
// arguments. What has no counterpart and would change the result is an error; what only speaks of Apple's systems is
// left out.
Result<Translation, std::string> translate(std::span<const std::string> arguments, bool cxx, const Layout& layout);

}  // namespace pewter::macos
