// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "compiler/caching_compiler.h"
#include "compiler/compile.h"
#include "compiler/exit_gate.h"
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

// Names the build of the compiler: its file, by size and time. (A compile-time stamp would miss a rebuild of another
// part.) Empty where there is no such file.
std::string build_of(const std::string& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return {};
  return fmt::format("{} {} {}.{}", kPluginVersion, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

struct Loaded {
  Translator* translator = nullptr;
  model::Symbolizer* symbolizer = nullptr;
  std::string why;
};

// Registered after LLVM's own static objects, so it runs before they go.
Translator* behind_gate(Translator& translator) {
  static ExitGate* const gate = new ExitGate(translator);
  std::atexit([] { gate->close(2.0); });
  return gate;
}

Loaded load(const std::string& path) {
  Loaded result;
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char* reason = ::dlerror();
    result.why = std::string("the compiler cannot be loaded: ") + (reason ? reason : path.c_str());
    return result;
  }
  const auto factory = reinterpret_cast<PluginFactory>(::dlsym(handle, kPluginFactory));
  result.translator = factory ? factory(kPluginVersion) : nullptr;
  if (!result.translator) result.why = path + " is of another version of Pewter";
  if (result.translator) result.translator = behind_gate(*result.translator);
  const auto symbolizer = reinterpret_cast<SymbolizerFactory>(::dlsym(handle, kSymbolizerFactory));
  result.symbolizer = symbolizer ? symbolizer(kPluginVersion) : nullptr;
  return result;
}

// The plugin, loaded when somebody first needs it.
const Loaded& loaded() {
  // Never unloaded: LLVM's destructors and compiles on other threads would meet at exit.
  static const auto* loaded = new Loaded(load(find_plugin().string()));
  return *loaded;
}

struct Found {
  Compiler* compiler = nullptr;
  std::string why;
};

Found find() {
  const std::string path = find_plugin().string();
  const std::string build = build_of(path);
  const char* processor = std::getenv("PEWTER_CPU");
  if (build.empty()) return {nullptr, fmt::format("the compiler cannot be loaded: {}: {}", path, std::strerror(errno))};
  return {new CachingCompiler(
              cache::Cache::process(), build,
              [](std::string* why) {
                if (!loaded().translator) *why = loaded().why;
                return loaded().translator;
              },
              processor ? processor : ""),
          {}};
}

}  // namespace

Compiler* get(std::string* why) {
  static const auto* found = new Found(find());
  if (!found->compiler && why) *why = found->why;
  return found->compiler;
}

model::Symbolizer* symbolizer() { return loaded().symbolizer; }

}  // namespace pewter::compiler
