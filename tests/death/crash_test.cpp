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

Ended run(const char* what, const char* mode, const std::string& argument = "0") {
  static int number = 0;
  const std::string path = std::filesystem::temp_directory_path() /
                           ("pewter-crash-" + std::to_string(getpid()) + "-" + std::to_string(number++) + ".json");
  setenv("PEWTER_CHECK", mode, 1);
  setenv("PEWTER_REPORT", ("json:" + path).c_str(), 1);
  Ended ended{death::run({PEWTER_CRASHING, what, argument}, std::chrono::seconds(60)), {}};
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
                                         Case{"jump", SIGSEGV, "crash_by_jump"}, Case{"trap", SIGTRAP, "SIGTRAP"},
                                         Case{"printing", SIGSEGV, "SIGSEGV"}, Case{"abort", SIGABRT, "SIGABRT"},
                                         Case{"overflow", SIGSEGV, "crash_at_depth"},
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
    ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
  }
}

// Whatever else fails, the handler's own line is there; and a report, or what is known without.
::testing::AssertionResult is_told(const Ended& ended) {
  const std::string& error = ended.outcome.error;
  if (ended.outcome.timed_out) return ::testing::AssertionFailure() << "hangs; so far it said:\n" << error;
  if (error.find("pewter: SIG") == std::string::npos && error.find("failed assertion '") == std::string::npos)
    return ::testing::AssertionFailure() << "ended by " << ended.outcome.signal << " and said nothing of it:\n"
                                         << error;
  const bool told_all_the_same = error.find("the report could not be written; the stack of") != std::string::npos;
  if (!is_whole(ended.report) && !told_all_the_same)
    return ::testing::AssertionFailure() << "no report and no stack:\n" << error;
  return ::testing::AssertionSuccess();
}

// Each takes most of a second, and there are six kinds.
int repeats() {
  const char* asked = std::getenv("PEWTER_DEATH_REPEATS");
  return std::max(2, (asked ? std::atoi(asked) : 20) / 8);
}

TEST(Crash, IsToldWhereNobodyAskedForAReport) {
  setenv("PEWTER_CHECK", "report", 1);
  const death::Outcome outcome = death::run({PEWTER_CRASHING, "null"}, std::chrono::seconds(60));
  unsetenv("PEWTER_CHECK");
  EXPECT_EQ(outcome.signal, SIGSEGV);
  EXPECT_EQ(outcome.error.rfind("pewter: SIGSEGV at address 0x0 in thread ", 0), 0u) << outcome.error;
  EXPECT_NE(outcome.error.find("crash_at_null"), std::string::npos) << outcome.error;
}

TEST(Crash, OfAnUncheckedProgramIsItsOwnMatter) {
  const death::Outcome outcome = death::run({PEWTER_CRASHING, "null"}, std::chrono::seconds(60));
  EXPECT_EQ(outcome.signal, SIGSEGV);
  EXPECT_EQ(outcome.error, "");
}

TEST(Crash, InAForkedChildIsToldAtOnce) {
  const auto began = std::chrono::steady_clock::now();
  const Ended ended = run("in_a_fork", "report");
  EXPECT_EQ(ended.outcome.exit_code, SIGSEGV);
  EXPECT_NE(ended.outcome.error.find("pewter: SIGSEGV at address 0x0"), std::string::npos) << ended.outcome.error;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(15));
}

TEST(Crash, UnderALockOfTheLoadersIsToldWithItsStack) {
  const Ended ended = run("loader", "report");
  EXPECT_EQ(ended.outcome.signal, SIGSEGV);
  EXPECT_TRUE(is_told(ended));
}

TEST(Crash, OfTheWriterIsToldWithTheStackOfTheFirst) {
  const Ended ended = run("writer", "report");
  EXPECT_TRUE(is_told(ended));
}

TEST(Crash, ThatAHandlerOfTheProgramsGetsOverEndsNothing) {
  const Ended ended = run("gets_over_it", "report");
  EXPECT_FALSE(ended.outcome.timed_out);
  EXPECT_EQ(ended.outcome.exit_code, 0) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.signal, 0);
}

TEST(Crash, FindingsAreToldWithoutADirectoryToBeIn) {
  const Ended ended = run("without_a_directory", "report");
  EXPECT_EQ(ended.outcome.signal, 0) << ended.outcome.error;
  EXPECT_NE(ended.outcome.error.find("PW003"), std::string::npos) << ended.outcome.error;
}

class CrashAtATime : public testing::TestWithParam<const char*> {};
TEST_P(CrashAtATime, IsAlwaysTold) {
  for (int i = 0; i < repeats() && !HasFailure(); ++i)
    EXPECT_TRUE(is_told(run(GetParam(), "abort", std::to_string(i * 7))));
}
INSTANTIATE_TEST_SUITE_P(All, CrashAtATime, testing::Values("ender", "beside_the_ender", "in_a_call"));

class CrashOfMany : public testing::TestWithParam<const char*> {};
TEST_P(CrashOfMany, IsAlwaysTold) {
  for (int seed = 1; seed <= repeats() && !HasFailure(); ++seed)
    EXPECT_TRUE(is_told(run("stress", GetParam(), std::to_string(seed)))) << "seed " << seed;
}
INSTANTIATE_TEST_SUITE_P(All, CrashOfMany, testing::Values("report", "abort", "serialise"));

#ifdef PEWTER_PRELOAD
// Blocked signals of faults would end the process without a word.
TEST(CrashOfAThread, ThatBlocksEverySignalLeavesAReport) {
  setenv("LD_PRELOAD", PEWTER_PRELOAD, 1);
  const Ended ended = run("blocked", "report");
  unsetenv("LD_PRELOAD");
  EXPECT_EQ(ended.outcome.signal, SIGSEGV);
  ASSERT_TRUE(is_whole(ended.report)) << ended.outcome.error;
  EXPECT_NE(ended.report.find("crash_at_null"), std::string::npos);
}
TEST(CrashOfNone, AThreadThatBlocksEverySignalReadsWatchedMemory) {
  setenv("LD_PRELOAD", PEWTER_PRELOAD, 1);
  const Ended ended = run("reading_blocked", "report");
  unsetenv("LD_PRELOAD");
  EXPECT_EQ(ended.outcome.signal, 0) << ended.outcome.error;
  EXPECT_EQ(ended.outcome.exit_code, 0) << ended.outcome.error;
}
#endif

}  // namespace
