// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Threadgroup and SIMD-group Synchronization Functions": algorithms that go wrong when a barrier does
// not hold, over threadgroups of many sizes.
#include <numeric>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

const unsigned kSizes[] = {1, 2, 31, 32, 33, 64, 100, 256, 1000, 1024};

void add_sized(Suite& suite) {
  const char* tree =
      "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]],\n"
      "              uint g [[threadgroup_position_in_grid]], uint n [[threads_per_threadgroup]]) {\n"
      "  threadgroup uint t[1024];\n  t[l] = i * 3 + 1;\n"
      "  for (uint count = n; count > 1;) {\n"
      "    threadgroup_barrier(mem_flags::mem_threadgroup);\n"
      "    uint upper = (count + 1) / 2;\n"
      "    uint other = l + upper < count ? t[l + upper] : 0;\n"
      "    threadgroup_barrier(mem_flags::mem_threadgroup);\n"
      "    if (l < upper) t[l] += other;\n    count = upper;\n  }\n"
      "  if (l == 0) out[g] = t[0];\n}";
  const char* scan =
      "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]],\n"
      "              uint n [[threads_per_threadgroup]], threadgroup uint* t [[threadgroup(0)]]) {\n"
      "  t[l] = l + 1;\n"
      "  for (uint step = 1; step < n; step *= 2) {\n"
      "    threadgroup_barrier(mem_flags::mem_threadgroup);\n    uint v = l >= step ? t[l - step] : 0;\n"
      "    threadgroup_barrier(mem_flags::mem_threadgroup);\n    t[l] += v;\n  }\n  out[i] = t[l];\n}";
  const char* ring =
      "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]],\n"
      "              uint n [[threads_per_threadgroup]]) {\n"
      "  threadgroup uint t[2][1024];\n  t[0][l] = l;\n  uint from = 0;\n"
      "  for (int round = 0; round < 17; ++round) {\n    threadgroup_barrier(mem_flags::mem_threadgroup);\n"
      "    t[1 - from][l] = t[from][(l + 1) % n];\n    from = 1 - from;\n  }\n"
      "  out[i] = t[from][l];\n}";
  for (unsigned size : kSizes) {
    add_kernel<unsigned>(suite, {.name = fmt::format("tree_reduction.{}", size), .source = tree, .grid = {3 * size, 1, 1}, .group = {size, 1, 1},
                                 .expected = generate<unsigned>(3, [=](auto g) {
                                   unsigned sum = 0;
                                   for (unsigned l = 0; l < size; ++l) sum += unsigned(g * size + l) * 3 + 1;
                                   return sum;
                                 })});
    add_kernel<unsigned>(suite, {.name = fmt::format("scan_in_bound_memory.{}", size), .source = scan, .grid = {2 * size, 1, 1}, .group = {size, 1, 1},
                                 .expected = generate<unsigned>(2 * size, [=](auto i) { unsigned l = unsigned(i % size); return (l + 1) * (l + 2) / 2; }),
                                 .threadgroup_memory = {{0, (4 * size + 15) / 16 * 16}}});
    add_kernel<unsigned>(suite, {.name = fmt::format("ring.{}", size), .source = ring, .grid = {2 * size, 1, 1}, .group = {size, 1, 1},
                                 .expected = generate<unsigned>(2 * size, [=](auto i) { return (i % size + 17) % size; })});
  }
  // The last threadgroup is smaller: its barriers wait for its own threads only.
  add_kernel<unsigned>(suite, {.name = "tree_reduction.partial_last_group", .source = tree, .grid = {150, 1, 1}, .group = {64, 1, 1},
                               .expected = generate<unsigned>(3, [](auto g) {
                                 unsigned sum = 0;
                                 for (unsigned i = unsigned(g) * 64; i < std::min(150u, unsigned(g) * 64 + 64); ++i) sum += i * 3 + 1;
                                 return sum;
                               })});
}

void add_forms(Suite& suite) {
  add_kernel<float>(suite, {.name = "transpose_tile_2d",
                            .source = "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint2 p [[thread_position_in_grid]], uint2 l [[thread_position_in_threadgroup]], uint2 g [[threadgroup_position_in_grid]]) {\n"
                                      "  threadgroup float tile[8][9]; tile[l.y][l.x] = in[p.y * 32 + p.x]; threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                      "  uint2 q = uint2(g.y, g.x) * 8 + l; out[q.y * 32 + q.x] = tile[l.x][l.y]; }",
                            .grid = {32, 32, 1}, .group = {8, 8, 1}, .expected = generate<float>(1024, [](auto n) { return (n % 32) * 32 + n / 32; }),
                            .inputs = {bytes_of(generate<float>(1024, [](auto n) { return n; }))}});
  add_kernel<unsigned>(suite, {.name = "device_memory_barrier",
                               .source = "kernel void k(device uint* out [[buffer(0)]], device uint* scratch [[buffer(1)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) {\n"
                                         "  scratch[i] = i * i; threadgroup_barrier(mem_flags::mem_device); out[i] = scratch[i - l + (63 - l)]; }",
                               .grid = {128, 1, 1}, .group = {64, 1, 1},
                               .expected = generate<unsigned>(128, [](auto i) { auto j = i / 64 * 64 + 63 - i % 64; return j * j; }), .inputs = {Bytes(512)}});
  add_kernel<unsigned>(suite, {.name = "barrier_with_both_flags",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { threadgroup uint t[64]; t[l] = l; threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device); out[l] = t[l ^ 33]; }",
                               .grid = {64, 1, 1}, .group = {64, 1, 1}, .expected = generate<unsigned>(64, [](auto l) { return l ^ 33; })});
  add_kernel<unsigned>(suite, {.name = "barrier_in_function",
                               .source = "static uint exchange(threadgroup uint* t, uint l, uint v, uint with) { threadgroup_barrier(mem_flags::mem_threadgroup); t[l] = v; threadgroup_barrier(mem_flags::mem_threadgroup); return t[with]; }\n"
                                         "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { threadgroup uint t[64]; uint v = l; for (uint s = 1; s < 64; s *= 2) v += exchange(t, l, v, l ^ s); out[l] = v; }",
                               .grid = {64, 1, 1}, .group = {64, 1, 1}, .expected = std::vector<unsigned>(64, 2016)});
  add_kernel<unsigned>(suite, {.name = "barrier_in_uniform_branch",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) { threadgroup uint t[64]; t[l] = l; if (g & 1) { threadgroup_barrier(mem_flags::mem_threadgroup); out[g * 64 + l] = t[63 - l]; } else { out[g * 64 + l] = 7; } }",
                               .grid = {256, 1, 1}, .group = {64, 1, 1}, .expected = generate<unsigned>(256, [](auto i) { return i / 64 % 2 ? 63 - i % 64 : 7; })});
  add_kernel<unsigned>(suite, {.name = "early_return_before_barrier_of_the_rest",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) { if (g == 1) return; threadgroup uint t[64]; t[l] = l; threadgroup_barrier(mem_flags::mem_threadgroup); out[g * 64 + l] = t[63 - l]; }",
                               .grid = {192, 1, 1}, .group = {64, 1, 1}, .expected = generate<unsigned>(192, [](auto i) { return i / 64 == 1 ? 0 : 63 - i % 64; })});
  add_kernel<unsigned>(suite, {.name = "simdgroup_barrier",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { threadgroup uint t[128]; t[l] = l * 3; simdgroup_barrier(mem_flags::mem_threadgroup); out[l] = t[l ^ 31]; }",
                               .grid = {128, 1, 1}, .group = {128, 1, 1}, .expected = generate<unsigned>(128, [](auto l) { return (l ^ 31) * 3; })});
  add_kernel<unsigned>(suite, {.name = "simdgroup_barrier_none",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { simdgroup_barrier(mem_flags::mem_none); out[l] = l; }",
                               .grid = {40, 1, 1}, .group = {40, 1, 1}, .expected = generate<unsigned>(40, [](auto l) { return l; })});
  add_kernel<unsigned>(suite, {.name = "threadgroup_memory_is_apart",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) { threadgroup uint t[1]; if (l == 0) t[0] = g; threadgroup_barrier(mem_flags::mem_threadgroup); for (int n = 0; n < 50; ++n) { threadgroup_barrier(mem_flags::mem_none); } out[g * 32 + l] = t[0]; }",
                               .grid = {32 * 40, 1, 1}, .group = {32, 1, 1}, .expected = generate<unsigned>(1280, [](auto i) { return i / 32; })});
  add_kernel<float>(suite, {.name = "tiled_matmul",
                            .source = "kernel void k(device float* c [[buffer(0)]], device const float* a [[buffer(1)]], device const float* b [[buffer(2)]], uint2 p [[thread_position_in_grid]], uint2 l [[thread_position_in_threadgroup]]) {\n"
                                      "  threadgroup float ta[8][8], tb[8][8]; float sum = 0;\n"
                                      "  for (uint t = 0; t < 24; t += 8) { ta[l.y][l.x] = a[p.y * 24 + t + l.x]; tb[l.y][l.x] = b[(t + l.y) * 24 + p.x]; threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                      "    for (uint n = 0; n < 8; ++n) sum += ta[l.y][n] * tb[n][l.x]; threadgroup_barrier(mem_flags::mem_threadgroup); }\n"
                                      "  c[p.y * 24 + p.x] = sum; }",
                            .grid = {24, 24, 1}, .group = {8, 8, 1},
                            .expected = generate<float>(576, [](auto n) { double s = 0; for (unsigned j = 0; j < 24; ++j) s += double((n / 24 * 24 + j) % 7) * double((j * 24 + n % 24) % 5); return s; }),
                            .inputs = {bytes_of(generate<float>(576, [](auto n) { return n % 7; })), bytes_of(generate<float>(576, [](auto n) { return n % 5; }))}});
}

// Loops in strides of the threadgroup, which SIMD-groups may run together: all as often, some lanes or some SIMD-groups
// less often or never, and stores that the same thread reads later. The sums are over `in`, which is i % 251.
void add_strided(Suite& suite) {
  struct Way {
    const char* name;
    const char* end;                             // of thread l of n in SIMD-group s
    unsigned (*value)(unsigned l, unsigned n);  // of that
  };
  const Way ways[] = {
      {"all_alike", "n * 70", [](unsigned, unsigned n) { return n * 70; }},
      {"last_trip_in_part", "n * 70 + 41", [](unsigned, unsigned n) { return n * 70 + 41; }},
      {"by_simdgroup", "n * (3 + s)", [](unsigned l, unsigned n) { return n * (3 + l / 32); }},
      {"simdgroup_skips", "s == 1 ? 0 : n * 9", [](unsigned l, unsigned n) { return l / 32 == 1 ? 0 : n * 9; }},
      {"by_lane", "n * 5 + l % 7 * n", [](unsigned l, unsigned n) { return n * 5 + l % 7 * n; }},
      {"fewer_than_threads", "n / 2 + 3", [](unsigned, unsigned n) { return n / 2 + 3; }},
      {"end_from_memory", "in[s] * n + in[l]", [](unsigned l, unsigned n) { return l / 32 % 251 * n + l % 251; }},
  };
  constexpr unsigned kMost = 40 * 1024;
  const Bytes in = bytes_of(generate<unsigned>(kMost, [](auto i) { return i % 251; }));
  for (const Way& way : ways) {
    const std::string head =
        "kernel void k(device uint* out [[buffer(0)]], device uint* in [[buffer(1)]], device uint* kept [[buffer(2)]],\n"
        "              uint l [[thread_index_in_threadgroup]], uint s [[simdgroup_index_in_threadgroup]],\n"
        "              uint p [[thread_position_in_grid]], uint n [[threads_per_threadgroup]]) {\n"
        "  const uint end = " + std::string(way.end) + ";\n  uint sum = 0, last = 12345;\n";
    const std::string sums = head +
                             "  for (uint i = l; i < end; i += n) { last = in[i]; sum = sum * 3 + last; }\n"
                             "  out[p] = sum ^ last;\n}";
    // Each thread reads back what it wrote a trip ago, and overwrites what it read.
    const std::string stores = head +
                               "  for (uint i = l; i < end; i += n) { kept[i] = in[i] + 1; if (i >= n) sum += kept[i - n];\n"
                               "    in[i] = 7; }\n"
                               "  out[p] = sum;\n}";
    for (unsigned size : {32u, 64u, 100u, 192u, 256u, 512u}) {
      add_kernel<unsigned>(suite, {.name = fmt::format("strided_sum.{}.{}", way.name, size), .source = sums, .grid = {2 * size + size / 2, 1, 1}, .group = {size, 1, 1},
                                   .expected = generate<unsigned>(2 * size + size / 2, [&](auto i) {
                                     // The last threadgroup is half as large.
                                     const unsigned n = i >= 2 * size ? size / 2 : size, l = unsigned(i % size);
                                     unsigned sum = 0, last = 12345;
                                     for (unsigned k = l; k < way.value(l, n); k += n) { last = k % 251; sum = sum * 3 + last; }
                                     return sum ^ last;
                                   }),
                                   .inputs = {in, Bytes(4)}});
      if (std::string_view(way.name) == "end_from_memory") continue;
      add_kernel<unsigned>(suite, {.name = fmt::format("strided_stores.{}.{}", way.name, size), .source = stores, .grid = {size, 1, 1}, .group = {size, 1, 1},
                                   .expected = generate<unsigned>(size, [&](auto i) {
                                     const unsigned l = unsigned(i);
                                     unsigned sum = 0;
                                     for (unsigned k = l + size; k < way.value(l, size); k += size) sum += (k - size) % 251 + 1;
                                     return sum;
                                   }),
                                   .inputs = {in, Bytes(4 * kMost)}});
    }
  }
}

}  // namespace

void add_synchronization(Suite& suite) {
  add_sized(suite);
  add_strided(suite);
  add_forms(suite);
}

}  // namespace pewter::conformance
