// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Atomic Functions": every operation and type in device and threadgroup memory, under contention.
#include <algorithm>
#include <set>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

constexpr unsigned kThreads = 2048;  // 8 threadgroups of 256: all cores at the same cells
constexpr unsigned kGroup = 256;

// One operation on its own cell. `arrivals` threads take part with i = 0, 1, ...; the final value does not depend on order.
struct Operation {
  std::string name;
  std::string statement;                    // over `cell` (an atomic pointer), i, $T
  std::string initial;                      // MSL expression of the cell's first value
  std::function<double(unsigned arrivals)> expected;
  bool integers_only = true;
  bool signed_only = false;
};

const std::vector<Operation>& operations() {
  static const std::vector<Operation> table{
      {"store", "atomic_store_explicit(cell, $T(42), memory_order_relaxed);", "0", [](unsigned) { return 42.; }, false},
      {"exchange", "atomic_exchange_explicit(cell, $T(17), memory_order_relaxed);", "5", [](unsigned) { return 17.; }, false},
      {"load", "if (atomic_load_explicit(cell, memory_order_relaxed) != $T(9)) atomic_store_explicit(cell, $T(0), memory_order_relaxed);", "9",
       [](unsigned) { return 9.; }, false},
      {"fetch_add", "atomic_fetch_add_explicit(cell, $T(3), memory_order_relaxed);", "10", [](unsigned n) { return 10. + 3 * n; }, false},
      {"fetch_sub", "atomic_fetch_sub_explicit(cell, $T(2), memory_order_relaxed);", "100000", [](unsigned n) { return 100000. - 2 * n; }, false},
      {"fetch_add_lane_values", "atomic_fetch_add_explicit(cell, $T(i % 7u), memory_order_relaxed);", "0",
       [](unsigned n) { double s = 0; for (unsigned i = 0; i < n; ++i) s += i % 7; return s; }, false},
      {"fetch_max", "atomic_fetch_max_explicit(cell, $T(i), memory_order_relaxed);", "3", [](unsigned n) { return n - 1.; }},
      {"fetch_min", "atomic_fetch_min_explicit(cell, $T(5000u - i), memory_order_relaxed);", "100000", [](unsigned n) { return 5001. - n; }},
      {"fetch_max_negative", "atomic_fetch_max_explicit(cell, -$T(i) - 5, memory_order_relaxed);", "-100000", [](unsigned) { return -5.; }, true, true},
      {"fetch_min_negative", "atomic_fetch_min_explicit(cell, -$T(i), memory_order_relaxed);", "5", [](unsigned n) { return 1. - n; }, true, true},
      {"fetch_and", "atomic_fetch_and_explicit(cell, ~($T(1) << $T(i % 16u)), memory_order_relaxed);", "0x7fffffff", [](unsigned) { return double(0x7fff0000); }},
      {"fetch_or", "atomic_fetch_or_explicit(cell, $T(1) << $T(i % 20u), memory_order_relaxed);", "0", [](unsigned) { return double(0xfffff); }},
      {"fetch_xor", "atomic_fetch_xor_explicit(cell, $T(i), memory_order_relaxed);", "12345", [](unsigned n) { unsigned x = 12345; for (unsigned i = 0; i < n; ++i) x ^= i; return double(x); }},
      {"compare_exchange_loop",
       "$T seen = atomic_load_explicit(cell, memory_order_relaxed); while (!atomic_compare_exchange_weak_explicit(cell, &seen, seen + $T(1), memory_order_relaxed, memory_order_relaxed)) {}",
       "7", [](unsigned n) { return 7. + n; }, false},
      {"compare_exchange_fails", "$T wrong = $T(1); if (atomic_compare_exchange_weak_explicit(cell, &wrong, $T(99), memory_order_relaxed, memory_order_relaxed) || wrong != $T(8)) atomic_store_explicit(cell, $T(0), memory_order_relaxed);",
       "8", [](unsigned) { return 8.; }, false},
  };
  return table;
}

void add_operations(Suite& suite) {
  for (const NumberType* type : {&kInt, &kUint, &kFloat}) {
    for (const char* space : {"device", "threadgroup"}) {
      const bool shared = *space == 't';
      const std::string element(type->name), atomic = type->is_float() ? "atomic<float>" : "atomic_" + element;
      std::vector<const Operation*> used;
      for (const Operation& op : operations())
        if (!(type->is_float() && op.integers_only) && !(op.signed_only && type != &kInt)) used.push_back(&op);
      const auto count = unsigned(used.size());
      // Cells live in buffer 0 (device) or are copied there, a row a threadgroup (threadgroup).
      std::string text = fmt::format("kernel void k(device {}* out [[buffer(0)]], uint g_i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) {{\n",
                                     shared ? element : atomic);
      if (shared) {
        text += fmt::format("  threadgroup {} cells[{}]; uint i = l;\n  if (l == 0) {{\n", atomic, count);
        for (unsigned n = 0; n < count; ++n) text += fmt::format("    atomic_store_explicit(&cells[{}], {}({}), memory_order_relaxed);\n", n, element, used[n]->initial);
        text += "  }\n  threadgroup_barrier(mem_flags::mem_threadgroup);\n";
      } else {
        text += "  uint i = g_i;\n";
      }
      for (unsigned n = 0; n < count; ++n)
        text += fmt::format("  {{ {} {}* cell = &{}[{}]; {} }}\n", space, atomic, shared ? "cells" : "out", n, substitute(used[n]->statement, {{"T", element}}));
      if (shared)
        text += fmt::format("  threadgroup_barrier(mem_flags::mem_threadgroup);\n  if (l < {0}u) out[g * {0}u + l] = atomic_load_explicit(&cells[l], memory_order_relaxed);\n", count);
      text += "}\n";
      Program program;
      program.source = msl(text);
      program.grid = {kThreads, 1, 1};
      program.group = {kGroup, 1, 1};
      const unsigned rows = shared ? kThreads / kGroup : 1;
      Bytes cells;
      for (unsigned n = 0; n < count * rows; ++n) {
        const double value = double(std::stoll(used[n % count]->initial, nullptr, 0));
        type->is_float() ? append(cells, *type, value) : append_integer(cells, *type, Wide(value));
      }
      program.buffers = {cells};
      std::vector<SharedCheck> checks;
      for (unsigned n = 0; n < count; ++n)
        checks.push_back({fmt::format("{}.{}.{}", used[n]->name, element, space), [=, op = used[n], type = type](const Program& after, Report& report) {
                            const double expected = op->expected(shared ? kGroup : kThreads);
                            for (unsigned row = 0; row < rows; ++row) {
                              const auto bits = load_bits(*type, after.buffers[0].data() + (row * count + n) * 4);
                              report.equal(type->is_float() ? decode(*type, bits) : double(decode_integer(*type, bits)), expected, fmt::format("cell of row {}", row));
                            }
                          }});
      add_shared(suite, program, std::move(checks));
    }
  }
}

// What the operations return: old values, each seen once.
void add_returned_values(Suite& suite) {
  for (const char* type : {"int", "uint"})
    for (const char* space : {"device", "threadgroup"})
      suite.add(fmt::format("fetch_add_returns_each_ticket_once.{}.{}", type, space), [=](Machine& machine, Report& report) {
        Program program;
        const bool shared = *space == 't';
        program.source = msl(substitute(shared ? "kernel void k(device $T* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) { threadgroup atomic_$T c; if (l == 0) atomic_store_explicit(&c, $T(0), memory_order_relaxed); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = atomic_fetch_add_explicit(&c, $T(1), memory_order_relaxed); }"
                                               : "kernel void k(device $T* out [[buffer(0)]], device atomic_$T* c [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = atomic_fetch_add_explicit(c, $T(1), memory_order_relaxed); }",
                                        {{"T", type}}));
        program.buffers = {Bytes(kThreads * 4), Bytes(4)};
        program.grid = {kThreads, 1, 1};
        program.group = {kGroup, 1, 1};
        if (!run(machine, program, report)) return;
        auto got = values_of<unsigned>(program.buffers[0]);
        const unsigned span = shared ? kGroup : kThreads;
        for (unsigned first = 0; first < kThreads; first += span) {
          std::sort(got.begin() + first, got.begin() + first + span);
          for (unsigned n = 0; n < span; ++n)
            if (got[first + n] != n) report.fail("ticket {} is {}", n, got[first + n]);
        }
      });
}

void add_others(Suite& suite) {
  add_kernel<unsigned>(suite, {.name = "histogram", .source = "kernel void k(device atomic_uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { atomic_fetch_add_explicit(&out[(i * i) % 10], 1u, memory_order_relaxed); }",
                               .grid = {kThreads, 1, 1}, .group = {kGroup, 1, 1},
                               .expected = [] { std::vector<unsigned> h(10); for (unsigned i = 0; i < kThreads; ++i) ++h[i * i % 10]; return h; }()});
  add_kernel<std::uint64_t>(suite, {.name = "max.ulong.device", .source = "kernel void k(device atomic_ulong* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { atomic_max_explicit(out, ulong(i) << 33, memory_order_relaxed); }",
                                    .grid = {kThreads, 1, 1}, .group = {kGroup, 1, 1}, .expected = {std::uint64_t(kThreads - 1) << 33}});
  add_kernel<std::uint64_t>(suite, {.name = "min.ulong.device", .source = "kernel void k(device atomic_ulong* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { atomic_min_explicit(out, (ulong(7000) - i) << 33, memory_order_relaxed); }",
                                    .grid = {kThreads, 1, 1}, .group = {kGroup, 1, 1}, .expected = {std::uint64_t(7001 - kThreads) << 33}, .initial = {~0ull}});
  add_kernel<unsigned char>(suite, {.name = "bool.device", .source = "kernel void k(device atomic_bool* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { if (i == 77) atomic_store_explicit(&out[0], true, memory_order_relaxed); if (i == 78) atomic_exchange_explicit(&out[1], true, memory_order_relaxed); if (i == 79 && !atomic_load_explicit(&out[2], memory_order_relaxed)) atomic_store_explicit(&out[3], true, memory_order_relaxed); }",
                                    .grid = {128, 1, 1}, .group = {64, 1, 1}, .expected = {1, 1, 0, 1}});
  add_kernel<unsigned>(suite, {.name = "threadgroup.bound_memory", .source = "kernel void k(device uint* out [[buffer(0)]], threadgroup atomic_uint* c [[threadgroup(0)]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) { if (l < 4) atomic_store_explicit(&c[l], 0u, memory_order_relaxed); threadgroup_barrier(mem_flags::mem_threadgroup); atomic_fetch_add_explicit(&c[l % 4], l, memory_order_relaxed); threadgroup_barrier(mem_flags::mem_threadgroup); if (l < 4) out[g * 4 + l] = atomic_load_explicit(&c[l], memory_order_relaxed); }",
                               .grid = {256, 1, 1}, .group = {64, 1, 1}, .expected = generate<unsigned>(16, [](auto n) { return 480 + 16 * (n % 4); }), .threadgroup_memory = {{0, 16}}});
  add_kernel<unsigned>(suite, {.name = "last_group_sums_all", .source = "kernel void k(device uint* out [[buffer(0)]], device atomic_uint* done [[buffer(1)]], device atomic_uint* partial [[buffer(2)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]], uint groups [[threadgroups_per_grid]]) {\n"
                                                                         "  threadgroup atomic_uint sum; threadgroup uint order; if (l == 0) atomic_store_explicit(&sum, 0u, memory_order_relaxed); threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                                                         "  atomic_fetch_add_explicit(&sum, i, memory_order_relaxed); threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                                                         "  if (l == 0) { atomic_store_explicit(&partial[g], atomic_load_explicit(&sum, memory_order_relaxed), memory_order_relaxed); atomic_thread_fence(mem_flags::mem_device, memory_order_seq_cst, thread_scope_device); order = atomic_fetch_add_explicit(done, 1u, memory_order_relaxed); }\n"
                                                                         "  threadgroup_barrier(mem_flags::mem_threadgroup); if (order == groups - 1 && l == 0) { atomic_thread_fence(mem_flags::mem_device, memory_order_seq_cst, thread_scope_device); uint total = 0; for (uint n = 0; n < groups; ++n) total += atomic_load_explicit(&partial[n], memory_order_relaxed); out[0] = total; } }",
                               .grid = {kThreads, 1, 1}, .group = {kGroup, 1, 1}, .expected = {kThreads * (kThreads - 1) / 2}, .inputs = {Bytes(4), Bytes(4 * kThreads / kGroup)}});
  for (const char* scope : {"thread_scope_threadgroup", "thread_scope_device", "thread_scope_simdgroup", "thread_scope_thread"})
    for (const char* order : {"memory_order_relaxed", "memory_order_acquire", "memory_order_release", "memory_order_acq_rel", "memory_order_seq_cst"})
      add_kernel<unsigned>(suite, {.name = fmt::format("fence.{}.{}", scope, order), .source = fmt::format("kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {{ out[i] = i; atomic_thread_fence(mem_flags::mem_device, {}, {}); out[i] += 1; }}", order, scope),
                                   .grid = {4, 1, 1}, .group = {4, 1, 1}, .expected = {1, 2, 3, 4}});
  add_kernel<float>(suite, {.name = "float_max_through_compare_exchange", .source = "kernel void k(device atomic<float>* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { float v = float((i * 37) % 1000), old = atomic_load_explicit(out, memory_order_relaxed); while (old < v && !atomic_compare_exchange_weak_explicit(out, &old, v, memory_order_relaxed, memory_order_relaxed)) {} }",
                            .grid = {kThreads, 1, 1}, .group = {kGroup, 1, 1}, .expected = {999}});
  add_kernel<unsigned>(suite, {.name = "in_struct", .source = "struct S { atomic_uint n; uint pad; atomic_int m; };\nkernel void k(device S& s [[buffer(0)]]) { atomic_fetch_add_explicit(&s.n, 2u, memory_order_relaxed); atomic_fetch_sub_explicit(&s.m, 1, memory_order_relaxed); }",
                               .grid = {100, 1, 1}, .group = {50, 1, 1}, .expected = {200, 5, 7}, .initial = {0, 5, 107}});
}

}  // namespace

void add_atomics(Suite& suite) {
  add_operations(suite);
  add_returned_values(suite);
  add_others(suite);
}

}  // namespace pewter::conformance
