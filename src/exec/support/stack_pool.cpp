// SPDX-License-Identifier: Apache-2.0
#include "exec/support/stack_pool.h"

#include <sys/mman.h>

#include <atomic>

namespace pewter::exec {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kGuard = 4 * kPage;  // functions of the C library touch their frames from the top down
constexpr std::size_t kBatch = 32;         // stacks a mapping: a SIMD-group
constexpr std::size_t kColours = 16;
constexpr std::size_t kColourStride = 192;

// Every guard splits a mapping, and Linux allows a process 65,530 of those (vm.max_map_count). Past this many, stacks
// go without a guard rather than the program without memory.
constexpr int kMaxGuards = 16'000;
std::atomic<int> guards{0};  // a count; nothing is ordered by it

}  // namespace

bool Stack::guards(const void* address) const {
  const auto* at = static_cast<const std::byte*>(address);
  return at < low && at >= low - kGuard;
}

StackPool::~StackPool() { clear(); }

void StackPool::clear() {
  for (const Mapping& mapping : mappings_) munmap(mapping.address, mapping.bytes);
  guards.fetch_sub(static_cast<int>(stacks_.size()), std::memory_order_relaxed);
  mappings_.clear();
  stacks_.clear();
}

bool StackPool::reserve(std::size_t count, std::size_t bytes) {
  if (!is_large_enough(bytes)) {
    clear();
    stack_bytes_ = (bytes + kColours * kColourStride + kPage - 1) / kPage * kPage;
  }
  while (stacks_.size() < count)
    if (!grow()) return false;
  return true;
}

bool StackPool::grow() {
  const std::size_t each = kGuard + stack_bytes_;
  void* memory = mmap(nullptr, each * kBatch, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return false;
  mappings_.push_back({memory, each * kBatch});
  for (std::size_t i = 0; i < kBatch; ++i) {
    std::byte* base = static_cast<std::byte*>(memory) + i * each;
    if (guards.fetch_add(1, std::memory_order_relaxed) < kMaxGuards) mprotect(base, kGuard, PROT_NONE);
    stacks_.push_back({base + kGuard, stack_bytes_, stacks_.size() % kColours * kColourStride});
  }
  return true;
}

}  // namespace pewter::exec
