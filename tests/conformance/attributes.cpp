// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Kernel Function Input Attributes": every attribute, in every declared shape, over grids of 1 to 3
// dimensions with whole and partial threadgroups and SIMD-groups.
#include <array>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

using Triple = std::array<unsigned, 3>;

unsigned ceil_divide(unsigned a, unsigned b) { return (a + b - 1) / b; }

// What one thread is, computed from the shape alone.
struct Thread {
  Triple grid, group;  // as dispatched
  Triple position;     // in the grid

  Triple group_position() const { return {position[0] / group[0], position[1] / group[1], position[2] / group[2]}; }
  Triple local() const { return {position[0] % group[0], position[1] % group[1], position[2] % group[2]}; }
  Triple group_size() const {
    Triple size;
    for (int d = 0; d < 3; ++d) size[d] = std::min(group[d], grid[d] - group_position()[d] * group[d]);
    return size;
  }
  Triple groups() const { return {ceil_divide(grid[0], group[0]), ceil_divide(grid[1], group[1]), ceil_divide(grid[2], group[2])}; }
  unsigned index() const { return local()[0] + group_size()[0] * (local()[1] + group_size()[1] * local()[2]); }
  unsigned threads() const { return group_size()[0] * group_size()[1] * group_size()[2]; }
  unsigned dispatched() const { return group[0] * group[1] * group[2]; }
};

struct Attribute {
  const char* name;
  bool vector;  // has as many components as the grid has dimensions
  Triple (*expected)(const Thread&);
};
const std::array<Attribute, 20> kAttributes{{
    {"thread_position_in_grid", true, [](const Thread& t) { return t.position; }},
    {"thread_position_in_threadgroup", true, [](const Thread& t) { return t.local(); }},
    {"thread_index_in_threadgroup", false, [](const Thread& t) { return Triple{t.index()}; }},
    {"thread_index_in_simdgroup", false, [](const Thread& t) { return Triple{t.index() % 32}; }},
    {"thread_index_in_quadgroup", false, [](const Thread& t) { return Triple{t.index() % 4}; }},
    {"quadgroup_index_in_threadgroup", false, [](const Thread& t) { return Triple{t.index() / 4}; }},
    {"simdgroup_index_in_threadgroup", false, [](const Thread& t) { return Triple{t.index() / 32}; }},
    {"threadgroup_position_in_grid", true, [](const Thread& t) { return t.group_position(); }},
    {"threads_per_threadgroup", true, [](const Thread& t) { return t.group_size(); }},
    {"simdgroups_per_threadgroup", false, [](const Thread& t) { return Triple{ceil_divide(t.threads(), 32)}; }},
    {"quadgroups_per_threadgroup", false, [](const Thread& t) { return Triple{ceil_divide(t.threads(), 4)}; }},
    {"threads_per_grid", true, [](const Thread& t) { return t.grid; }},
    {"threadgroups_per_grid", true, [](const Thread& t) { return t.groups(); }},
    {"dispatch_threads_per_threadgroup", true, [](const Thread& t) { return t.group; }},
    {"dispatch_simdgroups_per_threadgroup", false, [](const Thread& t) { return Triple{ceil_divide(t.dispatched(), 32)}; }},
    {"dispatch_quadgroups_per_threadgroup", false, [](const Thread& t) { return Triple{ceil_divide(t.dispatched(), 4)}; }},
    {"grid_origin", true, [](const Thread&) { return Triple{0, 0, 0}; }},
    {"grid_size", true, [](const Thread& t) { return t.grid; }},
    {"threads_per_simdgroup", false, [](const Thread&) { return Triple{32}; }},
    {"thread_execution_width", false, [](const Thread&) { return Triple{32}; }},
}};
constexpr unsigned kSlots = 60;  // three words an attribute

// One kernel with every attribute declared with `dimensions` components of `type`.
std::string source(unsigned dimensions, const std::string& type) {
  std::string text = "kernel void k(device uint* out [[buffer(0)]]";
  for (const Attribute& attribute : kAttributes)
    text += fmt::format(",\n  {}{} {} [[{}]]", type, attribute.vector && dimensions > 1 ? std::to_string(dimensions) : "", attribute.name, attribute.name);
  const char* at = dimensions == 1 ? "uint(thread_position_in_grid)"
                   : dimensions == 2 ? "thread_position_in_grid.x + uint(threads_per_grid.x) * thread_position_in_grid.y"
                                     : "thread_position_in_grid.x + uint(threads_per_grid.x) * (thread_position_in_grid.y + uint(threads_per_grid.y) * thread_position_in_grid.z)";
  text += fmt::format(") {{\n  device uint* o = out + {}u * ({});\n", kSlots, at);
  for (unsigned a = 0; a < kAttributes.size(); ++a) {
    const unsigned components = kAttributes[a].vector ? dimensions : 1;
    for (unsigned c = 0; c < components; ++c)
      text += fmt::format("  o[{}] = {}{};\n", 3 * a + c, kAttributes[a].name, components == 1 ? "" : fmt::format("[{}]", c));
  }
  return msl(text + "}\n");
}

}  // namespace

void add_attributes(Suite& suite) {
  struct Shape {
    const char* name;
    unsigned dimensions;
    Triple grid, group;
  };
  const Shape shapes[] = {
      {"1d_one_thread", 1, {1, 1, 1}, {1, 1, 1}},          {"1d_whole", 1, {128, 1, 1}, {64, 1, 1}},
      {"1d_partial_group", 1, {100, 1, 1}, {64, 1, 1}},    {"1d_partial_simdgroup", 1, {90, 1, 1}, {45, 1, 1}},
      {"1d_largest_group", 1, {1500, 1, 1}, {1024, 1, 1}}, {"2d_whole", 2, {16, 16, 1}, {8, 4, 1}},
      {"2d_partial", 2, {13, 7, 1}, {8, 4, 1}},            {"2d_narrow", 2, {3, 50, 1}, {2, 32, 1}},
      {"3d_whole", 3, {8, 8, 4}, {4, 4, 2}},               {"3d_partial", 3, {7, 5, 3}, {4, 3, 2}},
      {"3d_odd", 3, {5, 9, 11}, {3, 5, 7}},
  };
  for (const Shape& shape : shapes) {
    for (const char* type : {"uint", "ushort"}) {
      Program program;
      program.source = source(shape.dimensions, type);
      program.grid = {shape.grid[0], shape.grid[1], shape.grid[2]};
      program.group = {shape.group[0], shape.group[1], shape.group[2]};
      const unsigned threads = shape.grid[0] * shape.grid[1] * shape.grid[2];
      program.buffers = {Bytes(threads * kSlots * 4)};
      std::vector<SharedCheck> checks;
      for (unsigned a = 0; a < kAttributes.size(); ++a)
        checks.push_back({fmt::format("{}.{}.{}", kAttributes[a].name, type, shape.name), [=](const Program& after, Report& report) {
                            const auto got = values_of<unsigned>(after.buffers[0]);
                            for (unsigned n = 0; n < threads; ++n) {
                              const Thread thread{shape.grid, shape.group,
                                                  {n % shape.grid[0], n / shape.grid[0] % shape.grid[1], n / (shape.grid[0] * shape.grid[1])}};
                              const Triple expected = kAttributes[a].expected(thread);
                              for (unsigned c = 0; c < (kAttributes[a].vector ? shape.dimensions : 1); ++c)
                                if (got[n * kSlots + 3 * a + c] != expected[c])
                                  report.fail("thread {} component {}: got {}, expected {}", n, c, got[n * kSlots + 3 * a + c], expected[c]);
                            }
                          }});
      add_shared(suite, program, std::move(checks));
    }
  }
}

}  // namespace pewter::conformance
