// SPDX-License-Identifier: Apache-2.0
#include "report/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/testing/cases.h"
#include "report/testing/scene.h"

namespace pewter::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const Report& report, bool colour = false) {
  return brief(Lookup(report), report.findings.at(0), colour);
}

TEST(Terminal, ShowsTheProgramsFramesOnly) {
  const std::string text = text_of(testing::named("race"));
  EXPECT_THAT(text, HasSubstr("#0  Stream::encoder() src/stream.cpp:52:21"));
  EXPECT_THAT(text, HasSubstr("src/matmul.cpp:88"));
  EXPECT_THAT(text, HasSubstr("src/matmul.cpp:94"));
  EXPECT_THAT(text, Not(HasSubstr("open_encoder")));
  EXPECT_THAT(text, Not(HasSubstr("start_thread")));
}

TEST(Terminal, ShowsWhatThereIsWhereNoFrameIsTheProgramsOwn) {
  Report report = testing::named("race");
  report.stacks[2] = {testing::pewters("pewter_x"), testing::system("qsort", "/lib/libc.so.6")};
  EXPECT_THAT(text_of(report), HasSubstr("#0  qsort libc.so.6"));
  report.stacks.clear();
  EXPECT_THAT(text_of(report), HasSubstr("(no stack was recorded)"));
}

TEST(Terminal, ColourOnlyWhenAsked) {
  for (const testing::Case& one : testing::cases()) {
    if (one.report.findings.empty()) continue;
    EXPECT_THAT(text_of(one.report), Not(HasSubstr("\x1b"))) << one.name;
    EXPECT_THAT(text_of(one.report, true), HasSubstr("\x1b[1;3")) << one.name;
  }
}

TEST(Terminal, ShowsTheScriptsLineHoweverDeep) {
  Report report = testing::named("race");
  report.stacks[2].assign(100, testing::frame("recurse()", "a.cpp", 1));
  auto& line = report.stacks[2][20];
  line = testing::frame("work", "work.py", 11);
  line.language = model::Frame::Language::python;
  report.stacks[2][30] = line;
  EXPECT_THAT(text_of(report), HasSubstr("    #7  recurse() a.cpp:1\n    ... 12 more frames\n    #20 work work.py:11\n    ... 79 more frames\n"));
  report.stacks[2].resize(21);
  EXPECT_THAT(text_of(report), HasSubstr("    ... 12 more frames\n    #20 work work.py:11\n\n"));
  report.stacks[2][5] = line;
  EXPECT_THAT(text_of(report), HasSubstr("    #7  recurse() a.cpp:1\n    ... 13 more frames\n\n"));
}

TEST(Terminal, ShowsTheScriptsLineAndNotThatOfAnInstalledPackage) {
  Report report = testing::named("race");
  report.stacks[2].assign(100, testing::frame("recurse()", "a.cpp", 1));
  report.stacks[2][20] = testing::python("TestCase.assertTrue", "/usr/lib/python3.11/unittest/case.py", 713);
  report.stacks[2][21] = testing::python("step", "/home/ada/venv/lib/python3.11/site-packages/mlx/nn.py", 5);
  EXPECT_THAT(text_of(report), HasSubstr("    #20 TestCase.assertTrue"));  // better than none
  report.stacks[2][22] = testing::python("test_sum", "test_sum.py", 12);
  EXPECT_THAT(text_of(report), HasSubstr("    ... 14 more frames\n    #22 test_sum test_sum.py:12\n"));
}

TEST(Terminal, CutsDeepStacks) {
  Report report = testing::named("race");
  report.stacks[2].assign(100, testing::frame("recurse()", "a.cpp", 1));
  EXPECT_THAT(text_of(report), HasSubstr("    ... 92 more frames\n"));
}

}  // namespace
}  // namespace pewter::report
