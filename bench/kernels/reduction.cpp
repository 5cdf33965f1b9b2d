// SPDX-License-Identifier: Apache-2.0
// The sum of 16 million floats.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kElements = 16u << 20, kThreads = 256, kChunk = 16384, kChunks = kElements / kChunk;

std::string check(const Memory& before, const Memory& after, Portion done) {
  const auto in = as<float>(before[0]), partial = as<float>(after[1]);
  const std::size_t chunks = done.part(kChunks);
  double all = 0;
  const auto sum_of_chunk = [&](std::size_t chunk) {
    double sum = 0;
    for (float value : in.subspan(chunk * kChunk, kChunk)) sum += value;
    all += sum;
    return sum;
  };
  // Terms are in [0, 1): a sum's error is far below this part of it.
  constexpr Tolerance kAllowed = {2e-6, 0};
  auto fault = first_difference(partial, chunks, kAllowed, sum_of_chunk);
  if (!fault.empty()) return "partial sums: " + fault;
  // Those that were not summed are zero.
  return first_difference(as<float>(after[2]), 1, kAllowed, [&](std::size_t) { return all; });
}

}  // namespace

std::vector<KernelCase> reduction_kernels() {
  KernelCase kernel;
  kernel.name = "reduction";
  kernel.problem = {.source = "reduction",
                    .defines = {},
                    .buffers = {kElements * 4, kChunks * 4, 4},
                    .constants = {kChunk, kChunks},
                    .steps = {{"sum_chunks", {kChunks}, {kThreads}}, {"sum_partial", {1}, {kThreads}, false}}};
  kernel.unit = kGigabytes;
  kernel.work = 4.0 * kElements;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::pocl, 5, 9}};
  kernel.fill = [](const Memory& memory) { fill_uniform(as<float>(memory[0]), 1, 0, 1); };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
