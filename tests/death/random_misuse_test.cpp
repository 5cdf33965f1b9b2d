// SPDX-License-Identifier: Apache-2.0
// Random calls of threads on shared objects (tests/check/fuzz), by many seeds: a known assertion or a normal end, in
// time.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
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

// The same under the checker, with everything recorded: it goes on. Sanitizer builds look at the checker itself.
class RandomChecked : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    setenv("PEWTER_CHECK", "report", 1);
    setenv("PEWTER_RECORD", trace_.c_str(), 1);
  }
  void TearDown() override {
    unsetenv("PEWTER_CHECK");
    unsetenv("PEWTER_RECORD");
    std::remove(trace_.c_str());
  }
  void expect_end(const char* calls, std::uint64_t seed, int threads, std::initializer_list<int> statuses) {
    const auto outcome = death::run({PEWTER_API_FUZZ, calls, std::to_string(seed), std::to_string(threads), "60"},
                                    std::chrono::seconds(120));
    const std::string what = calls + (" calls, seed " + std::to_string(seed)) + "\n" + outcome.error;
    ASSERT_FALSE(outcome.timed_out) << what;
    ASSERT_EQ(outcome.signal, 0) << what;
    ASSERT_TRUE(std::ranges::find(statuses, outcome.exit_code) != statuses.end()) << outcome.exit_code << what;
    ASSERT_EQ(outcome.error.find("Sanitizer"), std::string::npos) << what;
    ASSERT_NE(outcome.error.find("trace written"), std::string::npos) << what;
  }

 private:
  std::string trace_ = testing::TempDir() + "random-checked-" + std::to_string(getpid()) + ".trace";
};
TEST_P(RandomChecked, LegalCalls) {
  for (int seed = 1; seed <= seeds() && !HasFatalFailure(); ++seed)
    expect_end("legal", 3000 + std::uint64_t(seed), GetParam(), {0});
}
TEST_P(RandomChecked, CarelessCalls) {
  // What careless callers never end and never release is theirs.
  const char* options = std::getenv("ASAN_OPTIONS");
  setenv("ASAN_OPTIONS", ((options ? options : "") + std::string(":detect_leaks=0")).c_str(), 1);
  for (int seed = 1; seed <= seeds() && !HasFatalFailure(); ++seed)
    expect_end("illegal", 4000 + std::uint64_t(seed), GetParam(), {0, 66});
}
INSTANTIATE_TEST_SUITE_P(Threads, RandomChecked, testing::Values(1, 8));

}  // namespace
