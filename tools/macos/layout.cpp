// SPDX-License-Identifier: Apache-2.0
#include "layout.h"

#include <unistd.h>

#include <cstdlib>

namespace pewter::macos {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

Layout find_layout() {
  std::error_code ignored;
  Layout layout;
  layout.tools = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  layout.stand_ins = layout.tools.parent_path();
  const fs::path prefix = layout.stand_ins.parent_path().parent_path();
  layout.include = prefix / PEWTER_INCLUDEDIR;
  layout.libraries = prefix / PEWTER_LIBDIR;
  layout.macros = layout.libraries / "cmake" / "Pewter" / "macos" / "apple_clang.h";
#if defined(__aarch64__)
  layout.arm = true;
#endif
  return layout;
}

std::optional<fs::path> find_real(const std::string& name, const Layout& layout) {
  const std::string path = variable("PATH").empty() ? "/usr/bin:/bin" : variable("PATH");
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const fs::path directory = path.substr(begin, end - begin);
    begin = end + 1;
    std::error_code failed;
    if (directory.empty() || fs::equivalent(directory, layout.tools, failed)) continue;
    const fs::path candidate = directory / name;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate, failed)) return candidate;
  }
  return std::nullopt;
}

std::optional<fs::path> find_compiler(bool cxx, const Layout& layout) {
  if (const fs::path chosen = variable("PEWTER_CLANG"); !chosen.empty()) {
    std::string name = chosen.filename().string();
    const auto at = name.find("clang");
    if (cxx && at != name.npos && name.compare(at, 7, "clang++") != 0) name.insert(at + 5, "++");
    const fs::path path = chosen.parent_path() / name;
    return path.has_parent_path() ? std::optional(path) : find_real(name, layout);
  }
  const std::string name = cxx ? "clang++" : "clang";
  if (auto path = find_real(name + "-19", layout)) return path;
  return find_real(name, layout);
}

void ask_compiler(const fs::path& compiler, Layout* layout) {
  std::error_code failed;
  const fs::path real = fs::canonical(compiler, failed);
  const fs::path bin = real.parent_path();
  layout->has_libcxx = fs::exists(bin.parent_path() / "include/c++/v1/vector", failed) ||
                       fs::exists("/usr/include/c++/v1/vector", failed);
  layout->has_lld = fs::exists(bin / "ld.lld", failed) || find_real("ld.lld", *layout);
}

}  // namespace pewter::macos
