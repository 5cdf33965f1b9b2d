// SPDX-License-Identifier: Apache-2.0
// A loop whose length differs from thread to thread.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kWidth = 1024, kLimit = 256, kTile = 16;
// Where rounding (a fused multiply-add or not) decides whether a point leaves, counts differ: at the very edge of the
// set.
constexpr double kMayDiffer = 0.005;

std::uint32_t count_of(std::size_t column, std::size_t row) {
  const double cx = static_cast<float>(-2.0f + 2.5f * static_cast<float>(column) / kWidth);
  const double cy = static_cast<float>(-1.25f + 2.5f * static_cast<float>(row) / kWidth);
  double x = 0, y = 0;
  std::uint32_t count = 0;
  while (count < kLimit && x * x + y * y <= 4) {
    const double next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    ++count;
  }
  return count;
}

std::string check(const Memory&, const Memory& after, Portion done) {
  const auto counts = as<std::uint32_t>(after[0]);
  const std::size_t rows = done.part(kWidth);
  std::size_t different = 0;
  std::string first;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < kWidth; ++column) {
      const std::uint32_t right = count_of(column, row), got = counts[row * kWidth + column];
      if (got == right || different++ > 0) continue;
      first = fmt::format("pixel ({}, {}) is {} instead of {}", column, row, got, right);
    }
  }
  if (static_cast<double>(different) <= kMayDiffer * static_cast<double>(rows * kWidth)) return "";
  return fmt::format("{} of {} pixels differ; the first: {}", different, rows * kWidth, first);
}

}  // namespace

std::vector<KernelCase> mandelbrot_kernels() {
  KernelCase kernel;
  kernel.name = "mandelbrot";
  kernel.problem = {.source = "mandelbrot",
                    .defines = {},
                    .buffers = {std::size_t{kWidth} * kWidth * 4},
                    .constants = {kWidth, kLimit},
                    // Never a part of it: rows differ in how much there is to do.
                    .steps = {{"mandelbrot", {kWidth / kTile, kWidth / kTile}, {kTile, kTile}, false}}};
  kernel.unit = kMegapixels;
  kernel.work = 1.0 * kWidth * kWidth;
  kernel.targets = {{Target::Against::pocl, 3, 5}, {Target::Against::lavapipe, 1, 1.5}};
  kernel.fill = [](const Memory&) {};
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
