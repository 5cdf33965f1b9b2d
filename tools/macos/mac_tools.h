// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "layout.h"

// What a build made for macOS finds in front of this system's own programs. Each function is one command, takes its
// arguments without the name, and returns only if it failed: else another program has taken its place.
namespace pewter::macos {

using Arguments = std::span<const std::string>;

int compiler(Arguments arguments, bool cxx, Layout layout);  // clang, clang++ and their other names
int zsh(Arguments arguments, const Layout& layout);
int launch(Arguments arguments, const Layout& layout);  // a command, with the stand-ins in its PATH

// `text` with xcrun and its kin called where they lie: on a Mac they are in /usr/bin, and scripts may say so.
std::string with_stand_ins(std::string text, const Layout& layout);

// Becomes another program. Returns, after a message, if that cannot be.
int execute(const std::string& program, const std::vector<std::string>& words);

// The stand-ins come first in PATH.
void set_path(const Layout& layout);

}  // namespace pewter::macos
