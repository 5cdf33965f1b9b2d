// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "compiler/library_file/library_file.h"

// library_file.h with what is wrong said on standard error.
namespace pewter::tool {

using compiler::library_file::Unit;
using Units = std::vector<Unit>;

// Checks a source and makes a unit of it; prints its diagnostics. Nothing when it has errors.
std::optional<Unit> compile_unit(compiler::Compiler& compiler, const compiler::Source& source,
                                 const compiler::Options& options);

// The units of an .air or .metallib file; "-" is standard input.
std::optional<Units> read_units(std::string_view tool, const std::string& path);

// Links `files` into one library at `path`. False when two of them offer the same function, or it cannot be written.
bool write_library(std::string_view tool, const std::string& path, std::vector<Units> files);

}  // namespace pewter::tool
