// SPDX-License-Identifier: Apache-2.0
// Products of matrices through simdgroup_matrix, for float, half and bfloat.
#include <cstring>

#include "host_data.h"
#include "kernels/host_product.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kTile = 64, kThreads = 128;

struct Format {
  const char* name;
  int number;  // FORMAT in the sources
  std::size_t bytes;
  std::uint16_t (*write)(float);  // null: float
  float (*read)(std::uint16_t);
};
constexpr Format kFloat = {"gemm", 0, 4, nullptr, nullptr};
constexpr Format kHalf = {"half_gemm", 1, 2, half_bits, half_value};
constexpr Format kBfloat = {"bfloat_gemm", 2, 2, bfloat_bits, bfloat_value};

void fill(std::span<std::byte> block, std::uint32_t seed, const Format& format) {
  if (!format.write) return fill_uniform(as<float>(block), seed);
  const auto out = as<std::uint16_t>(block);
  std::vector<float> values(out.size());
  fill_uniform(values, seed);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = format.write(values[i]);
}

double value(std::span<const std::byte> block, std::size_t index, const Format& format) {
  if (!format.read) {
    float number;
    std::memcpy(&number, block.data() + index * 4, 4);
    return number;
  }
  std::uint16_t bits;
  std::memcpy(&bits, block.data() + index * 2, 2);
  return format.read(bits);
}

KernelCase gemm(const Format& format, std::uint32_t n) {
  KernelCase kernel;
  const std::size_t count = std::size_t{n} * n;
  kernel.name = fmt::format("{}/{}", format.name, n);
  kernel.problem = {.source = "gemm",
                    .defines = {fmt::format("FORMAT={}", format.number)},
                    .buffers = {count * format.bytes, count * format.bytes, count * 4},
                    .constants = {n},
                    .steps = {{"gemm", {n / kTile, n / kTile}, {kThreads}}}};
  kernel.unit = kGigaflops;
  kernel.work = 2.0 * n * n * n;
  // Also for 16-bit elements: the sums are float.
  kernel.bound = {Bound::Kind::openblas, static_cast<double>(n)};
  kernel.targets = {{Target::Against::limit, 0.45, 0.9}};
  if (format.write) kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [format](const Memory& memory) {
    fill(memory[0], 1, format);
    fill(memory[1], 2, format);
  };
  kernel.check = product_check(
      n, [format](std::span<const std::byte> block, std::size_t i) { return value(block, i, format); }, 1e-6);
  return kernel;
}

}  // namespace

std::vector<KernelCase> gemm_kernels() {
  return {gemm(kFloat, 512), gemm(kFloat, 1024), gemm(kHalf, 512), gemm(kBfloat, 512)};
}

}  // namespace pewter::bench
