// SPDX-License-Identifier: Apache-2.0
// What running something costs when there is next to nothing to run: one threadgroup of 32 threads that add two
// numbers.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kThreads = 32;

KernelCase tiny(const char* name, std::uint32_t dispatches, double at_most, double aim) {
  KernelCase kernel;
  kernel.name = name;
  kernel.problem = {.source = "add",
                    .defines = {},
                    .buffers = {kThreads * 4, kThreads * 4, kThreads * 4},
                    .constants = {},
                    .steps = {{"add", {1}, {kThreads}}},
                    .repeat = dispatches};
  kernel.unit = kMicroseconds;
  kernel.work = dispatches;
  kernel.targets = {{Target::Against::value, at_most, aim}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    fill_uniform(as<float>(memory[1]), 2);
  };
  kernel.check = [](const Memory& before, const Memory& after, Portion) {
    const auto left = as<float>(before[0]), right = as<float>(before[1]);
    return first_difference(as<float>(after[2]), kThreads, {},
                            [&](std::size_t i) { return static_cast<double>(left[i] + right[i]); });
  };
  return kernel;
}

}  // namespace

std::vector<KernelCase> dispatch_kernels() {
  return {tiny("batched_tiny_dispatch", 1000, 0.5, 0.1), tiny("submit_and_wait", 1, 5, 1)};
}

}  // namespace pewter::bench
