// SPDX-License-Identifier: Apache-2.0
// write_headers PLUGIN DIRECTORY: a step of Pewter's build, see CMakeLists.txt.
#include <dlfcn.h>

#include <cstdio>

#include "compiler/plugin.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  void* plugin = ::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
  const auto write = plugin ? reinterpret_cast<pewter::compiler::HeaderWriter>(::dlsym(plugin, pewter::compiler::kHeaderWriter)) : nullptr;
  const char* why = write ? write(arguments[2]) : ::dlerror();
  if (why) std::fprintf(stderr, "write_headers: %s\n", why);
  return why ? 1 : 0;
}
