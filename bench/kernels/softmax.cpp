// SPDX-License-Identifier: Apache-2.0
// Softmax of the rows of a matrix, a threadgroup a row, with barriers only and with SIMD-group functions.
#include <algorithm>

#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kRows = 4096, kColumns = 4096, kThreads = 256;

std::string check(const Memory& before, const Memory& after, Portion done) {
  for (std::size_t row = 0; row < done.part(kRows); ++row) {
    const auto in = as<float>(before[0]).subspan(row * kColumns, kColumns);
    const auto out = as<float>(after[1]).subspan(row * kColumns, kColumns);
    const double largest = *std::ranges::max_element(in);
    double sum = 0;
    for (float value : in) sum += std::exp(value - largest);
    const auto fault =
        first_difference(out, kColumns, {2e-5, 1e-9}, [&](std::size_t i) { return std::exp(in[i] - largest) / sum; });
    if (!fault.empty()) return fmt::format("row {}: {}", row, fault);
  }
  return "";
}

KernelCase softmax(const char* name, int simd) {
  KernelCase kernel;
  kernel.name = name;
  kernel.problem = {.source = "softmax",
                    .defines = {fmt::format("SIMD={}", simd)},
                    .buffers = {std::size_t{kRows} * kColumns * 4, std::size_t{kRows} * kColumns * 4},
                    .constants = {kColumns},
                    .steps = {{"softmax", {kRows}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 8.0 * kRows * kColumns;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::pocl, 5, 9}};
  kernel.fill = [](const Memory& memory) { fill_uniform(as<float>(memory[0]), 1, -8, 8); };
  kernel.check = check;
  return kernel;
}

}  // namespace

std::vector<KernelCase> softmax_kernels() { return {softmax("softmax_barriers", 0), softmax("softmax_simd", 1)}; }

}  // namespace pewter::bench
