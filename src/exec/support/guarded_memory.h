// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pewter::exec {

// Memory that only grows, of any content. Behind it lies a page of zeros that can be read and not written, and behind
// that one that can be neither: kernels that look a little further than they use (the next element, before they ask
// whether there is one) run on GPUs, and those that write there are at fault. Not thread-safe.
class GuardedMemory {
 public:
  GuardedMemory() = default;
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory();

  // `bytes` that end at the page of zeros, so that writing over their end is noticed; as aligned as `bytes` is. Valid
  // until the next call. Null when the system has no memory.
  std::byte* last(std::size_t bytes) {
    if (bytes > size_ && !grow(bytes)) [[unlikely]] return nullptr;
    return memory_ + size_ - bytes;
  }

 private:
  bool grow(std::size_t bytes);

  std::byte* memory_ = nullptr;
  std::size_t size_ = 0;  // usable bytes
};

}  // namespace pewter::exec
