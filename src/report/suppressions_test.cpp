// SPDX-License-Identifier: Apache-2.0
#include "report/suppressions.h"

#include <gtest/gtest.h>

#include "report/glob.h"
#include "report/testing/cases.h"

namespace pewter::report {
namespace {

bool takes_out(std::string_view line, std::string_view name = "race") {
  Report report = testing::named(name);
  const auto suppressions = read_suppressions(line);
  EXPECT_TRUE(suppressions.ok()) << line;
  apply(&report, *suppressions);
  EXPECT_EQ(report.findings.empty(), report.rules.empty());
  EXPECT_EQ(report.findings.empty() ? 1u : 0u, report.suppressed);
  return report.findings.empty();
}

TEST(Glob, Matches) {
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("*Stream::*(*)*", "Stream::encoder()"));
  EXPECT_TRUE(glob_matches("a?c", "abc"));
  EXPECT_TRUE(glob_matches("std::vector<int[3]>*", "std::vector<int[3]>::at"));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_FALSE(glob_matches("a", ""));
  EXPECT_FALSE(glob_matches("Stream", "Stream::encoder()"));
  EXPECT_FALSE(glob_matches("a?c", "ac"));
  EXPECT_FALSE(glob_matches(std::string(60, '*') + "b", std::string(5000, 'a')));  // and at once
}

TEST(Suppressions, ByEachKind) {
  EXPECT_TRUE(takes_out("rule:PW001"));
  EXPECT_TRUE(takes_out("rule:PW0*"));
  EXPECT_FALSE(takes_out("rule:PW00"));
  EXPECT_TRUE(takes_out("fingerprint:8159c0153a40092c"));
  EXPECT_FALSE(takes_out("fingerprint:8159c0153a40092d"));
  EXPECT_TRUE(takes_out("function:Stream::encoder*"));
  EXPECT_TRUE(takes_out("function:worker(*"));
  EXPECT_FALSE(takes_out("function:encoder"));
  EXPECT_FALSE(takes_out("function:pewter_MTL*"));  // Pewter's own: they are in every finding
  EXPECT_FALSE(takes_out("function:start_thread"));
  EXPECT_TRUE(takes_out("file:stream.cpp"));
  EXPECT_TRUE(takes_out("file:src/stream.cpp"));
  EXPECT_TRUE(takes_out("file:/home/*/stream.cpp"));
  EXPECT_FALSE(takes_out("file:eam.cpp"));
  EXPECT_TRUE(takes_out("object:fra*"));
  EXPECT_FALSE(takes_out("object:other"));
  EXPECT_TRUE(takes_out("severity:error"));
  EXPECT_FALSE(takes_out("severity:warning"));
}

TEST(Suppressions, CommentsAndSpace) {
  const auto read = read_suppressions("# a comment\n\n   \t\r\n  rule: PW001 \r\nfile:a b.cpp");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ((*read)[0].pattern, "PW001");
  EXPECT_EQ((*read)[1].pattern, "a b.cpp");
}

TEST(Suppressions, ErrorsHaveTheLine) {
  EXPECT_EQ(read_suppressions("rule:PW001\nrules:PW002\n").error(),
            "line 2: expected rule:, fingerprint:, function:, file:, object: or severity:, found 'rules:PW002'");
  EXPECT_EQ(read_suppressions("\n\nPW001").error(),
            "line 3: expected rule:, fingerprint:, function:, file:, object: or severity:, found 'PW001'");
  EXPECT_EQ(read_suppressions("rule:").error(), "line 1: nothing follows 'rule:'");
  EXPECT_EQ(read_suppressions("fingerprint:12").error(),
            "line 1: a fingerprint has 16 hexadecimal digits, '12' has not");
  EXPECT_EQ(read_suppressions("\x1b[31m:x").error(),
            "line 1: expected rule:, fingerprint:, function:, file:, object: or severity:, found '\\x1b[31m:x'");
}

}  // namespace
}  // namespace pewter::report
