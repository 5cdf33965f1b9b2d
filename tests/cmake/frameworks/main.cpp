// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include <cstdio>
#include <string>

unsigned long length(const char* text);
int main() {
  auto* device = MTL::CreateSystemDefaultDevice();  // the header is precompiled
  if (!device || length("four") != 4) return 1;
  if (__builtin_available(macOS 26, *)) return 2;
  void* plugin = dlopen(PLUGIN, RTLD_NOW);
  if (!plugin) return std::puts(dlerror()), 3;
  const auto of_the_plugin = reinterpret_cast<int (*)(int)>(dlsym(plugin, "of_the_plugin"));
  if (!of_the_plugin || of_the_plugin(4) != 41) return 4;
  std::puts("ok");
}
