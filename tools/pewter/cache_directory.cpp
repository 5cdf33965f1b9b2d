// SPDX-License-Identifier: Apache-2.0
#include "cache_directory.h"

#include <fmt/core.h>

#include <optional>
#include <string_view>

#include "compiler/cache/cache.h"

namespace pewter::tool {
namespace {

namespace fs = std::filesystem;

// The kind that an entry's name tells: "<32 hexadecimal digits>-<kind>", or "partial-..." for one being written.
std::optional<std::string> kind_of(std::string_view name) {
  constexpr std::size_t kDigits = 32;
  if (name.starts_with("partial-")) return "unfinished";
  if (name.size() < kDigits + 2 || name[kDigits] != '-') return std::nullopt;
  if (name.substr(0, kDigits).find_first_not_of("0123456789abcdef") != name.npos) return std::nullopt;
  return std::string(name.substr(kDigits + 1));
}

// visit(path, kind, bytes) for every entry. Entries that vanish meanwhile are skipped.
template <class Visit>
CacheContents for_entries(const Visit& visit) {
  CacheContents contents;
  std::error_code failed;
  for (fs::directory_iterator at(cache_directory(), failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code gone;
    const auto kind = kind_of(at->path().filename().string());
    if (!kind || !at->is_regular_file(gone)) continue;
    const std::uint64_t bytes = at->file_size(gone);
    if (gone || !visit(at->path())) continue;
    auto& counts = contents.kinds[*kind];
    ++counts.entries;
    counts.bytes += bytes;
    ++contents.entries;
    contents.bytes += bytes;
  }
  return contents;
}

}  // namespace

fs::path cache_directory() { return compiler::cache::Cache::process().directory(); }

CacheContents read_cache() {
  return for_entries([](const fs::path&) { return true; });
}

CacheContents clear_cache(std::string* error) {
  return for_entries([error](const fs::path& path) {
    std::error_code failed;
    const bool removed = fs::remove(path, failed);
    if (failed) *error = fmt::format("{}: {}", path.string(), failed.message());
    return removed;
  });
}

std::string human_bytes(std::uint64_t bytes) {
  if (bytes < 1024) return fmt::format("{} bytes", bytes);
  double value = static_cast<double>(bytes) / 1024;
  for (const char* unit : {"KiB", "MiB"}) {
    if (value < 1024) return fmt::format("{:.1f} {}", value, unit);
    value /= 1024;
  }
  return fmt::format("{:.1f} GiB", value);
}

}  // namespace pewter::tool
