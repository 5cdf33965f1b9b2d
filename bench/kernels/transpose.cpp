// SPDX-License-Identifier: Apache-2.0
// Rows become columns.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {

std::vector<KernelCase> transpose_kernels() {
  constexpr std::uint32_t kSize = 4096;
  constexpr std::size_t kBytes = std::size_t{kSize} * kSize * 4;
  KernelCase kernel;
  kernel.name = "transpose";
  kernel.problem = {.source = "transpose",
                    .defines = {},
                    .buffers = {kBytes, kBytes},
                    .constants = {kSize},
                    .steps = {{"transpose", {kSize / 32, kSize / 32}, {32, 8}}}};
  kernel.unit = kGigabytes;
  kernel.work = 2.0 * kBytes;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) { fill_uniform(as<float>(memory[0]), 1); };
  kernel.check = [](const Memory& before, const Memory& after, Portion done) -> std::string {
    const auto in = as<float>(before[0]), out = as<float>(after[1]);
    const std::size_t rows = done.part(kSize);  // of the input: columns of the result
    for (std::size_t row = 0; row < kSize; ++row) {
      for (std::size_t column = 0; column < rows; ++column) {
        if (out[row * kSize + column] == in[column * kSize + row]) continue;
        return fmt::format("row {}, column {} is {:.9g} instead of {:.9g}", row, column, out[row * kSize + column],
                           in[column * kSize + row]);
      }
    }
    return "";
  };
  return {kernel};
}

}  // namespace pewter::bench
