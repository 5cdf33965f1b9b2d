// SPDX-License-Identifier: Apache-2.0
#include "stacks/modules.h"

#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

namespace pewter::stacks {
namespace {

struct Counts {
  std::uint64_t added = 0, removed = 0;
};

int read_counts(dl_phdr_info* info, size_t, void* out) {
  *static_cast<Counts*>(out) = {info->dlpi_adds, info->dlpi_subs};
  return 1;  // enough
}

struct Seen {
  std::string path;
  std::uint64_t bias = 0, begin = ~std::uint64_t{0}, end = 0;
};
struct List {
  Counts counts;
  std::vector<Seen> modules;
};

int read_module(dl_phdr_info* info, size_t, void* out) {
  auto& list = *static_cast<List*>(out);
  list.counts = {info->dlpi_adds, info->dlpi_subs};
  Seen seen;
  seen.path = info->dlpi_name ? info->dlpi_name : "";
  seen.bias = info->dlpi_addr;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& header = info->dlpi_phdr[i];
    if (header.p_type != PT_LOAD) continue;
    seen.begin = std::min<std::uint64_t>(seen.begin, seen.bias + header.p_vaddr);
    seen.end = std::max<std::uint64_t>(seen.end, seen.bias + header.p_vaddr + header.p_memsz);
  }
  list.modules.push_back(std::move(seen));
  return 0;
}

std::string program_path() {
  char path[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

}  // namespace

std::uint32_t Modules::refresh() {
  Counts now;
  dl_iterate_phdr(&read_counts, &now);
  {
    std::lock_guard lock(mutex_);
    if (generation_ != 0 && now.added == added_ && now.removed == removed_) return generation_;
  }
  // Without our lock: the loader's must never be waited for under it.
  List list;
  dl_iterate_phdr(&read_module, &list);
  std::lock_guard lock(mutex_);
  if (generation_ != 0 && list.counts.added + list.counts.removed <= added_ + removed_)
    return generation_;  // another thread was newer
  if (list.counts.removed != removed_) unloaded_.store(true, std::memory_order_relaxed);
  const std::uint32_t before = generation_++;
  added_ = list.counts.added;
  removed_ = list.counts.removed;
  for (Seen& seen : list.modules) {
    if (seen.path.empty() && &seen == &list.modules.front()) seen.path = program_path();
    const auto same = std::ranges::find_if(modules_, [&](const Module& module) {
      return module.last == before && module.begin == seen.begin && module.end == seen.end && module.path == seen.path;
    });
    if (same != modules_.end())
      same->last = generation_;
    else
      modules_.push_back({std::move(seen.path), seen.bias, seen.begin, seen.end, generation_, generation_});
  }
  return generation_;
}

bool Modules::unloaded() {
  return unloaded_.load(std::memory_order_relaxed) && unloaded_.exchange(false, std::memory_order_relaxed);
}

std::optional<ModuleAddress> Modules::find(std::uint64_t address, std::uint32_t generation) {
  std::lock_guard lock(mutex_);
  for (const Module& module : modules_) {
    if (address >= module.begin && address < module.end && generation >= module.first && generation <= module.last)
      return ModuleAddress{module.path, address - module.bias};
  }
  return std::nullopt;
}

}  // namespace pewter::stacks
