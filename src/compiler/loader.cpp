// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "compiler/compile.h"
#include "compiler/plugin.h"

namespace pewter::compiler {
namespace {

constexpr char kFileName[] = "libpewter-compiler.so";

// Beside the library or program that holds this function, or in the lib folder beside a program's bin.
std::filesystem::path find_plugin() {
  if (const char* given = std::getenv("PEWTER_COMPILER_LIBRARY"); given && *given) return given;
  Dl_info info;
  if (::dladdr(reinterpret_cast<void*>(&find_plugin), &info) == 0 || !info.dli_fname) return kFileName;
  std::error_code failed;
  auto self = std::filesystem::canonical(info.dli_fname, failed);
  if (failed) self = std::filesystem::canonical("/proc/self/exe", failed);
  const auto folder = self.parent_path();
  for (const auto& candidate : {folder / kFileName, folder.parent_path() / "lib" / kFileName}) {
    if (std::filesystem::exists(candidate, failed)) return candidate;
  }
  return folder / kFileName;
}

struct Loaded {
  Compiler* compiler = nullptr;
  model::Symbolizer* symbolizer = nullptr;
  std::string why;
};

Loaded load() {
  Loaded result;
  const std::string path = find_plugin().string();
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char* reason = ::dlerror();
    result.why = std::string("the compiler cannot be loaded: ") + (reason ? reason : path.c_str());
    return result;
  }
  const auto factory = reinterpret_cast<PluginFactory>(::dlsym(handle, kPluginFactory));
  result.compiler = factory ? factory(kPluginVersion) : nullptr;
  if (!result.compiler) result.why = path + " is of another version of Pewter";
  const auto symbolizer = reinterpret_cast<SymbolizerFactory>(::dlsym(handle, kSymbolizerFactory));
  result.symbolizer = symbolizer ? symbolizer(kPluginVersion) : nullptr;
  return result;
}

const Loaded& loaded() {
  // Never unloaded: LLVM's destructors and compiles on other threads would meet at exit.
  static const auto* loaded = new Loaded(load());
  return *loaded;
}

}  // namespace

Compiler* get(std::string* why) {
  if (!loaded().compiler && why) *why = loaded().why;
  return loaded().compiler;
}

model::Symbolizer* symbolizer() { return loaded().symbolizer; }

}  // namespace pewter::compiler
