// SPDX-License-Identifier: Apache-2.0
#include "kernels/kernel_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "kernels/expressions.h"
#include "kernels/function_constants.h"
#include "kernels/statements.h"

namespace pewter::fuzz {
namespace {

using fmt::format;

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

// A statement that declares a variable, or sets it for the first time.
struct Declaration {
  std::string name;
  Statement statement;
};

// The identifiers of statements, without those of members.
void add_words(std::set<std::string>& words, const Statement& statement) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (const std::string& piece : statement.pieces) {
    for (std::size_t at = 0; at < piece.size();) {
      std::size_t end = at;
      while (end < piece.size() && is_word(piece[end])) ++end;
      if (end > at && !std::isdigit(static_cast<unsigned char>(piece[at])) && (at == 0 || piece[at - 1] != '.')) words.insert(piece.substr(at, end - at));
      at = std::max(end, at + 1);
    }
  }
  for (const auto& block : statement.blocks)
    for (const Statement& inner : block) add_words(words, inner);
}

// What every expression may name. See expressions.cpp for the names.
void add_variables(std::vector<Declaration>& to, const Features& features, Random& random) {
  const auto declare = [&](std::string name, std::string text) { to.push_back({std::move(name), leaf(std::move(text))}); };
  const auto linear = [&](const char* at, const char* extent) {
    return features.dimensions == 1 ? format("{}", at) : features.dimensions == 2 ? format("{0}.x + {1}.x * {0}.y", at, extent) : format("{0}.x + {1}.x * ({0}.y + {1}.y * {0}.z)", at, extent);
  };
  const auto product = [&](const char* extent) {
    return features.dimensions == 1 ? format("{}", extent) : features.dimensions == 2 ? format("{0}.x * {0}.y", extent) : format("{0}.x * {0}.y * {0}.z", extent);
  };
  declare("me", format("const uint me = {};", linear("gid", "grid")));
  declare("total", format("const uint total = {};", product("grid")));
  declare("group", format("const uint group = {};", linear("tgpos", "tgcount")));
  declare("n", format("const uint n = uint({});", product("tgsize")));
  for (int k = 0; k < 4; ++k)
    declare(format("u{}", k), format("uint u{} = {};", k, random.pick(std::array{"me", "lane", "in[me & 1023u]", "lid * 3u", "params[5]", "in[(me * 7u) & 1023u]", "0u"})));
  for (int k = 0; k < 3; ++k) declare(format("i{}", k), format("int i{} = {};", k, random.pick(std::array{"int(me) - 20", "int(in[lid & 1023u])", "-7", "int(lane)"})));
  for (int k = 0; k < 3; ++k) declare(format("f{}", k), format("float f{} = {};", k, random.pick(std::array{"reals[me & 1023u]", "float(lane)", "0.5f", "reals[params[3] & 1023u]"})));
  constexpr std::pair<const char*, const char*> kOthers[] = {
      {"l", "ulong l = ulong(in[me & 1023u]) * 0x100000001ul;"}, {"m", "long m = -long(me);"}, {"s", "ushort s = ushort(in[lane]);"}, {"t", "short t = short(lid);"},
      {"c", "uchar c = uchar(me);"}, {"d", "char d = char(in[sg]);"}, {"h0", "half h0 = half(int(lane));"}, {"h1", "half h1 = 0.25h;"}, {"b0", "bool b0 = (me & 1u) != 0u;"},
      {"b1", "bool b1 = false;"}, {"v", "uint4 v = uint4(me, lid, lane, 9u);"}, {"w", "int3 w = int3(int(lane), -1, int(lid));"},
      {"x", "float4 x = float4(reals[me & 1023u]);"}, {"y", "float2 y = float2(1.0f, 2.0f);"},
      {"a", "uint a[8]; for (uint k = 0u; k < 8u; ++k) a[k] = in[(me + k) & 1023u];"}, {"r", "float r[4]; for (uint k = 0u; k < 4u; ++k) r[k] = reals[(lid + k) & 1023u];"},
      {"e0", "uint e0 = params[0];"}, {"e1", "uint e1 = params[1];"}};
  for (const auto& [name, text] : kOthers) declare(name, text);
}

// Each with its barrier, so that taking one away leaves no race.
void add_threadgroup_memory(std::vector<Declaration>& to, const Features& features, bool bound) {
  const std::string barrier = " threadgroup_barrier(mem_flags::mem_threadgroup);";
  const auto declare = [&](std::string name, std::string text) { to.push_back({std::move(name), leaf(text + barrier)}); };
  declare("tile", bound ? "tile[lid] = u0;" : "threadgroup uint tile[256]; tile[lid] = u0;");
  // All of it: threads that return early leave their elements to those that multiply matrices from it.
  declare("real_tile", "threadgroup float real_tile[256]; for (uint k = lid; k < 256u; k += n) real_tile[k] = float(k & 15u);");
  declare("real_tile", "real_tile[lid] = f0;");
  declare("wide_tile", "threadgroup uint wide_tile[2048]; for (uint k = lid; k < 2048u; k += n) wide_tile[k] = k;");
  declare("byte_tile", "threadgroup uchar byte_tile[256]; byte_tile[lid] = c;");
  if (features.atomics) declare("tallies", "threadgroup atomic_uint tallies[32]; for (uint k = lid; k < 32u; k += n) atomic_store_explicit(&tallies[k], k < 8u ? 0u : k * 0x01010101u, memory_order_relaxed);");
}

// What became of the variables that `used` tells of, each by itself as far as it goes.
std::vector<Statement> results(const Features& features, const std::function<bool(const char*)>& used) {
  std::vector<Statement> all;
  struct Term {
    const char* name;
    const char* text;
  };
  // The terms of variables that are used, joined; empty where none is.
  const auto join = [&](std::initializer_list<Term> terms, const char* with) {
    std::string text;
    for (const Term& term : terms)
      if (used(term.name)) text += (text.empty() ? "" : with) + std::string(term.text);
    return text;
  };
  const auto store = [&](const std::string& to, const std::string& value) {
    if (!value.empty()) all.push_back(leaf(format("{} = {};", to, value)));
  };
  const auto own = [&](int k) { return features.strided ? format("out[me * 6u + {}u]", k) : format("out[{}u * total + me]", k); };
  store(own(0), join({{"u0", "u0"}, {"u1", "(u1 * 31u)"}}, " ^ "));
  store(own(1), join({{"u2", "u2"}, {"u3", "u3 * 17u"}}, " + "));
  store(own(2), join({{"i0", "uint(i0)"}, {"i1", "uint(i1) * 5u"}, {"i2", "uint(i2) * 11u"}}, " ^ "));
  if (const std::string sum = join({{"f0", "f0"}, {"f1", "f1"}}, " + "); !sum.empty()) store(own(3), format("as_type<uint>(tame({}))", sum));
  store(own(4), join({{"f2", "as_type<uint>(f2)"}}, ""));
  store(own(5), join({{"s", "uint(s)"}, {"t", "(uint(t) << 8)"}, {"b0", "(b0 ? 1u : 0u)"}, {"b1", "(b1 ? 2u : 0u)"}}, " + "));
  store("halves[me * 2u]", join({{"h0", "h0"}}, ""));
  store("halves[me * 2u + 1u]", join({{"h1", "h1"}}, ""));
  store("bytes[me * 4u]", join({{"c", "c"}}, ""));
  store("bytes[me * 4u + 3u]", join({{"d", "uchar(d)"}}, ""));
  store("longs[me]", join({{"l", "l"}}, ""));
  store("longs[total + me]", join({{"m", "ulong(m)"}}, ""));
  store("vectors[me]", join({{"x", "x"}, {"y", "y.xyxy"}}, " + "));
  if (const std::string product = join({{"v", "v.xyz"}, {"w", "uint3(w)"}}, " * "); !product.empty()) store("packed[me]", format("packed_uint3({})", product));
  const auto tell = [&](const char* name, std::string text) {
    if (used(name)) all.push_back(leaf(std::move(text)));
  };
  tell("v", "longs[me] ^= ulong(v.w);");
  const auto add_to_own = [&](const char* value) {
    return features.atomics ? format("atomic_fetch_xor_explicit(&own[total + me], {}, memory_order_relaxed);", value)
                            : format("((device uint*)own)[total + me] ^= {};", value);
  };
  tell("a", format("{{ uint z = 0u; for (uint k = 0u; k < 8u; ++k) z = z * 31u + a[k]; {} }}",
                   features.atomics ? "atomic_store_explicit(&own[total + me], z, memory_order_relaxed);" : "((device uint*)own)[total + me] = z;"));
  tell("r", format("{{ float z = 0.0f; for (uint k = 0u; k < 4u; ++k) z = tame(z + r[k]); {} }}", add_to_own("as_type<uint>(z)")));
  if (!features.threadgroup_memory) return all;
  const std::string barrier = "threadgroup_barrier(mem_flags::mem_threadgroup); ";
  if (features.atomics) tell("tallies", barrier + "for (uint k = lid; k < 32u; k += n) groups[group * 32u + k] = atomic_load_explicit(&tallies[k], memory_order_relaxed);");
  const auto tile = [&](const char* name, const char* text) { tell(name, barrier + add_to_own(text)); };
  tile("tile", "tile[(lid + 1u) % n]");
  tile("byte_tile", "uint(byte_tile[(lid + 2u) % n])");
  tile("real_tile", "as_type<uint>(real_tile[n - 1u - lid])");
  return all;
}

// The kernel's statements: variables are declared and told of where the random part has to do with them, and a few besides. The rest
// would be the same in every kernel, and most of what it costs.
void put_together(Kernel& kernel, std::vector<Declaration> before, std::vector<Statement> body, const Features& features, Random& random) {
  std::set<std::string> words;
  for (const Statement& statement : body) add_words(words, statement);
  std::map<std::string, bool> told;  // each is asked for once, and then remembered
  const std::vector<Statement> after = results(features, [&](const char* name) {
    const auto found = told.find(name);
    return found != told.end() ? found->second : told.emplace(name, words.contains(name) || random.chance(5)).first->second;
  });
  for (const Statement& statement : after) add_words(words, statement);
  std::vector<Statement> declared;
  for (auto declaration = before.rbegin(); declaration != before.rend(); ++declaration) {
    if (!words.contains(declaration->name)) continue;
    add_words(words, declaration->statement);
    declared.push_back(std::move(declaration->statement));
  }
  kernel.statements.assign(std::make_move_iterator(declared.rbegin()), std::make_move_iterator(declared.rend()));
  std::ranges::move(body, std::back_inserter(kernel.statements));
  kernel.statements.insert(kernel.statements.end(), after.begin(), after.end());
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
      shape.group.x = random.pick(std::array{1u, 5u, 31u, 32u, 32u, 33u, 64u, 64u, 96u, 100u, 128u, 160u, 200u, 224u, 256u});
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
  features.atomics = seed % 4 != 3;

  Kernel kernel;
  kernel.seed = seed;
  kernel.name = format("k{}", seed);
  kernel.shapes = make_shapes(features, random);
  Expressions expressions(random, features.dimensions);
  add_function_constants(kernel, expressions, random);
  if (kernel.values.size() > 1) {
    kernel.shapes.push_back(random.pick(kernel.shapes));
    kernel.shapes.back().values = 1;
  }
  add_functions(kernel, expressions, random);
  add_parameters(kernel, features, random);
  std::vector<Declaration> before;
  add_variables(before, features, random);
  if (features.threadgroup_memory) {
    const bool bound = random.chance(30);
    if (bound) kernel.parameters.push_back(leaf("threadgroup uint* tile [[threadgroup(0)]]"));
    add_threadgroup_memory(before, features, bound);
  }
  std::vector<Statement> body;
  if (features.guard) body.push_back(leaf(format("if ({}) return;", random.chance(60) ? format("me + {}u >= total", random.below(40)) : expressions.boolean(1))));
  for (Statement& statement : Statements(random, expressions, features).body()) body.push_back(std::move(statement));
  put_together(kernel, std::move(before), std::move(body), features, random);
  return kernel;
}

}  // namespace pewter::fuzz
