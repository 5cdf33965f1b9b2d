// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace pewter::exec {

// The memory that a fiber runs on. Below it lies a guard page.
struct Stack {
  std::byte* low = nullptr;  // lowest usable byte
  std::size_t size = 0;      // bytes
  std::size_t offset = 0;    // bytes left unused at the top, so that stacks do not compete for the same cache lines

  std::byte* top() const { return low + size - offset; }
  // True for an address that an overflow of this stack touches.
  bool guards(const void* address) const;
};

// Stacks of one size, kept for reuse. Not thread-safe: every worker has its own.
class StackPool {
 public:
  StackPool() = default;
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;
  ~StackPool();

  // Makes `count` stacks of at least `bytes` each available as at(0) .. at(count - 1). Stacks that are too small are
  // freed, so nothing may be on them any more where is_large_enough(bytes) is false. False when the system has no
  // memory.
  bool reserve(std::size_t count, std::size_t bytes);
  bool is_large_enough(std::size_t bytes) const { return bytes <= stack_bytes_; }

  const Stack& at(std::size_t index) const { return stacks_[index]; }
  std::size_t count() const { return stacks_.size(); }

 private:
  struct Mapping {
    void* address;
    std::size_t bytes;
  };
  bool grow();
  void clear();

  std::vector<Mapping> mappings_;
  std::vector<Stack> stacks_;
  std::size_t stack_bytes_ = 0;
};

}  // namespace pewter::exec
