// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "stand_ins.h"

namespace pewter::stand_ins {

int sw_vers(Arguments arguments) {
  if (arguments.empty()) {
    fmt::print("ProductName:\t\tmacOS\nProductVersion:\t\t{}\nBuildVersion:\t\t{}\n", kSystemVersion, kSystemBuild);
    return 0;
  }
  for (const auto& argument : arguments) {
    const auto name = argument.starts_with("--") ? argument.substr(1) : argument;  // both spellings exist
    if (name == "-productName") {
      fmt::print("macOS\n");
    } else if (name == "-productVersion") {
      fmt::print("{}\n", kSystemVersion);
    } else if (name == "-buildVersion") {
      fmt::print("{}\n", kSystemBuild);
    } else {
      fmt::print(stderr, "usage: sw_vers [--productName | --productVersion | --buildVersion]\n");
      return 1;
    }
  }
  return 0;
}

}  // namespace pewter::stand_ins
