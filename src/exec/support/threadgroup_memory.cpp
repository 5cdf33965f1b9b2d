// SPDX-License-Identifier: Apache-2.0
#include "exec/support/threadgroup_memory.h"

#include <algorithm>

namespace pewter::exec {
namespace {

constexpr std::size_t kAlignment = 128;  // of every block: the widest MSL type, and two cache lines

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

bool ThreadgroupMemory::lay_out(std::uint32_t static_bytes,
                                std::span<const std::uint32_t, model::kMaxThreadgroupBuffers> bound_bytes,
                                model::ThreadgroupFrame& frame) {
  std::uint32_t any = 0;
  for (std::uint32_t bytes : bound_bytes) any |= bytes;
  if (has_bound_) std::fill(std::begin(frame.bound_memory), std::end(frame.bound_memory), nullptr);
  has_bound_ = any != 0;
  frame.static_memory = nullptr;
  std::size_t total = aligned(static_bytes);
  if (any)
    for (std::uint32_t bytes : bound_bytes) total += aligned(bytes);
  if (total == 0) return true;
  std::byte* at = memory_.last(total);
  if (!at) return false;
  frame.static_memory = at;
  at += aligned(static_bytes);
  if (!any) return true;
  for (std::size_t i = 0; i < bound_bytes.size(); ++i) {
    if (bound_bytes[i]) frame.bound_memory[i] = at;
    at += aligned(bound_bytes[i]);
  }
  return true;
}

}  // namespace pewter::exec
