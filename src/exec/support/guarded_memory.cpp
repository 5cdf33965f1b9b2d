// SPDX-License-Identifier: Apache-2.0
#include "exec/support/guarded_memory.h"

#include <sys/mman.h>

namespace pewter::exec {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kBehind = 2 * kPage;

}  // namespace

GuardedMemory::~GuardedMemory() {
  if (memory_) munmap(memory_, size_ + kBehind);
}

bool GuardedMemory::grow(std::size_t bytes) {
  if (memory_) munmap(memory_, size_ + kBehind);
  memory_ = nullptr;
  size_ = 0;
  const std::size_t size = (bytes + kPage - 1) / kPage * kPage;
  void* memory = mmap(nullptr, size + kBehind, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  memory_ = static_cast<std::byte*>(memory);
  size_ = size;
  mprotect(memory_ + size, kPage, PROT_READ);
  mprotect(memory_ + size + kPage, kPage, PROT_NONE);
  return true;
}

}  // namespace pewter::exec
