// SPDX-License-Identifier: Apache-2.0
#include "kernels/statements.h"

#include <fmt/format.h>

#include <array>

namespace pewter::fuzz {
namespace {

using fmt::format;

constexpr int kMostDepth = 4;
constexpr unsigned kMostTrips = 200;

}  // namespace

void add_functions(Kernel& kernel, Expressions& x, Random& random) {
  for (unsigned k = 0; k < random.below(3); ++k) {
    const std::string name = format("{}_f{}", kernel.name, k);
    const std::uint32_t a = random.between(1, 9), b = random.between(1, 200);
    switch (random.below(3)) {
      case 0:
        kernel.functions.push_back(leaf(format("static uint {0}(uint p, uint q) {{ if ((p & {1}u) == 0u) return q + {2}u; if (q > p) {{ p -= q; if ((p & 2u) != 0u) return p; }} return p * q; }}", name, a, b)));
        break;
      case 1:
        kernel.functions.push_back(leaf(format("static uint {0}(uint p, uint q) {{ for (uint k = 0u; k < (q & 7u); ++k) {{ if (((p >> k) & 1u) != 0u) continue; p = p * {1}u + k; if ((p & 0x300u) == 0u) return p ^ {2}u; }} return p; }}", name, a, b)));
        break;
      default:
        kernel.functions.push_back(leaf(format("static uint {0}(uint p, uint q) {{ switch (p & 3u) {{ case 0u: return q; case 1u: q += {1}u; break; case 2u: q *= {2}u; default: q ^= p; }} return q; }}", name, a, b)));
    }
    x.functions.push_back(name);
  }
}

std::vector<Statement> Statements::body() {
  budget_ = static_cast<int>(random_.between(4, 16));
  std::vector<Statement> all;
  if (features_.together) all.push_back(strides());
  while (budget_ > 0) all.push_back(statement({}));
  return all;
}

std::vector<Statement> Statements::block(Place place, unsigned most) {
  ++place.depth;
  std::vector<Statement> all;
  for (unsigned k = random_.between(1, most); k > 0; --k) all.push_back(statement(place));
  return all;
}

Statement Statements::statement(const Place& place) {
  --budget_;
  const bool deep = place.depth >= kMostDepth || budget_ <= 0;
  const std::uint32_t choice = random_.below(100);
  if (place.uniform && features_.threadgroup_memory && random_.chance(20)) return exchange();
  if (!deep && choice < 16) return branch(place);
  if (!deep && choice < 20) return selection(place);
  if (!deep && choice < 30 && place.trips * 8 <= kMostTrips) return counted_loop(place);
  if (!deep && choice < 36 && place.trips * 6 <= kMostTrips) return conditional_loop(place);
  if (!deep && choice < 41 && place.trips * 6 <= kMostTrips) return strided_loop(place);
  if (random_.chance(3)) return matrices(place);
  if (choice < 47 && place.depth > 0) return jump(place);
  if (choice < 50 && !deep && place.trips * 8 <= kMostTrips) return waterfall(place);
  if (choice < 60) return group_operation();
  if (choice < 68) return memory();
  if (choice < 75 && features_.atomics) return atomic();
  return assignment();
}

Statement Statements::assignment() {
  const int deep = random_.chance(25) ? 3 : 2;
  switch (random_.below(20)) {
    case 0: case 1: case 2: case 3: return leaf(format("u{} {} {};", random_.below(4), random_.pick(std::array{"=", "=", "+=", "^=", "*="}), x_.u32(deep)));
    case 4: case 5: return leaf(format("i{} = {};", random_.below(3), x_.i32(deep)));
    case 6: case 7: case 8: return leaf(format("f{} = {};", random_.below(3), x_.f32(deep)));
    case 9: return leaf(format("l = {};", x_.u64(deep)));
    case 10: return leaf(random_.chance(50) ? format("m = {};", x_.i64(2)) : format("s = {};", x_.u16(deep)));
    case 11: return leaf(random_.chance(50) ? format("t = {};", x_.i16(2)) : format("c = {};", x_.u8(2)));
    case 12: return leaf(random_.chance(50) ? format("d = {};", x_.i8(2)) : format("h1 = {};", x_.f16(deep)));
    case 13: return leaf(format("h0 = {};", x_.f16(deep)));
    case 14: return leaf(format("b{} = {};", random_.below(2), x_.boolean(2)));
    case 15: return leaf(random_.chance(50) ? format("v = {};", x_.uint4(2)) : format("v[{} & 3u] = {};", x_.u32(1), x_.u32(2)));
    case 16: return leaf(random_.chance(50) ? format("w = {};", x_.int3(2)) : format("w.{} = {};", random_.pick(std::array{"x", "y", "z"}), x_.i32(2)));
    case 17: return leaf(random_.chance(50) ? format("x = {};", x_.float4(2)) : format("y = {};", x_.float2(2)));
    case 18: return leaf(format("a[{} & 7u] = {};", x_.u32(1), x_.u32(2)));
    default: return leaf(format("r[{} & 3u] = {};", x_.u32(1), x_.f32(2)));
  }
}

Statement Statements::group_operation() {
  switch (random_.below(8)) {
    case 0: case 1: case 2: case 3: return leaf(format("u{} = {};", random_.below(4), x_.group_u32(2)));
    case 4: return leaf(format("i{} = {};", random_.below(3), x_.group_i32(2)));
    case 5: return leaf(format("f{} = {};", random_.below(3), x_.group_f32(2)));
    case 6: return leaf(format("b{} = {};", random_.below(2), x_.group_boolean(2)));
    default: return leaf(random_.chance(50) ? format("v = shuffle(v, {});", x_.u32(1)) : format("x = shuffle_xor(x, lane, {}u);", random_.between(1, 31)));
  }
}

// Slots of the thread's own.
Statement Statements::memory() {
  const std::string word = features_.strided ? format("out[me * 6u + {}u]", random_.below(6)) : format("out[{}u * total + me]", random_.below(6));
  if (random_.chance(40)) return neighbours();
  switch (random_.below(11)) {
    case 7: return leaf(format("{{ device const uint* p = in + lid; for (uint k = 0u; k < ({} & 7u); ++k) {{ u{} += *p; p += {}u; }} }}", x_.u32(1), random_.below(4), random_.pick(std::array{1u, 32u, 33u, 100u})));
    case 8: return leaf(format("for (uint k = 0u; k < ({} & 7u); ++k) f{} = tame(f{} + reals[lid + k * {}u]);", random_.chance(50) ? x_.uniform(1) : x_.u32(1), random_.below(3), random_.below(3), random_.pick(std::array{1u, 32u, 64u})));
    case 9: return leaf(format("((device ushort*)bytes)[me * 2u + {}u] = {};", random_.below(2), x_.u16(2)));
    case 10: return leaf(format("{{ device const uint* p = {} ? in + me : in + lane * 3u; u{} ^= p[{}]; }}", x_.boolean(1), random_.below(4), random_.below(16)));
    case 0: return leaf(format("{} = {};", word, x_.u32(2)));
    case 1: return leaf(format("u{} ^= {};", random_.below(4), word));
    case 2: return leaf(format("{} += {};", word, x_.u32(1)));
    case 3: return leaf(format("bytes[me * 4u + ({} & 3u)] = {};", x_.u32(1), x_.u8(2)));
    case 4: return leaf(format("halves[me * 2u + {}u] = {};", random_.below(2), x_.f16(2)));
    case 5: return leaf(format("vectors[me].{} = {};", random_.pick(std::array{"x", "z", "w"}), x_.f32(2)));
    default: return leaf(format("packed[me] = packed_uint3({}.zxy);", x_.uint4(1)));
  }
}

// Each location knows one operation, and that gives the same in any order. Results are used where the location is the thread's.
Statement Statements::atomic() {
  constexpr std::array kOperations = {"add", "max", "min", "or", "and", "xor"};
  const std::uint32_t which = random_.below(6);
  switch (random_.below(6)) {
    case 0: case 1: return leaf(format("atomic_fetch_{}_explicit(&counters[{}u + ({} & 7u)], {}, memory_order_relaxed);", kOperations[which], which * 8, x_.u32(1), x_.u32(2)));
    case 2: {
      const bool least = random_.chance(50);
      return leaf(format("atomic_fetch_{}_explicit(&extremes[{}u + ({} & 7u)], {}, memory_order_relaxed);", least ? "min" : "max", least ? 0 : 8, x_.u32(1), x_.i32(2)));
    }
    case 3:
      if (features_.threadgroup_memory) {
        const std::uint32_t kind = random_.below(4);
        return leaf(format("atomic_fetch_{}_explicit(&tallies[{}u + ({} & 7u)], {}, memory_order_relaxed);", kOperations[kind], kind * 8, x_.u32(1), x_.u32(2)));
      }
      return leaf(format("atomic_fetch_add_explicit(&sums[{} & 7u], float({} & 63u), memory_order_relaxed);", x_.u32(1), x_.u32(1)));
    case 4: return leaf(format("u{} = atomic_fetch_{}_explicit(&own[me], {}, memory_order_relaxed);", random_.below(4), random_.pick(std::array{"add", "sub", "xor", "max"}), x_.u32(2)));
    default: return leaf(format("u{} = atomic_exchange_explicit(&own[me], {}, memory_order_relaxed);", random_.below(4), x_.u32(2)));
  }
}

// Threadgroup memory: own slot written, all slots read between two barriers.
Statement Statements::exchange() {
  if (random_.chance(25)) return exchange_neighbours();
  if (random_.chance(25)) return strides();
  const std::string barrier = "threadgroup_barrier(mem_flags::mem_threadgroup);";
  const std::string other = random_.pick(std::array{"(lid + 1u) % n", "(lid * 3u + 5u) % n", "n - 1u - lid", "(lid ^ 1u) % n", "0u", "n / 2u", "min(lid + 1u, n - 1u)", "lid / 2u", "sg"});
  switch (random_.below(9)) {
    case 0: return leaf(format("tile[lid] = {}; {} u{} = tile[{}]; {}", x_.u32(2), barrier, random_.below(4), other, barrier));
    case 1: return leaf(format("real_tile[lid] = {}; {} f{} = real_tile[{}]; {}", x_.f32(2), barrier, random_.below(3), other, barrier));
    case 2: return leaf(format("byte_tile[lid] = {}; {} u{} += uint(byte_tile[({}) % n]); {}", x_.u8(2), barrier, random_.below(4), x_.u32(1), barrier));
    case 3: return leaf(format("if ({}) tile[lid] = {}; {} u{} ^= tile[({}) % n]; {}", x_.boolean(1), x_.u32(2), barrier, random_.below(4), x_.u32(1), barrier));
    // Equal in all threads, which no compiler can see.
    case 4: return leaf(format("tile[lid] = {}; {} e{} = tile[0]; {}", x_.u32(2), barrier, random_.below(2), barrier));
    // Tree reduction, as everyone writes it.
    case 5: return leaf(format("tile[lid] = {}; {} for (uint k = 128u; k > 0u; k >>= 1) {{ if (lid < k && lid + k < n) tile[lid] += tile[lid + k]; {} }} u{} = tile[0]; {}", x_.u32(1), barrier, barrier, random_.below(4), barrier));
    // Scan: between two barriers read, between the next two written.
    case 6: return leaf(format("tile[lid] = {}; {} for (uint k = 1u; k < n; k <<= 1) {{ uint z = lid >= k ? tile[lid - k] : 0u; {} tile[lid] += z; {} }} u{} = tile[lid]; {}", x_.u32(1), barrier, barrier, barrier, random_.below(4), barrier));
    case 7: return leaf(format("tile[lid] = {}; simdgroup_barrier(mem_flags::mem_threadgroup); u{} = tile[min((lid & ~31u) + ((lane + {}u) & 31u), n - 1u)]; {}", x_.u32(2), random_.below(4), random_.between(1, 31), barrier));
    default:
      if (!features_.atomics) return leaf(format("tile[lid] ^= {}; {}", x_.u32(2), barrier));
      return leaf(format("{} u{} = atomic_load_explicit(&tallies[{} & 31u], memory_order_relaxed); {}", barrier,
                         random_.below(4), x_.u32(1), barrier));
  }
}

// A product as matrix kernels write it: rows by columns of fragments, summed over a loop. A SIMD-group has 256 floats of
// `matrices`; all numbers are small and whole.
Statement Statements::matrices(const Place& place) {
  const std::string z = format("z{}", names_++);
  const std::uint32_t rows = random_.between(1, 2), columns = random_.pick(std::array{1u, 2u, 2u, 3u, 4u, 4u});
  const bool barriers = place.uniform && features_.threadgroup_memory && random_.chance(50);
  const std::string barrier = "threadgroup_barrier(mem_flags::mem_threadgroup);";
  const auto each = [&](const char* name, std::uint32_t end, const std::string& text) { return format("for (uint {0} = 0u; {0} < {1}u; ++{0}) {{ {2} }}", name, end, text); };
  const std::string trips = random_.chance(50) ? format("{}u", random_.between(1, 3)) : format("({} & 3u)", barriers || random_.chance(70) ? x_.uniform(1) : x_.u32(1));
  const std::string change = format("thread_elements()[{}] += float({} & 3u);", random_.below(2), x_.u32(1));
  const auto load = [&](const char* name, const char* index) {
    const std::string transposed = random_.chance(25) ? ", ulong2(0, 0), true" : "";
    const std::string stride = random_.pick(std::array{"8u", "16u", "(params[6] & 15u)", "33u"});
    return format("simdgroup_load({}{}[{}], smalls + {} * 8u + {}k * {}u, {}{});", name, z, index, index, random_.chance(30) ? "sg * 5u + " : "", random_.between(0, 40), stride, transposed);
  };
  std::string step = each("i", rows, load("a", "i")) + " " + each("j", columns, load("b", "j"));
  if (barriers) {
    const std::uint32_t wide = random_.pick(std::array{8u, 24u});
    step += format(" {0} for (uint i = lid; i < 256u; i += n) real_tile[i] = smalls[i + k]; {0} {1}", barrier, each("j", columns, format("simdgroup_load(b{}[j], real_tile + j * 8u, {}u);", z, wide)));
  }
  if (random_.chance(30)) step += format(" {}{}[0].{}", random_.pick(std::array{"a", "b"}), z, change);
  // Every other row may go backwards.
  const std::string column = random_.chance(30) ? format("(i & 1u) != 0u ? {}u - j : j", columns - 1) : "j";
  const std::string product = format("const uint c = {1}; simdgroup_multiply_accumulate(c{0}[i][c], a{0}[i], b{0}[c], c{0}[i][c]);", z, column);
  step += " " + each("i", rows, each("j", columns, product));
  if (random_.chance(20)) step += format(" c{}[{}][{}].{}", z, random_.below(rows), random_.below(columns), change);
  if (random_.chance(20)) step += format(" c{0}[0][0] = c{0}[{1}][{2}];", z, rows - 1, columns - 1);
  std::string start = random_.chance(50) ? format("c{}[i][j] = make_filled_simdgroup_matrix<float, 8, 8>({}.0f);", z, random_.below(3)) : format("simdgroup_load(c{0}[i][j], smalls + i * 64u + j * 8u, 32u);", z);
  // One row of at most four fragments fits.
  const std::string store = format("simdgroup_store(c{0}[{1}][j], matrices + group * 2048u + sg * 256u + j * 8u, 32u);", z, random_.below(rows));
  const std::string read = format("f{0} = tame(f{0} + c{1}[i][j].thread_elements()[{2}]);", random_.below(3), z, random_.below(2));
  return {{format("{{ simdgroup_float8x8 a{0}[{1}], b{0}[{2}], c{0}[{1}][{2}];", z, rows, columns), each("i", rows, each("j", columns, start)),
           format("for (uint k = 0u; k < {}; ++k) {{ {} }} {}", trips, step, barriers ? barrier : ""), each("j", columns, store), each("i", rows, each("j", columns, read)) + " }"}, {}};
}

Statement Statements::branch(Place place) {
  const bool uniform = place.uniform && features_.threadgroup_memory && random_.chance(50);
  const std::string condition = uniform ? x_.uniform_boolean(1) : x_.boolean(2);
  place.uniform = uniform;
  Statement all{{format("if ({}) {{", condition)}, {block(place, 4)}};
  if (random_.chance(50)) {
    all.pieces.push_back("} else {");
    all.blocks.push_back(block(place, 4));
  }
  all.pieces.push_back("}");
  return all;
}

Statement Statements::selection(Place place) {
  const bool uniform = place.uniform && features_.threadgroup_memory && random_.chance(40);
  const std::string value = uniform ? x_.uniform(1) : x_.u32(2);
  // Falling through, threads of two cases meet: not all of a threadgroup comes that way, unless all of it chose alike.
  place.uniform = uniform;
  place.breakable = false;
  Statement all{{format("switch ({} & 3u) {{ case 0u: {{", value)}, {block(place, 3)}};
  for (unsigned k = 1; k < 1 + random_.below(3); ++k) {
    all.pieces.push_back(format("}} {} case {}u: {{", random_.chance(70) ? "break;" : "", k));
    all.blocks.push_back(block(place, 3));
  }
  if (random_.chance(50)) {
    all.pieces.push_back("} break; default: {");
    all.blocks.push_back(block(place, 2));
  }
  all.pieces.push_back("} }");
  return all;
}

Statement Statements::counted_loop(Place place) {
  const std::string name = format("n{}", names_++);
  const bool uniform = random_.chance(50);
  place.loop = place.breakable = true;
  place.loop_uniform = uniform && place.uniform;
  place.trips *= 7;
  std::string head;
  if (uniform) {
    head = random_.chance(50) ? format("for (uint {0} = 0u; {0} < {1}u; ++{0}) {{", name, random_.between(1, 6)) : format("for (uint {0} = 0u; {0} < ({1} & 7u); ++{0}) {{", name, x_.uniform(1));
    x_.uniform_counters.push_back(name);
  } else {
    place.uniform = false;
    head = random_.chance(70) ? format("for (uint {0} = 0u; {0} < ({1} & 7u); ++{0}) {{", name, x_.u32(2)) : format("for (uint {0} = ({1} & 63u); {0} != 0u; {0} >>= 1) {{", name, x_.u32(1));
  }
  x_.counters.push_back(name);
  Statement all{{head, "}"}, {block(place, 5)}};
  x_.counters.pop_back();
  if (uniform) x_.uniform_counters.pop_back();
  return all;
}

// The counter moves first, so that no `continue` passes it by.
Statement Statements::conditional_loop(Place place) {
  const std::string name = format("n{}", names_++);
  const unsigned trips = random_.between(2, 6);
  const bool uniform = place.uniform && features_.threadgroup_memory && random_.chance(40);
  const std::string condition = uniform ? x_.uniform_boolean(1) : x_.boolean(2);
  place.loop = place.breakable = true;
  place.uniform = place.loop_uniform = uniform;
  place.trips *= trips;
  x_.counters.push_back(name);
  std::vector<Statement> inside = block(place, 4);
  x_.counters.pop_back();
  if (random_.chance(50)) return {{format("{{ uint {0} = 0u; while ({0} < {1}u && {2}) {{ ++{0};", name, trips, condition), "} }"}, {std::move(inside)}};
  return {{format("{{ uint {0} = 0u; do {{ ++{0};", name), format("}} while ({} < {}u && {}); }}", name, trips, condition)}, {std::move(inside)}};
}

// Elements a threadgroup, a SIMD-group or a grid apart, to an end that some threads reach a trip before others: whole SIMD-groups of
// a threadgroup leave early.
Statement Statements::strided_loop(Place place) {
  const std::string at = format("p{}", names_), trip = format("n{}", names_);
  ++names_;
  constexpr std::array<std::pair<const char*, const char*>, 7> kWalks = {{{"lid", "n"}, {"lid", "n"}, {"me", "total"}, {"lane", "32u"}, {"lid", "64u"}, {"sg", "2u"}, {"gid", "grid"}}};
  auto [from, step] = random_.pick(kWalks);
  std::string begin = from, by = step;
  if (begin == "gid") begin = features_.dimensions == 1 ? "gid" : "gid.x", by = features_.dimensions == 1 ? "grid" : "grid.x";
  const std::string end = random_.chance(30) ? format("{} * {}u", by, random_.between(1, 4)) : format("{} * {}u + {} % {}", by, random_.below(4), x_.uniform(1), by);
  place.loop = place.breakable = true;
  place.uniform = place.loop_uniform = false;
  place.trips *= 5;
  x_.counters.push_back(trip);
  std::vector<Statement> inside = block(place, 4);
  x_.counters.pop_back();
  const unsigned u = random_.below(4), f = random_.below(3);
  std::string own;
  switch (random_.below(5)) {
    case 0: own = format("u{} += in[{} & 8191u];", u, at); break;
    case 1: own = format("f{0} = tame(f{0} + reals[{1} & 8191u]);", f, at); break;
    case 2: own = format("u{0} = u{0} * 31u + {1};", u, at); break;
    case 3: own = format("if (in[{1} & 8191u] > u{0}) u{0} = {1};", u, at); break;
    default: own = format("f{0} = tame(fma(reals[{1} & 1023u], smalls[{1} & 1023u], f{0}));", f, at);
  }
  inside.insert(random_.chance(50) ? inside.begin() : inside.end(), leaf(own));
  return {{format("for (uint {0} = {1}, {2} = 0u; {0} < {3}; {0} += {4}, ++{2}) {{", at, begin, trip, end, by), "}"}, {std::move(inside)}};
}

}  // namespace pewter::fuzz
