// SPDX-License-Identifier: Apache-2.0
#include "problem.h"

#include <gtest/gtest.h>

namespace pewter::bench {
namespace {

TEST(Problem, IsCutAlongTheLastAxisWithMoreThanOneThreadgroup) {
  const Step rows = {"k", {8, 4}, {32, 8}}, line = {"k", {16}, {256}};
  EXPECT_EQ(groups_of(rows, {1, 4}).x, 8u);
  EXPECT_EQ(groups_of(rows, {1, 4}).y, 1u);
  EXPECT_EQ(groups_of(line, {3, 16}).x, 3u);
  EXPECT_EQ((Problem{.source = "", .defines = {}, .buffers = {}, .constants = {}, .steps = {rows}}.slices()), 4u);
  EXPECT_EQ((Problem{.source = "", .defines = {}, .buffers = {}, .constants = {}, .steps = {line}}.slices()), 16u);
}

TEST(Problem, StepsThatDoNotScaleRunWhole) {
  const Step fixed = {"k", {8}, {32}, false};
  EXPECT_EQ(groups_of(fixed, {1, 8}).x, 8u);
  EXPECT_EQ((Problem{.source = "", .defines = {}, .buffers = {}, .constants = {}, .steps = {fixed}}.slices()), 1u);
}

TEST(Portion, CoversItsPartOfTheElements) {
  EXPECT_EQ((Portion{3, 8}.part(1024)), 384u);
  EXPECT_EQ((Portion{8, 8}.part(1024)), 1024u);
  EXPECT_DOUBLE_EQ((Portion{1, 4}.fraction()), 0.25);
}

}  // namespace
}  // namespace pewter::bench
