// SPDX-License-Identifier: Apache-2.0
#include "report/fingerprint.h"

#include <gtest/gtest.h>

#include "report/testing/cases.h"
#include "report/testing/scene.h"

namespace pewter::report {
namespace {

std::string of(const Report& report) { return fingerprint(report.findings.at(0), report.stacks); }

// Written in files of users: a change here makes every baseline useless.
TEST(Fingerprint, StaysWhatItWas) { EXPECT_EQ(of(testing::named("race")), "8159c0153a40092c"); }

TEST(Fingerprint, IgnoresWhatChangesBetweenRunsAndBuilds) {
  const Report before = testing::named("race");
  Report after = before;
  after.findings[0].message = "other words";
  after.findings[0].object.id = 99;
  after.findings[0].sides[0].moment.thread = 1;
  after.findings[0].sides[0].moment.nanoseconds = 1;
  for (auto& [id, stack] : after.stacks) {
    for (model::Frame& frame : stack) {
      frame.line += 10;
      frame.address ^= 0xfff000;
      frame.module_offset += 4;
      if (frame.file.starts_with("/home")) frame.file = "/elsewhere/" + frame.file.substr(frame.file.rfind('/') + 1);
    }
    stack.front().function = "pewter::renamed()";  // Pewter's own, of another version
    stack[2].function += " [clone .cold]";
  }
  EXPECT_EQ(of(after), of(before));
}

TEST(Fingerprint, TellsCausesApart) {
  const Report before = testing::named("race");
  Report rule = before, function = before, file = before, order = before;
  rule.findings[0].rule = "PW002";
  function.stacks[2][3].function = "other()";
  file.stacks[2][3].file = "other.cpp";
  file.findings[0].sides[0].moment.stack = 2;
  std::swap(function.findings[0].sides[0], function.findings[0].sides[1]);
  order.findings[0].sides[1].moment.call = "blitCommandEncoder";
  for (const Report& other : {rule, function, file, order}) EXPECT_NE(of(other), of(before));
}

TEST(Fingerprint, OfFramesWithoutNames) {
  Report report = testing::named("race");
  report.stacks[2] = {testing::bare("/a/libx.so", 0x1000, 0x10)};
  const std::string first = of(report);
  report.stacks[2] = {testing::bare("/b/libx.so", 0x9000, 0x10)};
  EXPECT_EQ(of(report), first);
  report.stacks[2] = {testing::bare("/a/libx.so", 0x1000, 0x20)};
  EXPECT_NE(of(report), first);
}

TEST(Fingerprint, MergesTheSame) {
  Report report = testing::named("race");
  report.findings.push_back(testing::named("hazard").findings[0]);
  report.findings.push_back(report.findings[0]);
  report.findings[2].count = 4;
  report.findings[2].message = "later";
  merge_same(&report.findings, report.stacks);
  ASSERT_EQ(report.findings.size(), 2u);
  EXPECT_EQ(report.findings[0].count, 5u);
  EXPECT_NE(report.findings[0].message, "later");
  EXPECT_EQ(report.findings[1].rule, "PW201");
}

}  // namespace
}  // namespace pewter::report
