// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/single_flight.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace pewter::compiler::cache {
namespace {

template <class Condition>
bool comes_true(Condition condition) {
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20); std::chrono::steady_clock::now() < end; std::this_thread::yield())
    if (condition()) return true;
  return false;
}

TEST(SingleFlight, OneWorksTheOthersGetACopy) {
  SingleFlight<std::string> flights;
  std::atomic<int> works{0}, right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      right += flights.run("key", [&] {
        ++works;
        comes_true([&] { return flights.waiting() == 3; });
        return std::string("value");
      }) == "value";
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 4);
  EXPECT_EQ(works, 1);
  EXPECT_EQ(flights.waiting(), 0u);
}

TEST(SingleFlight, KeysDoNotWaitForEachOther) {
  SingleFlight<int> flights;
  std::atomic<int> inside{0};
  bool met[2];
  const auto work = [&] {
    ++inside;
    return static_cast<int>(comes_true([&] { return inside == 2; }));
  };
  std::thread other([&] { met[0] = flights.run("a", work); });
  met[1] = flights.run("b", work);
  other.join();
  EXPECT_TRUE(met[0] && met[1]);
}

TEST(SingleFlight, NothingIsRemembered) {
  SingleFlight<int> flights;
  int works = 0;
  EXPECT_EQ(flights.run("key", [&] { return ++works; }), 1);
  EXPECT_EQ(flights.run("key", [&] { return ++works; }), 2);
}

}  // namespace
}  // namespace pewter::compiler::cache
