// SPDX-License-Identifier: Apache-2.0
// A 5-point stencil.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kSize = 4096;

std::string check(const Memory& before, const Memory& after, Portion done) {
  const auto in = as<float>(before[0]);
  return first_difference(as<float>(after[1]), done.part(kSize) * kSize, {1e-6, 1e-6}, [&](std::size_t i) {
    const std::size_t x = i % kSize, y = i / kSize;
    if (x == 0 || y == 0 || x == kSize - 1 || y == kSize - 1) return static_cast<double>(in[i]);
    return 0.5 * in[i] + 0.125 * (static_cast<double>(in[i - 1]) + in[i + 1] + in[i - kSize] + in[i + kSize]);
  });
}

}  // namespace

std::vector<KernelCase> stencil_kernels() {
  constexpr std::size_t kBytes = std::size_t{kSize} * kSize * 4;
  KernelCase kernel;
  kernel.name = "stencil_5_point";
  kernel.problem = {.source = "stencil",
                    .defines = {},
                    .buffers = {kBytes, kBytes},
                    .constants = {kSize},
                    .steps = {{"stencil", {kSize / 32, kSize / 8}, {32, 8}}}};
  kernel.unit = kGigabytes;
  kernel.work = 2.0 * kBytes;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) { fill_uniform(as<float>(memory[0]), 1); };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
