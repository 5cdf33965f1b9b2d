// SPDX-License-Identifier: Apache-2.0
#include "metal_arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace pewter::stand_ins {
namespace {

using Stage = MetalArguments::Stage;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

Result<MetalArguments, std::string> parse(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> arguments;
  for (std::string word; words >> word;) arguments.push_back(word);
  return parse_metal(arguments);
}

TEST(MetalArguments, ReadsACompileLineOfMlx) {
  auto result = parse(
      "-x metal -Wall -Wextra -fno-fast-math -Wno-c++17-extensions -mmacosx-version-min=14.0 -std=metal3.1 "
      "-gline-tables-only "
      "-frecord-sources -c kernels/gemm.metal -I/src -o gemm.air");
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->stage, Stage::compile);
  EXPECT_THAT(result->inputs, ElementsAre("kernels/gemm.metal"));
  EXPECT_EQ(result->output, "gemm.air");
  EXPECT_FALSE(result->options.fast_math);
  EXPECT_EQ(result->options.language_version, 0x30001u);
  EXPECT_THAT(result->options.include_dirs, ElementsAre("/src"));
  EXPECT_THAT(result->options.extra_warnings, ElementsAre("-Wall", "-Wextra", "-Wno-c++17-extensions"));
}

TEST(MetalArguments, ReadsAVersionProbe) {
  auto result = parse("-E -x metal -P -");
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->stage, Stage::preprocess);
  EXPECT_FALSE(result->line_markers);
  EXPECT_THAT(result->inputs, ElementsAre("-"));
}

TEST(MetalArguments, ReadsTheListingOfHeaders) {
  auto result = parse("-x metal -I/src -I/src/jit -DMLX_METAL_JIT -E -P -CC -C -H utils.h -w");
  ASSERT_TRUE(result) << result.error();
  EXPECT_TRUE(result->list_includes);
  EXPECT_THAT(result->options.macros, UnorderedElementsAre(Pair("MLX_METAL_JIT", "1")));
  EXPECT_THAT(result->options.extra_warnings, ElementsAre("-w"));
}

TEST(MetalArguments, ReadsALinkLine) {
  auto result = parse("a.air b.air -o all.metallib");
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->stage, Stage::link);
  EXPECT_THAT(result->inputs, ElementsAre("a.air", "b.air"));
}

TEST(MetalArguments, ReadsDefinitionsJoinedAndApart) {
  auto result = parse("-DA -D B=2 -DC=x=y -DGONE -UGONE -c a.metal -oa.air");
  ASSERT_TRUE(result) << result.error();
  EXPECT_THAT(result->options.macros, UnorderedElementsAre(Pair("A", "1"), Pair("B", "2"), Pair("C", "x=y")));
  EXPECT_EQ(result->output, "a.air");
}

TEST(MetalArguments, ReadsDependencies) {
  auto result = parse("-MD -MF a.d -MT a.air -MP -c a.metal");
  ASSERT_TRUE(result) << result.error();
  EXPECT_TRUE(result->dependencies);
  EXPECT_EQ(result->dependency_file, "a.d");
  EXPECT_THAT(result->dependency_targets, ElementsAre("a.air"));
  EXPECT_TRUE(result->phony_targets);
}

TEST(MetalArguments, ReadsEverySpellingOfAVersion) {
  for (const char* spelling : {"metal2.4", "macos-metal2.4", "ios-metal2.4", "osx-metal2.4"}) {
    auto result = parse(std::string("-c a.metal -std=") + spelling);
    ASSERT_TRUE(result) << spelling << ": " << result.error();
    EXPECT_EQ(result->options.language_version, 0x20004u) << spelling;
  }
}

TEST(MetalArguments, RejectsAsClangDoes) {
  EXPECT_EQ(parse("-c").error(), "no input files");
  EXPECT_EQ(parse("-c a.metal -o").error(), "argument to '-o' is missing (expected 1 value)");
  EXPECT_EQ(parse("-c a.metal --nonsense").error(), "unknown argument: '--nonsense'");
  EXPECT_EQ(parse("-c a.metal -std=c++20").error(), "invalid value 'c++20' in '-std=c++20'");
  EXPECT_EQ(parse("-c a.metal -std=metal3.").error(), "invalid value 'metal3.' in '-std=metal3.'");
  EXPECT_EQ(parse("-x c++ a.cpp").error(), "language not recognized: 'c++'");
  EXPECT_EQ(parse("-c a.metal b.metal -o c.air").error(), "cannot specify -o when generating multiple output files");
}

}  // namespace
}  // namespace pewter::stand_ins
