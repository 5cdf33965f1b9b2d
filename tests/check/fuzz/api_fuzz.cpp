// SPDX-License-Identifier: Apache-2.0
// api_fuzz legal|illegal|careful SEED THREADS STEPS: random sequences of calls.
//
// legal: each thread does what it likes with objects that are its own, and gives them to others only by ways that order
// threads. illegal: threads call whatever they like on whatever there is. careful: likewise, with arguments that are
// right by themselves. In every case the program ends by itself, with 0.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "random_calls.h"

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::uint64_t seed = std::strtoull(argv[2], nullptr, 10);
  const int threads = std::atoi(argv[3]), steps = std::atoi(argv[4]);
  const bool legal = std::strcmp(argv[1], "legal") == 0;
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  legal ? fuzz::legal_calls(seed, threads, steps)
        : fuzz::illegal_calls(seed, threads, steps, std::strcmp(argv[1], "careful") == 0);
  pool->release();
  return 0;
}
