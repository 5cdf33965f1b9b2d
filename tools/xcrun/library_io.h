// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"

// .air and .metallib files: a list of units, one a translation unit.
namespace pewter::stand_ins {

struct Unit {
  compiler::Source source;
  compiler::Options options;
  compiler::LibraryIndex index;
};

std::string write_units(const std::vector<Unit>& units);

// Appends what the file holds; "-" is standard input. False with the reason on standard error.
bool append_units(std::string_view tool, const std::string& path, std::vector<Unit>* units);

}  // namespace pewter::stand_ins
