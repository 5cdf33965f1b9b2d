// SPDX-License-Identifier: Apache-2.0
// Random calls of threads on shared objects (tests/check/fuzz), by many seeds: a known assertion or a normal end, in
// time.
#include <gtest/gtest.h>

#include <cstdlib>

#include "child.h"

namespace {

void expect_decent_end(std::uint64_t seed, int threads, int calls) {
  const auto outcome =
      death::run({PEWTER_API_FUZZ, "careful", std::to_string(seed), std::to_string(threads), std::to_string(calls)},
                 std::chrono::seconds(60));
  ASSERT_FALSE(outcome.timed_out) << "seed " << seed << " hangs\n" << outcome.error;
  if (outcome.signal == 0) {
    ASSERT_EQ(outcome.exit_code, 0) << "seed " << seed << "\n" << outcome.error;
    return;
  }
  ASSERT_EQ(outcome.signal, SIGABRT) << "seed " << seed << "\n" << outcome.error;
  bool asserted = false;
  for (const std::string& line : death::lines(outcome.error)) asserted |= line.rfind("-[", 0) == 0 && line.find("failed assertion '") != std::string::npos;
  ASSERT_TRUE(asserted) << "seed " << seed << "\n" << outcome.error;
}

int seeds() {
  const char* asked = std::getenv("PEWTER_DEATH_REPEATS");
  return asked ? std::atoi(asked) : 100;
}

// Short runs get further into odd states before an assertion ends them.
TEST(RandomMisuse, OneThread) {
  for (int seed = 1; seed <= seeds() && !HasFatalFailure(); ++seed) expect_decent_end(std::uint64_t(seed), 1, 400);
}
TEST(RandomMisuse, TwoThreads) {
  for (int seed = 1; seed <= seeds() && !HasFatalFailure(); ++seed) expect_decent_end(std::uint64_t(1000 + seed), 2, 200);
}
TEST(RandomMisuse, EightThreads) {
  for (int seed = 1; seed <= seeds() && !HasFatalFailure(); ++seed) expect_decent_end(std::uint64_t(2000 + seed), 8, 100);
}

}  // namespace
