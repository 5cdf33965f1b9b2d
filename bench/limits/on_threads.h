// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <thread>
#include <vector>

namespace pewter::bench {

// Seconds that work(0), ..., work(threads - 1) take side by side; the first on the caller's thread. Starting the others
// is part of it: a yardstick should run for milliseconds.
template <class Work>
double seconds_on_threads(unsigned threads, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work, i);
  work(0);
  for (std::thread& other : others) other.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace pewter::bench
