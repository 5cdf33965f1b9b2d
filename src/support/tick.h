// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

// A clock that costs a few nanoseconds to read, for deciding how to run the next dispatch. Ticks are the processor's; they
// are the same on all cores of the machines that we know, and nothing depends on it.
namespace pewter {

inline std::uint64_t ticks() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  std::uint64_t value;
  asm volatile("mrs %0, cntvct_el0" : "=r"(value));
  return value;
#else
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

// Measured at the first call, which takes a fifth of a millisecond. Right to about a hundredth.
inline double ticks_per_microsecond() {
  static const double rate = [] {
    using Clock = std::chrono::steady_clock;
    const auto began = Clock::now();
    const std::uint64_t first = ticks();
    while (Clock::now() - began < std::chrono::microseconds(200)) {}
    const std::uint64_t last = ticks();
    return static_cast<double>(last - first) / std::chrono::duration<double, std::micro>(Clock::now() - began).count();
  }();
  return rate;
}

}  // namespace pewter
