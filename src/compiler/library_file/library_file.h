// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "support/result.h"

// Our .air and .metallib files. Both are the same container: translation units as self-contained MSL with what is known of
// them; an .air file has one, a .metallib what was linked into it. No LLVM. All functions are thread-safe.
//
//   bytes 0..7   "PEWTRLIB"
//   8..11        format version, little-endian
//   12..15       number of units
//   16..31       XXH3, 128 bits, of everything after it
//   then a unit  source name, source text, options, index: each a 64-bit length and as many bytes
namespace pewter::compiler::library_file {

struct Unit {
  Source source;  // preprocessed text with line markers: it includes nothing
  Options options;
  LibraryIndex index;
};

// Whether bytes begin like one of our files: for telling a library from a source.
bool is_library(std::string_view bytes);

std::string write(const std::vector<Unit>& units);

// The units of a file, or a sentence that says why there are none: damaged, of a newer version, or no library at all. Never
// trusts the bytes.
Result<std::vector<Unit>, std::string> read(std::string_view bytes);

// Checks one source and makes it a unit, ready for write(). The warnings are the index's.
Result<Unit, Diagnostics> build(Compiler& compiler, const Source& source, const Options& options);

// The units of several files in one; the sentence names two units that offer the same function.
Result<std::vector<Unit>, std::string> merge(std::vector<std::vector<Unit>> files);

}  // namespace pewter::compiler::library_file
