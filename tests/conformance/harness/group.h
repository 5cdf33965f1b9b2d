// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/batch.h"
#include "harness/number.h"

// SIMD-group and quad-group functions share a table: what differs is the width of the group.
namespace pewter::conformance {

// The lanes of one group that execute a call together, and what each passes.
struct Lanes {
  unsigned width = 32;
  std::array<bool, 32> active{};
  std::array<double, 32> small{};    // 0 .. 3: sums stay exact in every type
  std::array<double, 32> factor{};   // 1 or 2, few of them 2: products too
  std::array<double, 32> spread{};   // any value, negative ones for signed types
};

struct GroupRow {
  std::string name;
  std::string expression;   // over s, f, v (small, factor, spread), lane; $T the type, $G "simd" or "quad"
  // The result in one active lane before it is wrapped to the type; nothing where it is undefined.
  std::function<std::optional<double>(const Lanes&, unsigned lane)> oracle;
  bool integers_only = false;
};

// Cases for every row and type, scalars and vectors, in full, partial and divergent groups.
void add_group_table(Suite& suite, const std::string& prefix, unsigned width, const std::vector<GroupRow>& rows);

// The rows that both kinds of group have.
std::vector<GroupRow> common_group_rows(unsigned width);

}  // namespace pewter::conformance
