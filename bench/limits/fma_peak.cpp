// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "limits/limits.h"
#include "limits/on_threads.h"

namespace pewter::bench {
namespace {

constexpr std::size_t kSteps = 250'000;
constexpr int kChains = 12;  // more than latency x throughput of any core that this runs on

// Keeps what the chains computed alive.
std::atomic<float> sink;

// One loop a vector width: kChains independent chains of kSteps multiply-adds.
#define PEWTER_FMA_LOOP(function, bytes, attributes)                                          \
  attributes double function() {                                                              \
    using Vector = float __attribute__((vector_size(bytes)));                                 \
    Vector chains[kChains];                                                                   \
    for (int i = 0; i < kChains; ++i) chains[i] = Vector{} + static_cast<float>(i);           \
    const Vector factor = Vector{} + 0.999f, term = Vector{} + 0.001f;                        \
    for (std::size_t step = 0; step < kSteps; ++step) {                                       \
      _Pragma("unroll") for (int i = 0; i < kChains; ++i) {                                   \
        chains[i] = __builtin_elementwise_fma(chains[i], factor, term);                       \
        __asm__ volatile("" : "+" PEWTER_VECTOR_REGISTER(chains[i])); /* each step is done */ \
      }                                                                                       \
    }                                                                                         \
    for (int i = 1; i < kChains; ++i) chains[0] += chains[i];                                 \
    sink.store(chains[0][0], std::memory_order_relaxed);                                      \
    return 2.0 * kSteps * kChains * (bytes / 4);                                              \
  }

#if defined(__x86_64__)
#define PEWTER_VECTOR_REGISTER "v"
PEWTER_FMA_LOOP(fma_512, 64, __attribute__((target("avx512f"))))
PEWTER_FMA_LOOP(fma_256, 32, __attribute__((target("avx2,fma"))))
double (*widest())() { return __builtin_cpu_supports("avx512f") ? fma_512 : fma_256; }
#else
#define PEWTER_VECTOR_REGISTER "w"
PEWTER_FMA_LOOP(fma_128, 16, )
double (*widest())() { return fma_128; }
#endif

}  // namespace

Yardstick fma_peak(unsigned threads) {
  const auto loop = widest();
  const std::size_t pieces = 16 * threads;
  const double work = loop() * static_cast<double>(pieces);
  return {"fma", work, [=] { return seconds_on_threads(threads, pieces, [loop](std::size_t) { loop(); }); }};
}

}  // namespace pewter::bench
