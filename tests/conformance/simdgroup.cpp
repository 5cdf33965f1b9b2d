// SPDX-License-Identifier: Apache-2.0
// MSL specification, "SIMD-Group Functions".
#include "harness/group.h"
#include "harness/kernel.h"

namespace pewter::conformance {

void add_simdgroup(Suite& suite) {
  add_group_table(suite, "simd", 32, common_group_rows(32));

  // Votes and masks, in whole, partial and divergent groups: 70 threads, lanes of one parity on each branch.
  struct Vote {
    const char* name;
    const char* expression;  // a uint
    unsigned (*oracle)(std::uint32_t active, unsigned lane);
  };
  // Every lane votes lane % 3 == 0.
  static constexpr std::uint32_t kVotes = 0x49249249u;
  const Vote votes[] = {
      {"all_false", "uint(simd_all(lane % 3u == 0u))", [](std::uint32_t active, unsigned) { return unsigned((active & ~kVotes) == 0); }},
      {"all_true", "uint(simd_all(lane < 40u))", [](std::uint32_t, unsigned) { return 1u; }},
      {"any_true", "uint(simd_any(lane % 3u == 0u))", [](std::uint32_t active, unsigned) { return unsigned((active & kVotes) != 0); }},
      {"any_false", "uint(simd_any(lane > 40u))", [](std::uint32_t, unsigned) { return 0u; }},
      {"ballot", "uint(ulong(simd_ballot(lane % 3u == 0u)))", [](std::uint32_t active, unsigned) { return active & kVotes; }},
      {"ballot_vote_t", "uint((simd_vote::vote_t)simd_ballot(lane % 3u == 0u))", [](std::uint32_t active, unsigned) { return active & kVotes; }},
      {"ballot_all", "uint(simd_ballot(lane < 40u).all())", [](std::uint32_t active, unsigned) { return unsigned(active == ~0u); }},
      {"ballot_any", "uint(simd_ballot(lane % 3u == 0u).any())", [](std::uint32_t active, unsigned) { return unsigned((active & kVotes) != 0); }},
      {"active_threads_mask", "uint(ulong(simd_active_threads_mask()))", [](std::uint32_t active, unsigned) { return active; }},
      {"is_first", "uint(simd_is_first())", [](std::uint32_t active, unsigned lane) { return unsigned((active & ((1u << lane) - 1)) == 0); }},
  };
  for (bool divergent : {false, true}) {
    Batch batch;
    batch.threads = 70;
    batch.group = {70, 1, 1};
    batch.parameters = ", uint lane [[thread_index_in_simdgroup]]";
    for (const Vote& vote : votes) {
      const std::string body = divergent ? fmt::format("uint r; if (i & 1u) {{ r = {0}; }} else {{ r = {0}; }} *(device uint*)o = r;", vote.expression)
                                         : fmt::format("*(device uint*)o = {};", vote.expression);
      batch.expressions.push_back({fmt::format("{}.{}", vote.name, divergent ? "divergent" : "converged"), body, 4,
                                   [divergent, oracle = vote.oracle](const std::byte* results, std::size_t, Report& report) {
                                     for (unsigned i = 0; i < 70; ++i) {
                                       unsigned got;
                                       std::memcpy(&got, results + 4 * i, 4);
                                       std::uint32_t active = i < 64 ? ~0u : 0x3fu;
                                       if (divergent) active &= i & 1 ? 0xaaaaaaaau : 0x55555555u;
                                       report.equal(got, oracle(active, i % 32), fmt::format("thread {}", i));
                                     }
                                   }});
    }
    add_batch(suite, std::move(batch));
  }

  // Algorithms.
  add_kernel<float>(suite, {.name = "reduce_threadgroup_through_simd_sums",
                            .source = "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]], uint s [[simdgroup_index_in_threadgroup]], uint lane [[thread_index_in_simdgroup]], uint n [[simdgroups_per_threadgroup]], uint g [[threadgroup_position_in_grid]]) {\n"
                                      "  threadgroup float partial[32]; float sum = simd_sum(in[i]); if (lane == 0) partial[s] = sum; threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                      "  if (s == 0) { sum = simd_sum(lane < n ? partial[lane] : 0.0f); if (lane == 0) out[g] = sum; } }",
                            .grid = {1000, 1, 1}, .group = {250, 1, 1},
                            .expected = generate<float>(4, [](auto g) { double s = 0; for (unsigned i = 0; i < 250; ++i) s += double((g * 250 + i) % 9); return s; }),
                            .inputs = {bytes_of(generate<float>(1000, [](auto i) { return i % 9; }))}});
  add_kernel<unsigned>(suite, {.name = "stream_compaction_by_ballot",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint lane [[thread_index_in_simdgroup]]) { bool keep = (i * 5) % 7 < 3; ulong mask = (simd_vote::vote_t)simd_ballot(keep); uint at = popcount(uint(mask) & ((1u << lane) - 1u)); if (keep) out[at] = i; }",
                               .grid = {32, 1, 1}, .group = {32, 1, 1},
                               .expected = [] { std::vector<unsigned> v; for (unsigned i = 0; i < 32; ++i) if (i * 5 % 7 < 3) v.push_back(i); v.resize(32); return v; }()});
  add_kernel<int>(suite, {.name = "bitonic_sort_by_shuffles",
                          .source = "kernel void k(device int* out [[buffer(0)]], uint lane [[thread_index_in_simdgroup]]) { int v = int((lane * 17 + 11) % 32) * 3; for (uint size = 2; size <= 32; size *= 2) for (uint step = size / 2; step > 0; step /= 2) { int other = simd_shuffle_xor(v, ushort(step)); bool up = (lane & size) == 0; bool low = (lane & step) == 0; v = (up == low) ? min(v, other) : max(v, other); } out[lane] = v; }",
                          .grid = {32, 1, 1}, .group = {32, 1, 1}, .expected = generate<int>(32, [](auto n) { return 3 * n; })});
  add_kernel<unsigned>(suite, {.name = "several_simdgroups_do_not_mix",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint s [[simdgroup_index_in_threadgroup]]) { uint v = s * 100; for (uint n = 0; n < s; ++n) v = simd_max(v + n); out[i] = simd_broadcast(v, 0); }",
                               .grid = {160, 1, 1}, .group = {160, 1, 1}, .expected = generate<unsigned>(160, [](auto i) { auto s = i / 32; return s * 100 + (s ? s * (s - 1) / 2 : 0); })});
  add_kernel<unsigned>(suite, {.name = "lanes_of_2d_threadgroup",
                               .source = "kernel void k(device uint* out [[buffer(0)]], uint2 l [[thread_position_in_threadgroup]]) { out[l.y * 8 + l.x] = simd_sum(l.x + 100 * l.y); }",
                               .grid = {8, 8, 1}, .group = {8, 8, 1}, .expected = generate<unsigned>(64, [](auto n) { return 4 * 28 + 800 * (n / 32 ? 4 + 5 + 6 + 7 : 0 + 1 + 2 + 3); })});
}

}  // namespace pewter::conformance
