// SPDX-License-Identifier: Apache-2.0
// Exclusive prefix sums of 16 million integers.
#include "host_data.h"
#include "kernel_case.h"

namespace pewter::bench {
namespace {

constexpr std::uint32_t kElements = 16u << 20, kThreads = 256, kBlock = 1024, kBlocks = kElements / kBlock;

std::string check(const Memory& before, const Memory& after, Portion done) {
  const auto in = as<std::uint32_t>(before[0]);
  std::uint32_t sum = 0;  // wraps, as in the kernels
  return first_difference(as<std::uint32_t>(after[1]), done.part(kBlocks) * kBlock, {}, [&](std::size_t i) {
    const std::uint32_t right = sum;
    sum += in[i];
    return right;
  });
}

}  // namespace

std::vector<KernelCase> scan_kernels() {
  KernelCase kernel;
  kernel.name = "prefix_scan";
  kernel.problem = {.source = "scan",
                    .defines = {},
                    .buffers = {std::size_t{kElements} * 4, std::size_t{kElements} * 4, kBlocks * 4},
                    .constants = {kBlocks},
                    .steps = {{"scan_blocks", {kBlocks}, {kThreads}},
                              {"scan_sums", {1}, {1024}, false},
                              {"add_sums", {kBlocks}, {kThreads}}}};
  kernel.unit = kGigabytes;
  kernel.work = 8.0 * kElements;  // read once, written once
  kernel.bound = {Bound::Kind::memory, kernel.work};
  kernel.targets = {{Target::Against::better_peer, 2, 5}};
  kernel.fill = [](const Memory& memory) { fill_random_bits(as<std::uint32_t>(memory[0]), 1); };
  kernel.check = check;
  return {kernel};
}

}  // namespace pewter::bench
