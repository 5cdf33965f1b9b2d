// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

namespace pewter::bench {

// Seconds that work(0), ..., work(pieces - 1) take on so many threads, the caller's among them. Each thread takes the
// next piece when it is done with one, so that a thread that other programs hold up does not decide. Starting the
// threads is part of it: a yardstick should run for milliseconds.
template <class Work>
double seconds_on_threads(unsigned threads, std::size_t pieces, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  // Relaxed: only the number counts; join() orders the results.
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t piece; (piece = next.fetch_add(1, std::memory_order_relaxed)) < pieces;) work(piece);
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(take);
  take();
  for (std::thread& other : others) other.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace pewter::bench
