// SPDX-License-Identifier: Apache-2.0
// From source text to a pipeline: for a source that was never seen, and for one that is in the cache.
#include <unistd.h>

#include <atomic>

#include "fixture.h"

namespace pewter::bench {
namespace {

// A source that no cache has met: the process and a count are in it.
std::string fresh_source() {
  static std::atomic<int> count{0};
  return std::string(kAddSource) + "constant int kFresh = " + std::to_string(getpid()) + " + " +
         std::to_string(++count) + ";\n";
}

void compile_cold(benchmark::State& state) {
  auto outer = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  // The first compile of a fresh cache also loads the compiler and precompiles the standard library.
  if (!make_pipeline(state, fresh_source(), "add")) return;
  for (auto _ : state) {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    if (!make_pipeline(state, fresh_source(), "add")) return;
  }
}
BENCHMARK(compile_cold)->Unit(benchmark::kMillisecond)->UseRealTime();

void compile_cached(benchmark::State& state) {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  if (!make_pipeline(state, kAddSource, "add")) return;
  for (auto _ : state) {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    if (!make_pipeline(state, kAddSource, "add")) return;
  }
}
BENCHMARK(compile_cached)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace pewter::bench
