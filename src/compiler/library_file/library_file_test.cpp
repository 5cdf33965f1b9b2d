// SPDX-License-Identifier: Apache-2.0
#include "compiler/library_file/library_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pewter::compiler::library_file {
namespace {

using testing::HasSubstr;

Unit sample(const std::string& function) {
  Unit unit;
  unit.source = {"kernel void " + function + "() {}", function + ".metal"};
  unit.options.fast_math = false;
  unit.options.language_version = 0x30001;
  unit.options.macros = {{"A", "1"}, {"B", ""}};
  unit.options.extra_warnings = {"-Wall"};
  unit.index.functions = {{function, FunctionType::kernel}, {function + "_fs", FunctionType::fragment}};
  unit.index.constants = {{"c", 3, "float2", false}};
  unit.index.warnings.text = "w\n";
  unit.index.warnings.warnings = 1;
  return unit;
}

TEST(LibraryFile, ReadsWhatWasWritten) {
  const auto units = read(write({sample("a"), sample("b")}));
  ASSERT_TRUE(units.ok());
  ASSERT_EQ(units->size(), 2u);
  const Unit& unit = (*units)[1];
  EXPECT_EQ(unit.source.text, "kernel void b() {}");
  EXPECT_EQ(unit.source.name, "b.metal");
  EXPECT_FALSE(unit.options.fast_math);
  EXPECT_EQ(unit.options.language_version, 0x30001u);
  EXPECT_EQ(unit.options.macros.at("A"), "1");
  ASSERT_EQ(unit.index.functions.size(), 2u);
  EXPECT_EQ(unit.index.functions[1].type, FunctionType::fragment);
  ASSERT_EQ(unit.index.constants.size(), 1u);
  EXPECT_EQ(unit.index.constants[0].type, "float2");
  EXPECT_FALSE(unit.index.constants[0].required);
  EXPECT_EQ(unit.index.warnings.warnings, 1);
}

TEST(LibraryFile, AnEmptyLibraryIsOne) {
  const auto units = read(write({}));
  ASSERT_TRUE(units.ok());
  EXPECT_TRUE(units->empty());
}

TEST(LibraryFile, NamesWhatItCannotRead) {
  EXPECT_THAT(read("MTLB\x01\x80\x02").error(), HasSubstr("Apple's compiler"));
  EXPECT_THAT(read("BC\xC0\xDE....").error(), HasSubstr("bitcode"));
  EXPECT_THAT(read("#include <metal_stdlib>").error(), HasSubstr("not a library"));
  EXPECT_THAT(read("").error(), HasSubstr("not a library"));
  EXPECT_THAT(read("PEWTRLIB\x01").error(), HasSubstr("cut short"));
  std::string newer = write({sample("a")});
  newer[8] = 9;
  EXPECT_THAT(read(newer).error(), HasSubstr("version 9"));
}

TEST(LibraryFile, EveryFlippedByteAndEveryCutIsNoticed) {
  const std::string good = write({sample("a")});
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x41);
    EXPECT_FALSE(read(bad).ok()) << "byte " << i;
    EXPECT_FALSE(read(std::string_view(good).substr(0, i)).ok()) << "cut at " << i;
  }
}

TEST(LibraryFile, MergeRefusesTwoFunctionsOfOneName) {
  auto merged = merge({{sample("a")}, {sample("b")}});
  ASSERT_TRUE(merged.ok());
  EXPECT_EQ(merged->size(), 2u);
  EXPECT_THAT(merge({{sample("a")}, {sample("a")}}).error(), HasSubstr("'a' is in both"));
}

}  // namespace
}  // namespace pewter::compiler::library_file
