// SPDX-License-Identifier: Apache-2.0
#include "report/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/testing/cases.h"

namespace pewter::report {
namespace {

TEST(Baseline, TakesOutWhatItHolds) {
  Report old = testing::named("race");
  const auto baseline = read_baseline(write_baseline({&old, 1}));
  ASSERT_TRUE(baseline.ok()) << baseline.error();
  EXPECT_EQ(*baseline, Baseline{"8159c0153a40092c"});

  Report now = testing::named("race");
  now.findings.push_back(now.findings[0]);
  now.findings[1].rule = "PW777";
  apply(&now, *baseline);
  ASSERT_EQ(now.findings.size(), 1u);
  EXPECT_EQ(now.findings[0].rule, "PW777");
  EXPECT_EQ(now.suppressed, 1u);
}

TEST(Baseline, OfAnyReport) {
  for (const testing::Case& one : testing::cases()) {
    const auto baseline = read_baseline(write_baseline({&one.report, 1}));
    ASSERT_TRUE(baseline.ok()) << one.name << baseline.error();
    EXPECT_EQ(baseline->size(), one.report.findings.size());
  }
}

TEST(Baseline, ErrorsSayWhat) {
  EXPECT_THAT(read_baseline("{}").error(), ::testing::HasSubstr("not a baseline"));
  EXPECT_THAT(read_baseline("[{}]").error(), ::testing::HasSubstr("[0]: expected an object with \"fingerprint\""));
  EXPECT_THAT(read_baseline("[3").error(), ::testing::HasSubstr("line 1"));
}

}  // namespace
}  // namespace pewter::report
