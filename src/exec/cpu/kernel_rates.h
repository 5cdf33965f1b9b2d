// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

namespace pewter::exec::cpu {

// How long a thread of each kernel took lately: what decides whether a dispatch is worth sharing. A small table in which
// kernels may push each other out, and a reader may meet one kernel's entry with another's time for a moment; both only
// cost time. Thread-safe, without locks.
class KernelRates {
 public:
  // Ticks a thread, or a unit of work where the kernel says how much it is; 0 where the kernel was not met lately.
  float find(const void* kernel) const {
    const Entry& entry = at(kernel);
    return entry.kernel.load(std::memory_order_relaxed) == kernel ? entry.ticks.load(std::memory_order_relaxed) : 0;
  }

  void update(const void* kernel, float ticks) {
    Entry& entry = const_cast<Entry&>(at(kernel));
    if (entry.kernel.load(std::memory_order_relaxed) == kernel) {
      // A thread that the system took off its core meanwhile seems to take for ever: what goes up goes up slowly.
      const float old = entry.ticks.load(std::memory_order_relaxed);
      entry.ticks.store(old + (std::min(ticks, 2 * old) - old) * 0.25f, std::memory_order_relaxed);
    } else {
      entry.ticks.store(ticks, std::memory_order_relaxed);
      entry.kernel.store(kernel, std::memory_order_relaxed);
    }
  }

 private:
  struct Entry {
    std::atomic<const void*> kernel{nullptr};
    std::atomic<float> ticks{0};
  };

  const Entry& at(const void* kernel) const {
    // Entry points lie on pages of their own mostly: the bits above the page number tell them apart best.
    const std::uint64_t mixed = reinterpret_cast<std::uintptr_t>(kernel) * 0x9e3779b97f4a7c15u;
    return entries_[mixed >> 56];
  }

  std::array<Entry, 256> entries_;
};

}  // namespace pewter::exec::cpu
