// SPDX-License-Identifier: Apache-2.0
// Products of matrices of float, one element a thread: without and with tiles in threadgroup memory.
#include <cstring>

#include "host_data.h"
#include "kernels/host_product.h"

namespace pewter::bench {
namespace {

double float_value(std::span<const std::byte> block, std::size_t index) {
  float value;
  std::memcpy(&value, block.data() + index * 4, 4);
  return value;
}

KernelCase matmul(std::uint32_t n) {
  KernelCase kernel;
  const std::size_t bytes = std::size_t{n} * n * 4;
  kernel.problem.buffers = {bytes, bytes, bytes};
  kernel.problem.constants = {n};
  kernel.unit = kGigaflops;
  kernel.work = 2.0 * n * n * n;
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1);
    fill_uniform(as<float>(memory[1]), 2);
  };
  // Half an ulp of sums that stay well below n.
  kernel.check = product_check(n, float_value, 1e-6);
  return kernel;
}

KernelCase naive(std::uint32_t n) {
  KernelCase kernel = matmul(n);
  kernel.name = fmt::format("naive_matmul/{}", n);
  kernel.problem.source = "matmul_naive";
  kernel.problem.steps = {{"matmul", {n / 32, n / 8}, {32, 8}}};
  kernel.bound = {Bound::Kind::fma, kernel.work};
  kernel.targets = {{Target::Against::pocl, 12, 35}};
  return kernel;
}

KernelCase tiled(std::uint32_t tile, std::uint32_t n) {
  KernelCase kernel = matmul(n);
  kernel.name = fmt::format("tiled_matmul_{}x{}/{}", tile, tile, n);
  kernel.problem.source = "matmul_tiled";
  kernel.problem.defines = {fmt::format("TILE={}", tile)};
  kernel.problem.steps = {{"matmul", {n / tile, n / tile}, {tile, tile}}};
  kernel.bound = {Bound::Kind::openblas, static_cast<double>(n)};
  kernel.targets = {{Target::Against::pocl, 15, 28}, {Target::Against::limit, 0, 0.6}};
  return kernel;
}

}  // namespace

std::vector<KernelCase> matmul_kernels() { return {naive(512), naive(1024), tiled(16, 512), tiled(32, 512)}; }

}  // namespace pewter::bench
