// SPDX-License-Identifier: Apache-2.0
// A checked program that crashes ends by its own signal, soon, and leaves a report that is complete or none.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "child.h"

namespace {

struct Ended {
  death::Outcome outcome;
  std::string report;  // JSON; empty: there is none
};

Ended run(const char* what, const char* mode) {
  static int number = 0;
  const std::string path = std::filesystem::temp_directory_path() /
                           ("pewter-crash-" + std::to_string(getpid()) + "-" + std::to_string(number++) + ".json");
  setenv("PEWTER_CHECK", mode, 1);
  setenv("PEWTER_REPORT", ("json:" + path).c_str(), 1);
  Ended ended{death::run({PEWTER_CRASHING, what}, std::chrono::seconds(60)), {}};
  unsetenv("PEWTER_REPORT");
  unsetenv("PEWTER_CHECK");
  std::ifstream file(path, std::ios::binary);
  ended.report = {std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return ended;
}

bool is_whole(const std::string& report) {
  return report.size() > 2 && report.front() == '{' && report.substr(report.find_last_not_of('\n'), 1) == "}";
}

struct Case {
  const char* what;
  int signal;
  const char* in_report;
};
class Crash : public testing::TestWithParam<Case> {};

TEST_P(Crash, LeavesAReportAndEndsByItsSignal) {
  const Ended ended = run(GetParam().what, "report");
  ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.signal, GetParam().signal) << ended.outcome.error;
  ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
  EXPECT_NE(ended.report.find(GetParam().in_report), std::string::npos) << ended.report.substr(0, 4000);
}
INSTANTIATE_TEST_SUITE_P(All, Crash,
                         testing::Values(Case{"null_in_a_thread", SIGSEGV, "crash_at_null"},
                                         Case{"abort", SIGABRT, "SIGABRT"}, Case{"overflow", SIGSEGV, "crash_at_depth"},
                                         Case{"allocating", SIGSEGV, "crash_at_null"},
                                         Case{"calling", SIGSEGV, "crash_at_null"},
                                         Case{"throwing_handler", SIGABRT, "PW508"}),
                         [](const auto& row) { return row.param.what; });

#ifdef PEWTER_HAS_COMPILER
TEST(Crash, InAKernelNamesItAndItsLine) {
  const char* old = std::getenv("PEWTER_EXECUTOR");
  for (const char* executor : {"cpu", "reference"}) {
    setenv("PEWTER_EXECUTOR", executor, 1);
    const Ended ended = run("kernel", "report");
    ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
    EXPECT_EQ(ended.outcome.signal, SIGILL) << ended.outcome.error;
    ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
    const std::size_t frame = ended.report.find("\"trapping_kernel\"");
    ASSERT_NE(frame, std::string::npos) << executor << ended.report.substr(0, 4000);
    EXPECT_NE(ended.report.substr(frame, 300).find("program_source"), std::string::npos)
        << ended.report.substr(frame, 300);
    EXPECT_NE(ended.report.substr(frame, 300).find("\"line\": 5"), std::string::npos)
        << ended.report.substr(frame, 300);
  }
  old ? setenv("PEWTER_EXECUTOR", old, 1) : unsetenv("PEWTER_EXECUTOR");
}
#endif

class Hangs : public testing::TestWithParam<Case> {};
TEST_P(Hangs, IsReportedAndEndsInModeAbort) {
  const Ended ended = run(GetParam().what, "abort");
  ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.signal, SIGABRT) << ended.outcome.error;
  ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
  EXPECT_NE(ended.report.find(GetParam().in_report), std::string::npos);
}
#ifdef PEWTER_PRELOAD
class CrashOfAThread : public testing::TestWithParam<const char*> {};
TEST_P(CrashOfAThread, ThatOverflowsItsStackLeavesAReport) {
  setenv("LD_PRELOAD", PEWTER_PRELOAD, 1);
  const Ended ended = run(GetParam(), "report");
  unsetenv("LD_PRELOAD");
  ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.signal, SIGSEGV) << ended.outcome.error;
  ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
  EXPECT_NE(ended.report.find("crash_at_depth"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(All, CrashOfAThread,
                         testing::Values("overflow_in_a_thread", "overflow_in_the_last_of_many_threads"));

TEST(Hang, ThroughALockOfTheProgram) {
  setenv("PEWTER_CHECK_WAIT", "0.3", 1);
  setenv("LD_PRELOAD", PEWTER_PRELOAD, 1);
  const Ended ended = run("lock_in_the_way", "abort");
  unsetenv("LD_PRELOAD");
  unsetenv("PEWTER_CHECK_WAIT");
  ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.signal, SIGABRT) << ended.outcome.error;
  EXPECT_NE(ended.report.find("PW503"), std::string::npos) << ended.outcome.error;
  EXPECT_NE(ended.report.find("pthread_mutex_lock"), std::string::npos);
}
#endif

INSTANTIATE_TEST_SUITE_P(All, Hangs,
                         testing::Values(Case{"never_committed", SIGABRT, "PW501"},
                                         Case{"queue_exhausted", SIGABRT, "PW504"},
                                         Case{"signal_behind", SIGABRT, "PW503"}),
                         [](const auto& row) { return row.param.what; });

TEST(Crashes, OfTwoThreadsAtOnceNeverLeaveHalfAReport) {
  const char* repeats = std::getenv("PEWTER_DEATH_REPEATS");
  for (int i = 0; i < (repeats ? std::atoi(repeats) : 20); ++i) {
    const Ended ended = run("two_at_once", "report");
    ASSERT_FALSE(ended.outcome.timed_out) << ended.outcome.error;
    ASSERT_EQ(ended.outcome.signal, SIGSEGV) << ended.outcome.error;
    ASSERT_TRUE(ended.report.empty() || is_whole(ended.report));
  }
}

}  // namespace
