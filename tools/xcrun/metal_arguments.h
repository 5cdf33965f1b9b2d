// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "support/result.h"

namespace pewter::stand_ins {

// The command line of `metal`, understood.
struct MetalArguments {
  enum class Stage {
    preprocess,  // -E
    assembly,    // -S: LLVM IR as text
    compile,     // -c: .metal -> .air
    link,        // .metal and .air -> .metallib
    print,       // --version, --help: print `text`
  };
  Stage stage = Stage::link;
  std::vector<std::string> inputs;  // "-": standard input
  std::string output;               // empty: the stage's default; "-": standard output
  compiler::Options options;
  std::vector<std::string> includes;  // -include: files read before the source
  bool line_markers = true;           // -P turns them off
  bool list_includes = false;         // -H
  // -MD, -MMD and their companions
  bool dependencies = false;
  std::string dependency_file;  // empty: the output's name with .d
  std::vector<std::string> dependency_targets;
  bool phony_targets = false;  // -MP
  std::string text;
};

// Accepts what Apple's compiler accepts and build systems pass; options that only concern Apple's targets or debug
// information change nothing here. The error is what Clang's driver would say.
Result<MetalArguments, std::string> parse_metal(std::span<const std::string> arguments);

}  // namespace pewter::stand_ins
