// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>

#include <cstdlib>
#include <memory>

#include "limits/limits.h"
#include "limits/on_threads.h"

namespace pewter::bench {
namespace {

constexpr std::size_t kElements = std::size_t{16} << 20;  // 64 MiB an array
constexpr std::size_t kPiece = std::size_t{1} << 18;      // elements that a thread takes at a time
constexpr std::size_t kHugePage = std::size_t{2} << 20;

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

// One loop a vector width; a whole cache line at a time where the processor can.
#define PEWTER_TRIAD(function, bytes, attributes)                                                \
  attributes void function(float* a, const float* b, const float* c) {                           \
    using Vector = float __attribute__((vector_size(bytes)));                                    \
    const auto* left = reinterpret_cast<const Vector*>(b);                                       \
    const auto* right = reinterpret_cast<const Vector*>(c);                                      \
    const Vector scale = Vector{} + 3.0f;                                                        \
    for (std::size_t i = 0; i < kPiece * sizeof(float) / sizeof(Vector); ++i)                    \
      __builtin_nontemporal_store(left[i] + scale * right[i], reinterpret_cast<Vector*>(a) + i); \
  }

#if defined(__x86_64__)
PEWTER_TRIAD(triad_512, 64, __attribute__((target("avx512f"))))
PEWTER_TRIAD(triad_256, 32, __attribute__((target("avx2,fma"))))
auto widest() { return __builtin_cpu_supports("avx512f") ? triad_512 : triad_256; }
#else
PEWTER_TRIAD(triad_128, 16, )
auto widest() { return triad_128; }
#endif

}  // namespace

Yardstick memory_bandwidth(unsigned threads) {
  struct Arrays {
    Block a = make_block(0), b = make_block(1), c = make_block(2);
  };
  auto arrays = std::make_shared<Arrays>();
  const auto run = [arrays, threads, triad = widest()] {
    return seconds_on_threads(threads, kElements / kPiece, [&](std::size_t piece) {
      const std::size_t first = piece * kPiece;
      triad(arrays->a.get() + first, arrays->b.get() + first, arrays->c.get() + first);
    });
  };
  return {"memory", 12.0 * kElements, run};
}

}  // namespace pewter::bench
