// SPDX-License-Identifier: Apache-2.0
// The attention of one query a head over 2048 keys: 32 heads of 128 dimensions.
#include <algorithm>

#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kHeads = 32, kKeys = 2048, kDimensions = 128, kThreads = 256;

std::string check(const Memory& before, const Memory& after, Portion done) {
  std::vector<double> scores(kKeys), right(kDimensions);
  for (std::size_t head = 0; head < done.part(kHeads); ++head) {
    const auto query = as<float>(before[0]).subspan(head * kDimensions, kDimensions);
    const auto keys = as<float>(before[1]).subspan(head * kKeys * kDimensions, kKeys * kDimensions);
    const auto values = as<float>(before[2]).subspan(head * kKeys * kDimensions, kKeys * kDimensions);
    for (std::size_t key = 0; key < kKeys; ++key) {
      double score = 0;
      for (std::size_t i = 0; i < kDimensions; ++i)
        score += static_cast<double>(query[i]) * keys[key * kDimensions + i];
      scores[key] = score / std::sqrt(static_cast<double>(kDimensions));
    }
    const double largest = *std::ranges::max_element(scores);
    double sum = 0;
    std::ranges::fill(right, 0.0);
    for (std::size_t key = 0; key < kKeys; ++key) {
      const double weight = std::exp(scores[key] - largest);
      sum += weight;
      for (std::size_t i = 0; i < kDimensions; ++i) right[i] += weight * values[key * kDimensions + i];
    }
    const auto fault = first_difference(as<float>(after[3]).subspan(head * kDimensions), kDimensions, {1e-4, 1e-5},
                                        [&](std::size_t i) { return right[i] / sum; });
    if (!fault.empty()) return fmt::format("head {}: {}", head, fault);
  }
  return "";
}

}  // namespace

std::vector<KernelCase> attention_kernels() {
  constexpr std::size_t kVectors = std::size_t{kHeads} * kDimensions * 4, kCache = kVectors * kKeys;
  KernelCase kernel;
  kernel.name = "attention_row";
  kernel.problem = {.source = "attention",
                    .defines = {},
                    .buffers = {kVectors, kCache, kCache, kVectors},
                    .constants = {},
                    .steps = {{"attention", {kHeads}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 2.0 * kCache;
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) {
    fill_uniform(as<float>(memory[0]), 1, -4, 4);
    fill_uniform(as<float>(memory[1]), 2);
    fill_uniform(as<float>(memory[2]), 3);
  };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
