// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/threadgroup_memory.h"

#include <sys/mman.h>

namespace pewter::exec::reference {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kAlignment = 128;  // of every block: the widest MSL type, and two cache lines

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

ThreadgroupMemory::~ThreadgroupMemory() {
  if (memory_) munmap(memory_, size_ + kPage);
}

bool ThreadgroupMemory::reserve(std::size_t bytes) {
  if (bytes <= size_) return true;
  if (memory_) munmap(memory_, size_ + kPage);
  memory_ = nullptr;
  size_ = 0;
  const std::size_t size = (bytes + kPage - 1) / kPage * kPage;
  void* memory = mmap(nullptr, size + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  memory_ = static_cast<std::byte*>(memory);
  size_ = size;
  mprotect(memory_ + size, kPage, PROT_NONE);
  return true;
}

bool ThreadgroupMemory::lay_out(std::uint32_t static_bytes, std::span<const std::uint32_t> bound_bytes,
                                model::ThreadgroupFrame& frame) {
  std::size_t total = aligned(static_bytes);
  for (std::uint32_t bytes : bound_bytes) total += aligned(bytes);
  if (total == 0) return true;
  if (!reserve(total)) return false;
  // Ends at the guard page, so that running over the last block's end is noticed.
  std::byte* at = memory_ + size_ - total;
  frame.static_memory = at;
  at += aligned(static_bytes);
  for (std::size_t i = 0; i < bound_bytes.size(); ++i) {
    frame.bound_memory[i] = bound_bytes[i] ? at : nullptr;
    at += aligned(bound_bytes[i]);
  }
  return true;
}

}  // namespace pewter::exec::reference
