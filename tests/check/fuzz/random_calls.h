// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdint>

namespace fuzz {

// splitmix64: every run of a seed makes the same calls a thread; how they meet is up to the machine.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
};

void legal_calls(std::uint64_t seed, int threads, int steps);
// `careful`: no arguments that are wrong by themselves, and no resource that goes while it is needed. Such calls get
// further before an assertion ends them, and touch no memory that is not theirs.
void illegal_calls(std::uint64_t seed, int threads, int steps, bool careful);

}  // namespace fuzz
