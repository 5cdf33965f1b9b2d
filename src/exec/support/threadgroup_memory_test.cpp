// SPDX-License-Identifier: Apache-2.0
#include "exec/support/threadgroup_memory.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

namespace pewter::exec {
namespace {

using Bound = std::array<std::uint32_t, model::kMaxThreadgroupBuffers>;

bool is_aligned(const std::byte* at, std::size_t to) { return reinterpret_cast<std::uintptr_t>(at) % to == 0; }

TEST(ThreadgroupMemory, BlocksAreAlignedAndApart) {
  ThreadgroupMemory memory;
  model::ThreadgroupFrame frame{};
  Bound bound{};
  bound[2] = 16;
  bound[5] = 4096;
  ASSERT_TRUE(memory.lay_out(200, bound, frame));
  for (const std::byte* at : {frame.static_memory, frame.bound_memory[2], frame.bound_memory[5]}) EXPECT_TRUE(at && is_aligned(at, 128));
  EXPECT_GE(frame.bound_memory[2] - frame.static_memory, 200);
  EXPECT_GE(frame.bound_memory[5] - frame.bound_memory[2], 16);
  std::memset(frame.bound_memory[5], 1, 4096);
  for (int i : {0, 1, 3, 4, 6, 30}) EXPECT_EQ(frame.bound_memory[i], nullptr);
}

TEST(ThreadgroupMemory, WhatIsNotAskedForIsNullAgain) {
  ThreadgroupMemory memory;
  model::ThreadgroupFrame frame{};
  Bound bound{};
  bound[30] = 32;
  ASSERT_TRUE(memory.lay_out(64, bound, frame));
  ASSERT_TRUE(memory.lay_out(0, {Bound{}}, frame));
  EXPECT_EQ(frame.static_memory, nullptr);
  EXPECT_EQ(frame.bound_memory[30], nullptr);
}

TEST(ThreadgroupMemoryDeathTest, RunningOverTheEndIsNoticed) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  ThreadgroupMemory memory;
  model::ThreadgroupFrame frame{};
  ASSERT_TRUE(memory.lay_out(256, {Bound{}}, frame));
  EXPECT_DEATH(static_cast<volatile std::byte*>(frame.static_memory)[256] = std::byte{1}, "");
}

TEST(ThreadgroupMemoryDeathTest, LookingOverTheEndFindsZerosAndThenNothing) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  ThreadgroupMemory memory;
  model::ThreadgroupFrame frame{};
  ASSERT_TRUE(memory.lay_out(256, {Bound{}}, frame));
  const auto* end = static_cast<const volatile std::byte*>(frame.static_memory) + 256;
  EXPECT_EQ(std::byte{end[0]}, std::byte{0});
  EXPECT_EQ(std::byte{end[GuardedMemory::kReadable - 1]}, std::byte{0});
  EXPECT_DEATH(static_cast<void>(end[GuardedMemory::kReadable]), "");
}

TEST(GuardedMemory, GrowsAndKeepsItsAlignment) {
  GuardedMemory memory;
  for (const std::size_t bytes : {64, 640, 64 * 1000, 64}) {
    std::byte* at = memory.last(bytes);
    ASSERT_TRUE(at && is_aligned(at, 64));
    std::memset(at, 1, bytes);
  }
}

}  // namespace
}  // namespace pewter::exec
