// SPDX-License-Identifier: Apache-2.0
#include "runtime/machine.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace pewter::runtime {
namespace {

// "max", a number, or no such file.
std::uint64_t limit_in(const char* path) {
  std::ifstream file(path);
  std::uint64_t limit = 0;
  return file >> limit && limit ? limit : UINT64_MAX;
}

}  // namespace

std::uint64_t machine_memory() {
  static const std::uint64_t bytes = [] {
    const auto physical = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return std::min({physical, limit_in("/sys/fs/cgroup/memory.max"), limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes")});
  }();
  return bytes;
}

}  // namespace pewter::runtime
