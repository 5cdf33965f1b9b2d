// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Quad-Group Functions".
#include "harness/group.h"
#include "harness/kernel.h"

namespace pewter::conformance {

void add_quadgroup(Suite& suite) {
  add_group_table(suite, "quad", 4, common_group_rows(4));

  struct Vote {
    const char* name;
    const char* expression;
    unsigned (*oracle)(unsigned active, unsigned lane);
  };
  const Vote votes[] = {
      {"all", "uint(quad_all(lane < 2u))", [](unsigned active, unsigned) { return unsigned((active & ~3u) == 0); }},
      {"any", "uint(quad_any(lane == 2u))", [](unsigned active, unsigned) { return unsigned((active & 4u) != 0); }},
      {"ballot", "uint((quad_vote::vote_t)quad_ballot(lane != 1u))", [](unsigned active, unsigned) { return active & ~2u; }},
      {"active_threads_mask", "uint((quad_vote::vote_t)quad_active_threads_mask())", [](unsigned active, unsigned) { return active; }},
      {"is_first", "uint(quad_is_first())", [](unsigned active, unsigned lane) { return unsigned((active & ((1u << lane) - 1)) == 0); }},
  };
  for (bool divergent : {false, true}) {
    Batch batch;
    batch.threads = 70;  // the last quad has two lanes
    batch.group = {70, 1, 1};
    batch.parameters = ", uint lane [[thread_index_in_quadgroup]]";
    for (const Vote& vote : votes) {
      const std::string body = divergent ? fmt::format("uint r; if (i % 3u == 0u) {{ r = {0}; }} else {{ r = {0}; }} *(device uint*)o = r;", vote.expression)
                                         : fmt::format("*(device uint*)o = {};", vote.expression);
      batch.expressions.push_back({fmt::format("{}.{}", vote.name, divergent ? "divergent" : "converged"), body, 4,
                                   [divergent, oracle = vote.oracle](const std::byte* results, std::size_t, Report& report) {
                                     for (unsigned i = 0; i < 70; ++i) {
                                       unsigned got, active = 0;
                                       std::memcpy(&got, results + 4 * i, 4);
                                       for (unsigned j = i / 4 * 4; j < std::min(i / 4 * 4 + 4, 70u); ++j)
                                         if (!divergent || (j % 3 == 0) == (i % 3 == 0)) active |= 1u << j % 4;
                                       report.equal(got, oracle(active, i % 4), fmt::format("thread {}", i));
                                     }
                                   }});
    }
    add_batch(suite, std::move(batch));
  }
}

}  // namespace pewter::conformance
