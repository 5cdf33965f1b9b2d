// SPDX-License-Identifier: Apache-2.0
#include "runtime/heap_space.h"

#include <algorithm>
#include <iterator>

namespace pewter::runtime {
namespace {

std::uint64_t align_up(std::uint64_t value, std::uint64_t alignment) { return (value + alignment - 1) / alignment * alignment; }

}  // namespace

HeapSpace::HeapSpace(std::uint64_t size) { free_.emplace(0, size); }

std::optional<std::uint64_t> HeapSpace::take(std::uint64_t size, std::uint64_t alignment) {
  std::lock_guard lock(mutex_);
  for (auto gap = free_.begin(); gap != free_.end(); ++gap) {
    const auto [begin, length] = *gap;
    const std::uint64_t offset = align_up(begin, alignment);
    if (offset - begin > length || size > length - (offset - begin)) continue;
    free_.erase(gap);
    if (offset > begin) free_.emplace(begin, offset - begin);
    if (offset + size < begin + length) free_.emplace(offset + size, begin + length - offset - size);
    used_ += size;
    return offset;
  }
  return std::nullopt;
}

void HeapSpace::give_back(std::uint64_t offset, std::uint64_t size) {
  std::lock_guard lock(mutex_);
  used_ -= size;
  auto next = free_.lower_bound(offset);
  if (next != free_.end() && next->first == offset + size) {
    size += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    auto before = std::prev(next);
    if (before->first + before->second == offset) {
      before->second += size;
      return;
    }
  }
  free_.emplace(offset, size);
}

std::uint64_t HeapSpace::used() const {
  std::lock_guard lock(mutex_);
  return used_;
}

std::uint64_t HeapSpace::largest(std::uint64_t alignment) const {
  std::lock_guard lock(mutex_);
  std::uint64_t largest = 0;
  for (const auto& [begin, length] : free_) {
    const std::uint64_t waste = align_up(begin, alignment) - begin;
    if (waste < length) largest = std::max(largest, length - waste);
  }
  return largest;
}

}  // namespace pewter::runtime
