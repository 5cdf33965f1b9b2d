// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "mac_tools.h"

int main(int argc, char** argv) {
  namespace macos = pewter::macos;
  const std::string name = argc > 0 ? std::filesystem::path(argv[0]).filename().string() : "";
  const std::vector<std::string> arguments(argv + (argc > 0), argv + argc);
  const auto layout = macos::find_layout();
  // On a Mac all of them are Apple's clang.
  if (name == "clang" || name == "cc" || name == "gcc") return macos::compiler(arguments, false, layout);
  if (name == "clang++" || name == "c++" || name == "g++") return macos::compiler(arguments, true, layout);
  if (name == "zsh") return macos::zsh(arguments, layout);
  if (name == "launch") return macos::launch(arguments, layout);
  fmt::print(stderr, "{}: call this as clang, clang++, cc, c++, gcc, g++, zsh or launch\n", name);
  return 2;
}
