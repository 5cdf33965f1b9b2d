// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "common/files.h"
#include "common/units.h"
#include "stand_ins.h"

namespace pewter::stand_ins {

// metallib a.air b.air -o x.metallib; "-" reads one from standard input.
int metallib(Arguments arguments) {
  using namespace tool;
  constexpr std::string_view kTool = "metallib";
  std::vector<std::string> inputs;
  std::string output = "default.metallib";
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& argument = arguments[at];
    if (argument == "-o") {
      if (++at == arguments.size()) return print_error(kTool, "argument to '-o' is missing (expected 1 value)"), 1;
      output = arguments[at];
    } else if (argument == "-" || !argument.starts_with('-')) {
      inputs.push_back(argument);
    } else if (argument == "--version") {
      fmt::print("Pewter metallib version {}\n", PEWTER_VERSION);
      return 0;
    } else if (argument == "-h" || argument == "-help" || argument == "--help") {
      fmt::print("usage: metallib file.air ... [-o file.metallib]\n");
      return 0;
    } else if (argument != "-v" && argument != "-split-module" && argument != "-split-module-without-linking") {
      return print_error(kTool, fmt::format("unknown argument: '{}'", argument)), 1;
    }
  }
  if (inputs.empty()) return print_error(kTool, "no input files"), 1;

  std::vector<Units> files;
  for (const auto& input : inputs) {
    auto units = read_units(kTool, input);
    if (!units) return 1;
    files.push_back(std::move(*units));
  }
  return write_library(kTool, output, std::move(files)) ? 0 : 1;
}

}  // namespace pewter::stand_ins
