// SPDX-License-Identifier: Apache-2.0
#include "paths.h"

namespace pewter::tool {

std::filesystem::path executable() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

std::filesystem::path library_directory() { return executable().parent_path().parent_path() / PEWTER_LIBDIR; }

std::filesystem::path stand_in_directory() {
  return executable().parent_path().parent_path() / PEWTER_LIBEXECDIR / "pewter";
}

}  // namespace pewter::tool
