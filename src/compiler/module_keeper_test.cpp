// SPDX-License-Identifier: Apache-2.0
#include "compiler/module_keeper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace pewter::compiler {
namespace {

using Made = Result<ModuleKeeper::Module, Diagnostics>;

// A module of these kernels, and so many bytes of bitcode.
ModuleKeeper::Module module_of(std::vector<std::string> kernels, std::size_t bytes = 10) {
  FrozenModule module;
  module.bitcode.resize(bytes);
  for (std::string& kernel : kernels) {
    module.kernels.emplace_back();
    module.kernels.back().info.host_name = std::move(kernel);
  }
  return std::make_shared<const FrozenModule>(std::move(module));
}

Made never(std::size_t) {
  ADD_FAILURE() << "made again";
  return Failure{Diagnostics{}};
}

TEST(ModuleKeeper, MakesAModuleOnce) {
  ModuleKeeper keeper;
  int made = 0;
  const auto make = [&](std::size_t others) -> Made {
    EXPECT_EQ(others, ModuleKeeper::kMostKernels - 1);
    ++made;
    return module_of({"a", "b"});
  };
  const auto first = keeper.find_or_make("source", "a", make);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(made, 1);
  EXPECT_EQ(*keeper.find_or_make("source", "a", never), *first);
  EXPECT_EQ(*keeper.find_or_make("source", "b", never), *first) << "it came with the other";
}

TEST(ModuleKeeper, AnotherSourceOrKernelIsAnotherModule) {
  ModuleKeeper keeper;
  const auto a = keeper.find_or_make("source", "a", [](std::size_t) -> Made { return module_of({"a"}); });
  const auto b = keeper.find_or_make("source", "b", [](std::size_t) -> Made { return module_of({"b"}); });
  const auto other = keeper.find_or_make("other", "a", [](std::size_t) -> Made { return module_of({"a"}); });
  EXPECT_TRUE((*b)->has("b"));
  EXPECT_NE(*a, *other);
  EXPECT_EQ(*keeper.find_or_make("source", "a", never), *a);
  EXPECT_EQ(*keeper.find_or_make("source", "b", never), *b);
}

TEST(ModuleKeeper, AFailureIsNotRemembered) {
  ModuleKeeper keeper;
  EXPECT_FALSE(keeper.find_or_make("source", "a", [](std::size_t) -> Made { return Failure{Diagnostics{}}; }).ok());
  EXPECT_TRUE(keeper.find_or_make("source", "a", [](std::size_t) -> Made { return module_of({"a"}); }).ok());
}

TEST(ModuleKeeper, WhatReadsFilesIsNotKept) {
  ModuleKeeper keeper;
  int made = 0;
  for (int i = 0; i < 2; ++i) {
    const auto module = keeper.find_or_make("source", "a", [&](std::size_t) -> Made {
      ++made;
      FrozenModule copy = *module_of({"a"});
      copy.reads_files = true;
      return std::make_shared<const FrozenModule>(std::move(copy));
    });
    EXPECT_TRUE(module.ok());
  }
  EXPECT_EQ(made, 2);
}

TEST(ModuleKeeper, TheOneUnusedForLongestGoesFirst) {
  ModuleKeeper keeper(100);
  keeper.keep("one", module_of({"a"}, 40));
  keeper.keep("two", module_of({"a"}, 40));
  EXPECT_TRUE(keeper.find_or_make("one", "a", never).ok());
  keeper.keep("three", module_of({"a"}, 40));
  EXPECT_TRUE(keeper.find_or_make("one", "a", never).ok());
  EXPECT_TRUE(keeper.find_or_make("three", "a", never).ok());
  int made = 0;
  EXPECT_TRUE(keeper.find_or_make("two", "a", [&](std::size_t) -> Made { return ++made, module_of({"a"}, 40); }).ok());
  EXPECT_EQ(made, 1);
}

TEST(ModuleKeeper, OneThatIsTooLargeIsGivenButNotKept) {
  ModuleKeeper keeper(100);
  int made = 0;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(keeper.find_or_make("source", "a", [&](std::size_t) -> Made { return ++made, module_of({"a"}, 101); }).ok());
  EXPECT_EQ(made, 2);
}

TEST(ModuleKeeper, TheFailureOfOneKernelIsNotThatOfThoseWhoWaited) {
  ModuleKeeper keeper;
  std::atomic<bool> second_is_here{false};
  std::thread first([&] {
    const auto failed = keeper.find_or_make("source", "bad", [&](std::size_t) -> Made {
      while (!second_is_here) std::this_thread::yield();
      return Failure{Diagnostics{}};
    });
    EXPECT_FALSE(failed.ok());
  });
  std::thread second([&] {
    second_is_here = true;
    EXPECT_TRUE(keeper.find_or_make("source", "good", [](std::size_t) -> Made { return module_of({"good"}); }).ok());
  });
  first.join();
  second.join();
}

TEST(ModuleKey, TellsApartWhatMakesAModule) {
  const Source source{.text = "text"};
  const ConstantValue value{.index = 1, .name = "", .type = "bool", .bytes = {std::byte{1}}};
  ConstantValue other = value;
  other.bytes = {std::byte{0}};
  Options safe;
  safe.fast_math = false;
  const std::string key = module_key(source, {}, {value});
  EXPECT_EQ(key, module_key(source, {}, {value}));
  EXPECT_NE(key, module_key({.text = "text2"}, {}, {value}));
  EXPECT_NE(key, module_key({.text = "text", .name = "another"}, {}, {value}));
  EXPECT_NE(key, module_key(source, safe, {value}));
  EXPECT_NE(key, module_key(source, {}, {other}));
  EXPECT_NE(key, module_key(source, {}, {}));
}

}  // namespace
}  // namespace pewter::compiler
