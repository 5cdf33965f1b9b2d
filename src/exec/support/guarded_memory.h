// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pewter::exec {

// Memory that only grows, of any content, with a guard behind it: writes there end in a fault, reads do so from
// kReadable bytes on, and give zeros before. Not thread-safe.
//   Programs read a little past the end of threadgroup memory and drop what they get (a merge that looks at the next
// element before it asks whether there is one). A GPU has all of its 32 KiB there, so they work.
class GuardedMemory {
 public:
  GuardedMemory() = default;
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory();

  static constexpr std::size_t kReadable = 32 << 10;

  // `bytes` that end at the guard, so that running over their end is noticed; as aligned as `bytes` is. Valid until
  // the next call. Null when the system has no memory.
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
