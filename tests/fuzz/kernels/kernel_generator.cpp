// SPDX-License-Identifier: Apache-2.0
#include "kernels/kernel_generator.h"

#include <fmt/format.h>

#include <array>

#include "kernels/expressions.h"
#include "kernels/statements.h"

namespace pewter::fuzz {
namespace {

using fmt::format;

Statement leaf(std::string text) { return {{std::move(text)}, {}}; }

void add_parameters(Kernel& kernel, const Features& features, Random& random) {
#define PEWTER_FUZZ_BUFFER(name, index, declaration, type, count, counted_by) kernel.parameters.push_back(leaf(declaration " [[buffer(" #index ")]]"));
#include "kernels/buffers.def"
  const std::string vector = features.dimensions == 1 ? "" : format("{}", features.dimensions);
  const auto attribute = [&](const char* name, const char* attribute, const char* type) { kernel.parameters.push_back(leaf(format("{}{} {} [[{}]]", type, vector, name, attribute))); };
  attribute("gid", "thread_position_in_grid", "uint");
  attribute("grid", "threads_per_grid", "uint");
  attribute("tgpos", "threadgroup_position_in_grid", "uint");
  attribute("tgcount", "threadgroups_per_grid", "uint");
  attribute("tgsize", "threads_per_threadgroup", random.chance(25) ? "ushort" : "uint");
  attribute("pos", "thread_position_in_threadgroup", random.chance(25) ? "ushort" : "uint");
  for (const char* scalar : {"uint lid [[thread_index_in_threadgroup]]", "uint lane [[thread_index_in_simdgroup]]",
                             "uint sg [[simdgroup_index_in_threadgroup]]", "uint quad_lane [[thread_index_in_quadgroup]]"})
    kernel.parameters.push_back(leaf(scalar));
}

// What every expression may name. See expressions.cpp for the names.
void add_variables(std::vector<Statement>& to, const Features& features, Random& random) {
  const auto linear = [&](const char* at, const char* extent) {
    return features.dimensions == 1 ? format("{}", at) : features.dimensions == 2 ? format("{0}.x + {1}.x * {0}.y", at, extent) : format("{0}.x + {1}.x * ({0}.y + {1}.y * {0}.z)", at, extent);
  };
  const auto product = [&](const char* extent) {
    return features.dimensions == 1 ? format("{}", extent) : features.dimensions == 2 ? format("{0}.x * {0}.y", extent) : format("{0}.x * {0}.y * {0}.z", extent);
  };
  to.push_back(leaf(format("const uint me = {};", linear("gid", "grid"))));
  to.push_back(leaf(format("const uint total = {};", product("grid"))));
  to.push_back(leaf(format("const uint group = {};", linear("tgpos", "tgcount"))));
  to.push_back(leaf(format("const uint n = uint({});", product("tgsize"))));
  for (int k = 0; k < 4; ++k)
    to.push_back(leaf(format("uint u{} = {};", k, random.pick(std::array{"me", "lane", "in[me & 1023u]", "lid * 3u", "params[5]", "in[(me * 7u) & 1023u]", "0u"}))));
  for (int k = 0; k < 3; ++k) to.push_back(leaf(format("int i{} = {};", k, random.pick(std::array{"int(me) - 20", "int(in[lid & 1023u])", "-7", "int(lane)"}))));
  for (int k = 0; k < 3; ++k) to.push_back(leaf(format("float f{} = {};", k, random.pick(std::array{"reals[me & 1023u]", "float(lane)", "0.5f", "reals[params[3] & 1023u]"}))));
  for (const char* text : {"ulong l = ulong(in[me & 1023u]) * 0x100000001ul;", "long m = -long(me);", "ushort s = ushort(in[lane]);", "short t = short(lid);",
                           "uchar c = uchar(me);", "char d = char(in[sg]);", "half h0 = half(int(lane));", "half h1 = 0.25h;", "bool b0 = (me & 1u) != 0u;", "bool b1 = false;",
                           "uint4 v = uint4(me, lid, lane, 9u);", "int3 w = int3(int(lane), -1, int(lid));", "float4 x = float4(reals[me & 1023u]);", "float2 y = float2(1.0f, 2.0f);",
                           "uint a[8]; for (uint k = 0u; k < 8u; ++k) a[k] = in[(me + k) & 1023u];", "float r[4]; for (uint k = 0u; k < 4u; ++k) r[k] = reals[(lid + k) & 1023u];",
                           "uint e0 = params[0];", "uint e1 = params[1];"})
    to.push_back(leaf(text));
}

// Each with its barrier, so that taking one away leaves no race.
void add_threadgroup_memory(std::vector<Statement>& to, const Features& features, bool bound) {
  const std::string barrier = " threadgroup_barrier(mem_flags::mem_threadgroup);";
  to.push_back(leaf((bound ? "tile[lid] = u0;" : "threadgroup uint tile[256]; tile[lid] = u0;") + barrier));
  // All of it: threads that return early leave their elements to those that multiply matrices from it.
  to.push_back(leaf("threadgroup float real_tile[256]; for (uint k = lid; k < 256u; k += n) real_tile[k] = float(k & 15u);" + barrier));
  to.push_back(leaf("real_tile[lid] = f0;" + barrier));
  to.push_back(
      leaf("threadgroup uint wide_tile[2048]; for (uint k = lid; k < 2048u; k += n) wide_tile[k] = k;" + barrier));
  to.push_back(leaf("threadgroup uchar byte_tile[256]; byte_tile[lid] = c;" + barrier));
  if (!features.atomics) return;
  to.push_back(leaf("threadgroup atomic_uint tallies[32]; for (uint k = lid; k < 32u; k += n) atomic_store_explicit(&tallies[k], k < 8u ? 0u : k * 0x01010101u, memory_order_relaxed);" + barrier));
}

// Everything that a thread knows goes out, each variable by a statement of its own.
void add_results(std::vector<Statement>& to, const Features& features) {
  const auto own = [&](int k) { return features.strided ? format("me * 6u + {}u", k) : format("{}u * total + me", k); };
  const std::array<std::string, 6> words = {"u0 ^ (u1 * 31u)", "u2 + u3 * 17u", "uint(i0) ^ uint(i1) * 5u ^ uint(i2) * 11u", "as_type<uint>(tame(f0 + f1))", "as_type<uint>(f2)",
                                            "uint(s) + (uint(t) << 8) + (b0 ? 1u : 0u) + (b1 ? 2u : 0u)"};
  for (int k = 0; k < 6; ++k) to.push_back(leaf(format("out[{}] = {};", own(k), words[static_cast<std::size_t>(k)])));
  for (const char* text :
       {"halves[me * 2u] = h0; halves[me * 2u + 1u] = h1;", "bytes[me * 4u] = c; bytes[me * 4u + 3u] = uchar(d);",
        "longs[me] = l; longs[total + me] = ulong(m);", "vectors[me] = x + y.xyxy;",
        "packed[me] = packed_uint3(v.xyz * uint3(w) + v.w);"})
    to.push_back(leaf(text));
  const auto store_own = [&](const char* value) {
    return features.atomics ? format("atomic_store_explicit(&own[total + me], {}, memory_order_relaxed);", value)
                            : format("((device uint*)own)[total + me] = {};", value);
  };
  const auto add_to_own = [&](const char* value) {
    return features.atomics ? format("atomic_fetch_xor_explicit(&own[total + me], {}, memory_order_relaxed);", value)
                            : format("((device uint*)own)[total + me] ^= {};", value);
  };
  to.push_back(
      leaf(format("{{ uint z = 0u; for (uint k = 0u; k < 8u; ++k) z = z * 31u + a[k]; {} }}", store_own("z"))));
  to.push_back(leaf(format("{{ float z = 0.0f; for (uint k = 0u; k < 4u; ++k) z = tame(z + r[k]); {} }}",
                           add_to_own("as_type<uint>(z)"))));
  if (!features.threadgroup_memory) return;
  const std::string barrier = "threadgroup_barrier(mem_flags::mem_threadgroup); ";
  if (features.atomics)
    to.push_back(leaf(barrier + "for (uint k = lid; k < 32u; k += n) groups[group * 32u + k] = "
                                "atomic_load_explicit(&tallies[k], memory_order_relaxed);"));
  to.push_back(leaf(
      barrier +
      add_to_own("tile[(lid + 1u) % n] + uint(byte_tile[(lid + 2u) % n]) + as_type<uint>(real_tile[n - 1u - lid])")));
}

std::vector<Shape> make_shapes(const Features& features, Random& random) {
  std::vector<Shape> shapes;
  while (shapes.size() < 2) {
    Shape shape;
    if (features.together) {
      constexpr std::array<std::array<std::uint32_t, 3>, 8> kWide = {{{64, 1, 1}, {128, 1, 1}, {192, 1, 1}, {256, 1, 1}, {16, 16, 1}, {32, 4, 1}, {8, 8, 4}, {16, 4, 2}}};
      const unsigned first = features.dimensions == 1 ? 0 : features.dimensions == 2 ? 4 : 6;
      const auto [width, height, depth] = kWide[first + random.below(features.dimensions == 1 ? 4 : 2)];
      shape.group = {width, height, depth};
    } else if (features.dimensions == 1) {
      shape.group.x = random.pick(std::array{1u, 5u, 31u, 32u, 32u, 33u, 64u, 64u, 96u, 100u, 128u, 256u});
    } else if (features.dimensions == 2) {
      const auto [width, height] = random.pick(std::array<std::pair<std::uint32_t, std::uint32_t>, 9>{{{16, 2}, {8, 8}, {5, 7}, {16, 16}, {32, 4}, {3, 11}, {64, 1}, {2, 32}, {7, 1}}});
      shape.group = {width, height, 1};
    } else {
      const auto [width, height, depth] = random.pick(std::array<std::array<std::uint32_t, 3>, 6>{{{4, 4, 4}, {3, 5, 2}, {8, 2, 4}, {1, 1, 33}, {16, 4, 2}, {2, 2, 2}}});
      shape.group = {width, height, depth};
    }
    // Two of three grids end in threadgroups that are not full.
    const bool whole = random.chance(33);
    const auto extent = [&](std::uint32_t group, std::uint32_t most) { return group * random.between(1, most) + (whole ? 0 : random.below(group)); };
    shape.grid.x = extent(shape.group.x, shape.group.x > 64 ? 2 : 3);
    if (features.dimensions > 1) shape.grid.y = extent(shape.group.y, 2);
    if (features.dimensions > 2) shape.grid.z = extent(shape.group.z, 2);
    shape.specialised = shapes.empty() && (features.together || random.chance(60));
    shapes.push_back(shape);
  }
  return shapes;
}

}  // namespace

Kernel make_kernel(std::uint64_t seed) {
  Random random(seed);
  Features features;
  features.dimensions = random.pick(std::array{1u, 1u, 1u, 2u, 2u, 3u});
  features.threadgroup_memory = random.chance(50);
  features.early_return = !features.threadgroup_memory && random.chance(60);
  features.guard = random.chance(25);
  features.together = features.threadgroup_memory && random.chance(50);
  features.strided = random.chance(50);
  // Not drawn: other seeds keep their kernels.
  features.atomics = seed % 4 != 3;

  Kernel kernel;
  kernel.seed = seed;
  kernel.name = format("k{}", seed);
  kernel.shapes = make_shapes(features, random);
  Expressions expressions(random, features.dimensions);
  add_functions(kernel, expressions, random);
  add_parameters(kernel, features, random);
  add_variables(kernel.statements, features, random);
  if (features.threadgroup_memory) {
    const bool bound = random.chance(30);
    if (bound) kernel.parameters.push_back(leaf("threadgroup uint* tile [[threadgroup(0)]]"));
    add_threadgroup_memory(kernel.statements, features, bound);
  }
  if (features.guard) kernel.statements.push_back(leaf(format("if ({}) return;", random.chance(60) ? format("me + {}u >= total", random.below(40)) : expressions.boolean(1))));
  Statements statements(random, expressions, features);
  for (Statement& statement : statements.body()) kernel.statements.push_back(std::move(statement));
  add_results(kernel.statements, features);
  return kernel;
}

}  // namespace pewter::fuzz
