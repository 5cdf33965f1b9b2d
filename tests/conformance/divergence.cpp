// SPDX-License-Identifier: Apache-2.0
// SIMD-group functions where lanes have parted: which lanes are active at a call is what the structure of the program says.
#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

// 32 lanes; `oracle(lane)` is out[lane].
void add(Suite& suite, const char* name, const std::string& body, unsigned (*oracle)(unsigned lane), const char* preamble = "") {
  add_kernel<unsigned>(suite, {.name = name,
                               .source = std::string(preamble) + "\nkernel void k(device uint* out [[buffer(0)]], uint lane [[thread_index_in_simdgroup]]) {\n" + body + "\n}\n",
                               .grid = {32, 1, 1}, .group = {32, 1, 1}, .expected = generate<unsigned>(32, [=](auto lane) { return oracle(unsigned(lane)); })});
}

template <class F>
unsigned count_if(F taken) {
  unsigned sum = 0;
  for (unsigned lane = 0; lane < 32; ++lane) sum += taken(lane) ? 1 : 0;
  return sum;
}

}  // namespace

void add_divergence(Suite& suite) {
  add(suite, "if_else", "uint r; if (lane < 10) r = simd_sum(lane); else r = simd_sum(lane) + 1000; out[lane] = r;",
      [](unsigned lane) { return lane < 10 ? 45u : 496 - 45 + 1000u; });
  add(suite, "if_without_else", "uint r = 5; if (lane & 1) r = simd_sum(lane); out[lane] = r;", [](unsigned lane) { return lane & 1 ? 256u : 5u; });
  add(suite, "meet_again_after_if", "uint r = 0; if (lane < 7) r = simd_sum(1u); out[lane] = simd_sum(1u) * 100 + r;",
      [](unsigned lane) { return 3200u + (lane < 7 ? 7 : 0); });
  add(suite, "nested_if", "uint r = 0; if (lane < 16) { if (lane & 1) r = simd_sum(1u); else r = simd_sum(10u); r += simd_sum(100u); } else r = simd_sum(1000u); out[lane] = r;",
      [](unsigned lane) { return lane < 16 ? (lane & 1 ? 8u : 80u) + 1600u : 16000u; });
  add(suite, "else_if_chain", "uint r; if (lane < 4) r = simd_sum(1u); else if (lane < 12) r = simd_sum(1u); else if (lane < 13) r = simd_sum(1u); else r = simd_sum(1u); out[lane] = r;",
      [](unsigned lane) { return lane < 4 ? 4u : lane < 12 ? 8u : lane < 13 ? 1u : 19u; });
  add(suite, "switch", "uint r = 0; switch (lane % 4) { case 0: r = simd_sum(1u); break; case 1: r = simd_sum(2u); break; case 2: r = simd_sum(3u); default: r += simd_sum(lane >= 0 ? 1u : 0u); } out[lane] = r;",
      [](unsigned lane) { return lane % 4 == 0 ? 8u : lane % 4 == 1 ? 16u : lane % 4 == 2 ? 24u + 16u : 16u; });
  add(suite, "early_return", "out[lane] = 1; if (lane % 3 == 0) return; out[lane] = simd_sum(1u);", [](unsigned lane) { return lane % 3 == 0 ? 1u : 21u; });
  add(suite, "early_return_twice", "out[lane] = 1; if (lane < 8) return; uint a = simd_sum(1u); if (lane > 23) { out[lane] = a; return; } out[lane] = simd_sum(1u) * 100;",
      [](unsigned lane) { return lane < 8 ? 1u : lane > 23 ? 24u : 1600u; });
  add(suite, "loop_varying_trip_count", "uint r = 0; for (uint n = 0; n < lane; ++n) r += simd_sum(1u); out[lane] = r;",
      [](unsigned lane) { unsigned r = 0; for (unsigned n = 0; n < lane; ++n) r += 31 - n; return r; });
  add(suite, "loop_varying_then_together", "uint r = 0; for (uint n = 0; n < lane % 5; ++n) r += 1; out[lane] = simd_sum(r);",
      [](unsigned) { unsigned r = 0; for (unsigned l = 0; l < 32; ++l) r += l % 5; return r; });
  add(suite, "loop_break", "uint r = 0; for (uint n = 0; n < 40; ++n) { r += simd_sum(1u); if (n == lane) break; } out[lane] = r;",
      [](unsigned lane) { unsigned r = 0; for (unsigned n = 0; n <= lane; ++n) r += 32 - n; return r; });
  add(suite, "loop_continue", "uint r = 0; for (uint n = 0; n < 4; ++n) { if ((lane + n) % 4 == 0) continue; r += simd_sum(1u); } out[lane] = r;",
      [](unsigned) { return 3 * 24u; });
  add(suite, "loop_continue_then_together", "uint r = 0; for (uint n = 0; n < 4; ++n) { uint all = simd_sum(1u); if ((lane + n) % 4 == 0) continue; r += all + simd_sum(1u); } out[lane] = r;",
      [](unsigned) { return 3 * (32 + 24u); });
  add(suite, "loop_return_inside", "for (uint n = 0; n < 32; ++n) { uint s = simd_sum(1u); if (n == lane) { out[lane] = s; return; } }", [](unsigned lane) { return 32 - lane; });
  add(suite, "while_any", "uint left = lane % 6, rounds = 0; while (simd_any(left > 0)) { if (left > 0) --left; ++rounds; } out[lane] = rounds;", [](unsigned) { return 5u; });
  add(suite, "do_while_ballot", "uint left = lane % 4, seen = 0; do { seen += popcount(uint((simd_vote::vote_t)simd_ballot(left > 0))); if (left > 0) --left; } while (simd_any(left > 0)); out[lane] = seen;",
      [](unsigned) { unsigned s = 0; for (unsigned l = 0; l < 32; ++l) s += l % 4; return s; });
  add(suite, "elect_one_by_one", "uint order = 0; for (uint n = 0; n < 32; ++n) { if (simd_is_first()) { order = n; break; } } out[lane] = order;", [](unsigned lane) { return lane; });
  add(suite, "unique_values_loop", "uint key = lane % 5, groups = 0, mine = 0; bool done = false; while (true) { bool want = !done; if (!simd_any(want)) break; if (want) { uint chosen = simd_broadcast_first(key); if (key == chosen) { mine = simd_sum(1u); done = true; } } ++groups; } out[lane] = groups * 100 + mine;",
      [](unsigned lane) { return 500u + (lane % 5 < 2 ? 7u : 6u); });
  // Lanes that leave a loop meet on their way out as in every other place of its body: in the iteration that they came in.
  add(suite, "waterfall", "uint key = lane % 5, sum = 0; for (;;) { if (key == simd_broadcast_first(key)) { sum = simd_sum(lane); break; } } out[lane] = sum;",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 5; l < 32; l += 5) s += l; return s; });
  add(suite, "waterfall_with_local", "uint key = lane % 5, sum = 0; for (;;) { uint first = simd_broadcast_first(key); if (key == first) { sum = simd_sum(lane); break; } } out[lane] = sum;",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 5; l < 32; l += 5) s += l; return s; });
  add(suite, "waterfall_returns", "uint key = lane % 5; while (true) { if (key == simd_broadcast_first(key)) { out[lane] = simd_sum(1u); return; } }",
      [](unsigned lane) { return lane % 5 < 2 ? 7u : 6u; });
  add(suite, "waterfall_in_function", "out[lane] = with_my_key(lane % 5, lane) + 1000 * simd_sum(1u);",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 5; l < 32; l += 5) s += l; return s + 32000; },
      "static uint with_my_key(uint key, uint value) { while (true) { if (key == simd_broadcast_first(key)) return simd_sum(value); } }");
  add(suite, "one_by_one_and_out", "uint sum = 7; while (true) { if (simd_is_first()) { sum = simd_sum(lane); break; } } out[lane] = sum;", [](unsigned lane) { return lane; });
  add(suite, "continue_before_a_break", "uint sum = 0; for (uint n = 0; n < 8; ++n) { if (n < lane % 4) continue; sum = simd_sum(lane); break; } out[lane] = sum;",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 4; l < 32; l += 4) s += l; return s; });
  add(suite, "a_break_that_always_breaks", "uint sum = 0; int i = -7; for (uint n = 0; n < 8; ++n) { if (n < lane % 4) continue; sum = simd_sum(lane); if (clamp(i, -100, 143) <= i) break; } out[lane] = sum;",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 4; l < 32; l += 4) s += l; return s; });
  add(suite, "leave_two_loops", "uint rounds = 0; for (uint a = 0; a < 4; ++a) { for (uint b = 0; b < 4; ++b) { ++rounds; if (a == lane % 3 && b == lane % 2) { out[lane] = simd_sum(lane) * 100 + rounds; return; } } }",
      [](unsigned lane) { unsigned s = 0; for (unsigned l = lane % 6; l < 32; l += 6) s += l; return s * 100 + lane % 3 * 4 + lane % 2 + 1; });
  add(suite, "loop_on_the_way_out", "uint sum = 0; for (uint a = 0; ; ++a) { if (a == lane % 3) { for (uint b = 0; b < 1 + lane % 2; ++b) sum += simd_sum(1u); break; } } out[lane] = sum;",
      [](unsigned lane) {
        const unsigned first = count_if([=](unsigned l) { return l % 3 == lane % 3; });
        return first + (lane % 2 ? count_if([=](unsigned l) { return l % 3 == lane % 3 && l % 2; }) : 0);
      });
  add(suite, "behind_the_loop_all_meet", "uint a = 0; for (;; ++a) { if (a == lane % 3) break; } out[lane] = simd_sum(1u) * 10 + a;", [](unsigned lane) { return 320 + lane % 3; });
  add(suite, "call_in_function", "uint r = lane < 20 ? twice(lane) : twice(lane) + 1; out[lane] = r;",
      [](unsigned lane) { return lane < 20 ? 2 * 190u : 2 * (496 - 190u) + 1; }, "static uint twice(uint v) { return simd_sum(v) * 2; }");
  add(suite, "function_with_early_return", "uint r = f(lane); out[lane] = r + simd_sum(1u);",
      [](unsigned lane) { return (lane & 1 ? 16u : 0u) + 32; }, "static uint f(uint lane) { if ((lane & 1) == 0) return 0; return simd_sum(1u); }");
  add(suite, "short_circuit", "bool both = lane < 12 && simd_any(lane == 20); bool other = lane >= 12 && simd_any(lane == 20); out[lane] = uint(both) + 2 * uint(other);",
      [](unsigned lane) { return lane >= 12 ? 2u : 0u; });
  add(suite, "conditional_operator", "out[lane] = (lane & 3) == 0 ? simd_sum(1u) : simd_max(lane);", [](unsigned lane) { return (lane & 3) == 0 ? 8u : 31u; });
  add(suite, "nested_loops", "uint r = 0; for (uint a = 0; a < 1 + lane % 2; ++a) for (uint b = 0; b < 1 + lane % 3; ++b) r += simd_sum(1u); out[lane] = r;",
      [](unsigned lane) {
        unsigned r = 0;
        for (unsigned a = 0; a < 1 + lane % 2; ++a)
          for (unsigned b = 0; b < 1 + lane % 3; ++b) r += count_if([=](unsigned l) { return a < 1 + l % 2 && b < 1 + l % 3; });
        return r;
      });
  add(suite, "ballot_in_branch_counts_branch_only", "uint r; if (lane < 5) r = uint((simd_vote::vote_t)simd_ballot(true)); else r = uint((simd_vote::vote_t)simd_ballot(true)); out[lane] = r;",
      [](unsigned lane) { return lane < 5 ? 0x1fu : ~0x1fu; });
  add(suite, "active_mask_in_loop", "uint r = 0; for (uint n = 0; n <= lane; n += 8) r = uint((simd_vote::vote_t)simd_active_threads_mask()); out[lane] = r;",
      [](unsigned lane) { return ~0u << (lane / 8 * 8); });
  add(suite, "shuffle_inside_branch", "uint v = lane * 10, r = 0; if (lane < 16) r = simd_shuffle(v, ushort(15 - lane)); out[lane] = r;", [](unsigned lane) { return lane < 16 ? (15 - lane) * 10 : 0u; });
  add(suite, "prefix_sum_in_branch", "uint r = 0; if (lane % 2 == 0) r = simd_prefix_exclusive_sum(1u); out[lane] = r;", [](unsigned lane) { return lane % 2 ? 0u : lane / 2; });
  add(suite, "uniform_branch_stays_together", "uint r = 0; if (simd_all(lane < 32)) r = simd_sum(1u); out[lane] = r;", [](unsigned) { return 32u; });
  add(suite, "goto_free_state_machine", "uint state = lane % 3, r = 0; for (int n = 0; n < 3; ++n) { switch (state) { case 0: r += simd_sum(1u); state = 1; break; case 1: r += simd_sum(100u); state = 2; break; case 2: r += simd_sum(10000u); state = 0; break; } } out[lane] = r;",
      [](unsigned lane) {
        unsigned r = 0;
        for (unsigned n = 0; n < 3; ++n) {
          const unsigned state = (lane + n) % 3;
          const unsigned together = count_if([=](unsigned l) { return (l + n) % 3 == state; });
          r += together * (state == 0 ? 1 : state == 1 ? 100 : 10000);
        }
        return r;
      });
  add_kernel<unsigned>(suite, {.name = "barrier_after_divergence",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { threadgroup uint t[96]; uint v = 0; for (uint n = 0; n < l % 7; ++n) v += simd_sum(1u); t[l] = v; threadgroup_barrier(mem_flags::mem_threadgroup); out[l] = t[95 - l]; }",
                               .grid = {96, 1, 1}, .group = {96, 1, 1},
                               .expected = generate<unsigned>(96, [](auto out) {
                                 const unsigned l = 95 - unsigned(out);
                                 unsigned v = 0;
                                 for (unsigned n = 0; n < l % 7; ++n)
                                   v += count_if([=](unsigned lane) { return (l / 32 * 32 + lane) % 7 > n; });
                                 return v;
                               })});
  add_kernel<unsigned>(suite, {.name = "partial_group_in_loop",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) { uint r = 0; for (uint n = 0; n <= l % 4; ++n) r += simd_sum(1u); out[l] = r; }",
                               .grid = {42, 1, 1}, .group = {42, 1, 1},
                               .expected = generate<unsigned>(42, [](auto at) {
                                 const unsigned l = unsigned(at);
                                 unsigned r = 0;
                                 for (unsigned n = 0; n <= l % 4; ++n)
                                   for (unsigned m = l / 32 * 32; m < std::min(42u, l / 32 * 32 + 32); ++m) r += n <= m % 4;
                                 return r;
                               })});
}

}  // namespace pewter::conformance
