// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace pewter::tool {

// What lies in the cache of compiled kernels.
struct CacheContents {
  struct Kind {
    std::size_t entries = 0;
    std::uint64_t bytes = 0;
  };
  std::map<std::string, Kind> kinds;  // "kernel", "index", "pch", ...
  std::size_t entries = 0;
  std::uint64_t bytes = 0;
};

std::filesystem::path cache_directory();  // empty: caching is off
CacheContents read_cache();

// Removes the cache's entries, and nothing else that may lie in the directory. Returns what was removed; `error` is set
// when something could not be. Safe while programs run: they compile again.
CacheContents clear_cache(std::string* error);

std::string human_bytes(std::uint64_t bytes);  // "12.3 MiB"

}  // namespace pewter::tool
