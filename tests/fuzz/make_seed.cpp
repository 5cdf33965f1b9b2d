// SPDX-License-Identifier: Apache-2.0
// make_seed FILE: writes a library of two units, the seed from which the library_file fuzzer starts.
#include <fstream>

#include "compiler/library_file/library_file.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  namespace compiler = pewter::compiler;
  compiler::library_file::Unit first;
  first.source = {.text = "kernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", .name = "first.metal"};
  first.options.macros = {{"N", "4"}};
  first.options.extra_warnings = {"-Wall"};
  first.index.functions = {{.host_name = "k"}};
  first.index.constants = {{.name = "c", .index = 3, .type = "float2", .required = false}};
  compiler::library_file::Unit second;
  second.source = {.text = "", .name = ""};
  std::ofstream(argv[1], std::ios::binary) << compiler::library_file::write({first, second});
  return 0;
}
