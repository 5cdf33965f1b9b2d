// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>

#include <cstdlib>
#include <memory>

#include "limits/limits.h"
#include "limits/on_threads.h"

namespace pewter::bench {
namespace {

constexpr std::size_t kElements = std::size_t{16} << 20;  // 64 MiB an array
constexpr std::size_t kHugePage = std::size_t{2} << 20;

using Vector = float __attribute__((vector_size(32)));
constexpr std::size_t kLanes = sizeof(Vector) / sizeof(float);

struct Release {
  void operator()(float* block) const { std::free(block); }
};
using Block = std::unique_ptr<float, Release>;

// On huge pages where the system gives them: the yardstick should not pay for address translation.
Block make_block(float value) {
  auto* block = static_cast<float*>(std::aligned_alloc(kHugePage, kElements * sizeof(float)));
  madvise(block, kElements * sizeof(float), MADV_HUGEPAGE);
  for (std::size_t i = 0; i < kElements; ++i) block[i] = value;
  return Block(block);
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma")))
#endif
void triad(Vector* a, const Vector* b, const Vector* c, std::size_t count) {
  const Vector scale = Vector{} + 3.0f;
  for (std::size_t i = 0; i < count; ++i) __builtin_nontemporal_store(b[i] + scale * c[i], a + i);
}

}  // namespace

Yardstick memory_bandwidth(unsigned threads) {
  struct Arrays {
    Block a = make_block(0), b = make_block(1), c = make_block(2);
  };
  auto arrays = std::make_shared<Arrays>();
  const auto run = [arrays, threads] {
    return seconds_on_threads(threads, [&](unsigned thread) {
      constexpr std::size_t kVectors = kElements / kLanes;
      const std::size_t first = kVectors * thread / threads, last = kVectors * (thread + 1) / threads;
      triad(reinterpret_cast<Vector*>(arrays->a.get()) + first,
            reinterpret_cast<const Vector*>(arrays->b.get()) + first,
            reinterpret_cast<const Vector*>(arrays->c.get()) + first, last - first);
    });
  };
  return {"memory", 12.0 * kElements, run};
}

}  // namespace pewter::bench
