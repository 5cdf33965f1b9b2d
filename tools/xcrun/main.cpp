// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "stand_ins.h"

int main(int argc, char** argv) {
  namespace stand_ins = pewter::stand_ins;
  const std::string name = argc > 0 ? std::filesystem::path(argv[0]).filename().string() : "";

  // libexec/pewter is two levels below the prefix; the compiler library would be looked for beside bin/.
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto library = self.parent_path().parent_path().parent_path() / PEWTER_LIBDIR / "libpewter-compiler.so";
  setenv("PEWTER_COMPILER_LIBRARY", library.c_str(), 0);

  const std::vector<std::string> arguments(argv + (argc > 0), argv + argc);
  if (name == "xcrun") return stand_ins::xcrun(arguments);
  if (name == "metal") return stand_ins::metal(arguments);
  if (name == "metallib") return stand_ins::metallib(arguments);
  if (name == "sw_vers") return stand_ins::sw_vers(arguments);
  fmt::print(stderr, "{}: call this as xcrun, metal, metallib or sw_vers\n", name);
  return 2;
}
