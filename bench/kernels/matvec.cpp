// SPDX-License-Identifier: Apache-2.0
// Matrix times vector: of floats, and of 4-bit weights as language models have them.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kColumns = 4096, kThreads = 128, kRowsAGroup = 4;

KernelCase gemv() {
  constexpr std::uint32_t kRows = 8192;
  KernelCase kernel;
  kernel.name = "gemv";
  kernel.problem = {.source = "gemv",
                    .defines = {},
                    .buffers = {std::size_t{kRows} * kColumns * 4, kColumns * 4, kRows * 4},
                    .constants = {kColumns},
                    .steps = {{"gemv", {kRows / kRowsAGroup}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 4.0 * kRows * kColumns;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    fill_uniform(as<float>(memory[1]), 2);
  };
  kernel.check = [](const Memory& before, const Memory& after, Portion done) {
    const auto a = as<float>(before[0]), x = as<float>(before[1]);
    return first_difference(as<float>(after[2]), done.part(kRows), {0, 1e-6 * kColumns}, [&](std::size_t row) {
      double sum = 0;
      for (std::size_t i = 0; i < kColumns; ++i) sum += static_cast<double>(a[row * kColumns + i]) * x[i];
      return sum;
    });
  };
  return kernel;
}

KernelCase q4_gemv() {
  constexpr std::uint32_t kRows = 32768;
  constexpr std::size_t kWords = kColumns / 8, kScales = kColumns / 32;  // a row
  KernelCase kernel;
  kernel.name = "q4_gemv";
  kernel.problem = {.source = "q4_gemv",
                    .defines = {},
                    .buffers = {kRows * kWords * 4, kRows * kScales * 2, kColumns * 4, kRows * 4},
                    .constants = {kColumns},
                    .steps = {{"gemv", {kRows / kRowsAGroup}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = static_cast<double>(kRows) * (kWords * 4 + kScales * 2);
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) {
    fill_random_bits(as<std::uint32_t>(memory[0]), 1);
    const auto scales = as<std::uint16_t>(memory[1]);
    std::vector<float> values(scales.size());
    fill_uniform(values, 2, 0.01f, 0.1f);
    for (std::size_t i = 0; i < scales.size(); ++i) scales[i] = half_bits(values[i]);
    fill_uniform(as<float>(memory[2]), 3);
  };
  kernel.check = [](const Memory& before, const Memory& after, Portion done) {
    const auto words = as<std::uint32_t>(before[0]);
    const auto scales = as<std::uint16_t>(before[1]);
    const auto x = as<float>(before[2]);
    // Terms are below 0.8 in size.
    return first_difference(as<float>(after[3]), done.part(kRows), {0, 1e-6 * kColumns}, [&](std::size_t row) {
      double sum = 0;
      for (std::size_t i = 0; i < kColumns; ++i) {
        const int weight = static_cast<int>(words[row * kWords + i / 8] >> 4 * (i % 8) & 15) - 8;
        sum += weight * static_cast<double>(half_value(scales[row * kScales + i / 32])) * x[i];
      }
      return sum;
    });
  };
  return kernel;
}

}  // namespace

std::vector<KernelCase> matvec_kernels() { return {gemv(), q4_gemv()}; }

}  // namespace pewter::bench
