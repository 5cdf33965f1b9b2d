// SPDX-License-Identifier: Apache-2.0
// 4096 Fourier transforms of 1024 points, radix 4.
#include <complex>
#include <numbers>

#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kSize = 1024, kThreads = kSize / 4, kBatch = 4096;
using Complex = std::complex<double>;

Complex root(std::size_t k, std::size_t n) {
  return std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n));
}

// In double, by halves: another way than the kernels'.
void transform(std::span<const Complex> in, std::size_t stride, std::span<Complex> out) {
  const std::size_t n = out.size();
  if (n == 1) {
    out[0] = in[0];
    return;
  }
  const auto even = out.first(n / 2), odd = out.subspan(n / 2);
  transform(in, stride * 2, even);
  transform(in.subspan(stride), stride * 2, odd);
  static const auto roots = [] {
    std::vector<Complex> table(kSize);
    for (std::size_t k = 0; k < kSize; ++k) table[k] = root(k, kSize);
    return table;
  }();
  for (std::size_t k = 0; k < n / 2; ++k) {
    const Complex left = even[k], right = roots[k * (kSize / n)] * odd[k];
    even[k] = left + right;
    odd[k] = left - right;
  }
}

std::string check(const Memory& before, const Memory& after, Portion done) {
  const auto in = as<float>(before[0]);
  std::vector<Complex> values(kSize), right(kSize);
  for (std::size_t batch = 0; batch < done.part(kBatch); ++batch) {
    for (std::size_t i = 0; i < kSize; ++i) {
      const std::size_t place = (batch * kSize + i) * 2;
      values[i] = {in[place], in[place + 1]};
    }
    transform(values, 1, right);
    // Results are about 20 in size; five steps of float leave errors of a few 1e-6 of that.
    const auto fault =
        first_difference(as<float>(after[1]).subspan(batch * kSize * 2), kSize * 2, {0, 4e-4},
                         [&](std::size_t i) { return i % 2 == 0 ? right[i / 2].real() : right[i / 2].imag(); });
    if (!fault.empty()) return fmt::format("transform {}: {}", batch, fault);
  }
  return "";
}

}  // namespace

std::vector<KernelCase> fft_kernels() {
  constexpr std::size_t kBytes = std::size_t{kBatch} * kSize * 8;
  KernelCase kernel;
  kernel.name = "fft_radix_4";
  kernel.problem = {.source = "fft",
                    .defines = {},
                    .buffers = {kBytes, kBytes, kSize * 8},
                    .constants = {},
                    .steps = {{"fft", {kBatch}, {kThreads}}}};
  kernel.unit = kGigaflops;
  kernel.work = 5.0 * kSize * 10 * kBatch;  // 5 n log2 n, as is customary
  kernel.bound = {Bound::Kind::memory, 2.0 * kBytes};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    const auto roots = as<float>(memory[2]);
    for (std::size_t k = 0; k < kSize; ++k) {
      roots[2 * k] = static_cast<float>(root(k, kSize).real());
      roots[2 * k + 1] = static_cast<float>(root(k, kSize).imag());
    }
  };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
