// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// What a benchmark asks of a peer, in words that Metal, OpenCL and Vulkan share.
namespace pewter::bench {

struct Extent {
  std::uint32_t x = 1, y = 1, z = 1;
};

// The leading part of a problem's grid: `slices` of `of` equal ones, along the last axis with more than one
// threadgroup. A peer that needs seconds for the whole grid is measured on a part of it.
struct Portion {
  std::uint32_t slices = 1, of = 1;

  double fraction() const { return static_cast<double>(slices) / of; }
  // How much of `count` rows, elements, ... the portion covers.
  std::size_t part(std::size_t count) const { return count * slices / of; }
};

// One dispatch.
struct Step {
  std::string kernel;
  Extent groups;       // threadgroups in the whole grid
  Extent threads;      // in a threadgroup
  bool scales = true;  // false: dispatched whole whatever the portion
};

struct Problem {
  std::string source;                    // kernels/<source>.metal, .cl and .comp
  std::vector<std::string> defines;      // NAME=VALUE, the same in each language
  std::vector<std::size_t> buffers;      // sizes in bytes, bound in this order from index 0
  std::vector<std::uint32_t> constants;  // Metal: one buffer after them; OpenCL: arguments; Vulkan: push constants
  std::vector<Step> steps;               // one after the other, each seeing what the last one wrote
  std::uint32_t repeat = 1;              // how often the steps go into one submission

  // Slices of the whole grid: its threadgroups along the axis that a Portion cuts.
  std::uint32_t slices() const;
};

// The threadgroups of `step` in that part of the grid.
Extent groups_of(const Step& step, Portion portion);

}  // namespace pewter::bench
