// SPDX-License-Identifier: Apache-2.0
// Counting bytes with atomics.
#include <array>

#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kWords = 16u << 20, kThreads = 256, kChunk = 4096, kChunks = kWords / kChunk;

std::string check(const Memory& before, const Memory& after, Portion done) {
  const auto words = as<std::uint32_t>(before[0]);
  std::array<std::uint32_t, 256> right = {};
  for (const std::uint32_t word : words.first(done.part(kChunks) * kChunk)) {
    for (int shift = 0; shift < 32; shift += 8) ++right[word >> shift & 255];
  }
  return first_difference(as<std::uint32_t>(after[1]), 256, {}, [&](std::size_t i) { return right[i]; });
}

}  // namespace

std::vector<KernelCase> histogram_kernels() {
  KernelCase kernel;
  kernel.name = "histogram";
  kernel.problem = {.source = "histogram",
                    .defines = {},
                    .buffers = {std::size_t{kWords} * 4, 256 * 4},
                    .constants = {kChunk},
                    .steps = {{"histogram", {kChunks}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 4.0 * kWords;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) { fill_random_bits(as<std::uint32_t>(memory[0]), 1); };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
