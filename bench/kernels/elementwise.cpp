// SPDX-License-Identifier: Apache-2.0
// Streams: one pass over arrays far larger than the caches.
#include <bit>

#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kElements = 16u << 20, kThreads = 256;
constexpr float kFactor = 2.5f;

KernelCase saxpy() {
  KernelCase kernel;
  kernel.name = "saxpy";
  kernel.problem = {.source = "saxpy",
                    .defines = {},
                    .buffers = {kElements * 4, kElements * 4},
                    .constants = {std::bit_cast<std::uint32_t>(kFactor)},
                    .steps = {{"saxpy", {kElements / kThreads}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 12.0 * kElements;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::pocl, 1.0, 1.0}, {Target::Against::limit, 0, 0.95}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    fill_uniform(as<float>(memory[1]), 2);
  };
  kernel.check = [](const Memory& before, const Memory& after, Portion done) {
    const auto x = as<float>(before[0]), y = as<float>(before[1]);
    return first_difference(as<float>(after[1]), done.part(kElements), {1e-6, 1e-6},
                            [&](std::size_t i) { return static_cast<double>(kFactor) * x[i] + y[i]; });
  };
  return kernel;
}

KernelCase elementwise() {
  KernelCase kernel;
  kernel.name = "elementwise";
  kernel.problem = {.source = "elementwise",
                    .defines = {},
                    .buffers = {kElements * 4, kElements * 4, kElements * 4, kElements * 4},
                    .constants = {},
                    .steps = {{"elementwise", {kElements / kThreads}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 16.0 * kElements;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::pocl, 1.0, 1.0}, {Target::Against::limit, 0, 0.95}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    fill_uniform(as<float>(memory[1]), 2);
    fill_uniform(as<float>(memory[2]), 3, -4, 4);
  };
  kernel.check = [](const Memory& before, const Memory& after, Portion done) {
    const auto a = as<float>(before[0]), b = as<float>(before[1]), c = as<float>(before[2]);
    return first_difference(as<float>(after[3]), done.part(kElements), {4e-6, 4e-6}, [&](std::size_t i) {
      return static_cast<double>(a[i]) * b[i] + std::exp(static_cast<double>(c[i]));
    });
  };
  return kernel;
}

}  // namespace

std::vector<KernelCase> elementwise_kernels() { return {saxpy(), elementwise()}; }

}  // namespace pewter::bench
