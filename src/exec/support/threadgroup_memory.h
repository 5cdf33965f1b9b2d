// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "exec/support/guarded_memory.h"
#include "model/kernel_abi.h"

namespace pewter::exec {

// A worker's threadgroup memory, one threadgroup's at a time, guarded behind its end. Not thread-safe.
class ThreadgroupMemory {
 public:
  // Lays the kernel's own variables and the bound blocks out one behind the other and writes their addresses into
  // `frame`, which is the same one every time, all null before the first. False when the system has no memory.
  bool lay_out(std::uint32_t static_bytes, std::span<const std::uint32_t, model::kMaxThreadgroupBuffers> bound_bytes,
               model::ThreadgroupFrame& frame);

 private:
  GuardedMemory memory_;
  bool has_bound_ = false;  // `frame` has addresses of bound blocks
};

}  // namespace pewter::exec
