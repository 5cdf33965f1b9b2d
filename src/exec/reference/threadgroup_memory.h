// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "model/kernel_abi.h"

namespace pewter::exec::reference {

// A worker's threadgroup memory, one threadgroup's at a time, with a guard page behind it. Not thread-safe.
class ThreadgroupMemory {
 public:
  ThreadgroupMemory() = default;
  ThreadgroupMemory(const ThreadgroupMemory&) = delete;
  ThreadgroupMemory& operator=(const ThreadgroupMemory&) = delete;
  ~ThreadgroupMemory();

  // Lays the kernel's own variables and the bound blocks out one behind the other and writes their addresses into
  // `frame`. False when the system has no memory.
  bool lay_out(std::uint32_t static_bytes, std::span<const std::uint32_t> bound_bytes, model::ThreadgroupFrame& frame);

 private:
  bool reserve(std::size_t bytes);

  std::byte* memory_ = nullptr;
  std::size_t size_ = 0;  // usable bytes
};

}  // namespace pewter::exec::reference
