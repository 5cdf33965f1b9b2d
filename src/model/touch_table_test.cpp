// SPDX-License-Identifier: Apache-2.0
#include "model/touch_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <thread>
#include <vector>

namespace pewter::model {
namespace {

std::set<std::uint64_t> bytes_of(const ByteSet& set) {
  std::set<std::uint64_t> bytes;
  for (const ByteSet::Run& run : set.runs())
    for (std::uint64_t word = run.first; word < run.first + run.count; ++word)
      for (std::uint64_t bit = 0; bit < 64; ++bit)
        if (run.bits >> bit & 1) bytes.insert(64 * word + bit);
  return bytes;
}

ByteSet random_set(std::mt19937& random, std::set<std::uint64_t>& bytes) {
  ByteSet set;
  for (unsigned i = random() % 6; i > 0; --i) {
    const std::uint64_t offset = random() % 700, length = random() % 300;
    set = set | ByteSet::range(offset, length);
    for (std::uint64_t byte = offset; byte < offset + length; ++byte) bytes.insert(byte);
  }
  return set;
}

TEST(ByteSet, AgreesWithSetsOfBytes) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::set<std::uint64_t> a, b, both, either;
    const ByteSet one = random_set(random, a), other = random_set(random, b);
    ASSERT_EQ(bytes_of(one), a);
    std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
    std::ranges::set_union(a, b, std::inserter(either, either.end()));
    ASSERT_EQ(bytes_of(one & other), both);
    ASSERT_EQ(bytes_of(one | other), either);
    ASSERT_EQ(one.meets(other), !both.empty());
    ASSERT_EQ(one.count(), a.size());
    if (a.empty()) continue;
    ASSERT_EQ(one.first(), *a.begin());
    ASSERT_EQ(one.end(), *a.rbegin() + 1);
  }
}

TEST(ByteSet, WordsThatAreAlikeAreOneRun) {
  ByteSet even;
  for (std::uint64_t word = 0; word < 1000; ++word) even.append(word, 0x0f0f0f0f0f0f0f0f);
  EXPECT_EQ(even.runs().size(), 1u);
  EXPECT_EQ(even.count(), 32000u);
}

TEST(ByteSet, OfFewRunsHasNoByteLess) {
  std::mt19937 random(11);
  ByteSet set;
  for (std::uint64_t word = 0; word < 4000; word += 1 + random() % 9) set.append(word, random() | 1);
  const ByteSet few = set.at_most(20);
  EXPECT_LE(few.runs().size(), 20u);
  EXPECT_EQ(set & few, set);
  EXPECT_EQ(set.at_most(set.runs().size()), set);
}

TEST(Conflict, NeedsAWrite) {
  const auto some = ByteSet::range(8, 8);
  EXPECT_TRUE(conflict({.reads = some}, {.reads = some}).empty());
  EXPECT_TRUE(conflict({.atomics = some}, {.atomics = some}).empty());
  EXPECT_EQ(conflict({.writes = some}, {.reads = some}), some);
  EXPECT_EQ(conflict({.reads = some}, {.writes = some}), some);
  EXPECT_EQ(conflict({.writes = some}, {.writes = some}), some);
  EXPECT_EQ(conflict({.atomics = some}, {.reads = some}), some);
  EXPECT_EQ(conflict({.writes = some}, {.atomics = some}), some);
  EXPECT_TRUE(conflict({.writes = some}, {.writes = ByteSet::range(16, 8)}).empty());
}

TEST(TouchTable, TakesDownWhatLiesInItsResources) {
  std::vector<std::byte> memory(1000);
  const TouchTable::Watched watched[] = {{1, memory.data() + 100, 500}, {2, memory.data() + 500, 300}};
  TouchTable table(watched);
  table.listen();
  table.note(memory.data() + 90, 20, TouchKind::write);  // begins before the first
  table.note(memory.data() + 590, 30, TouchKind::read);  // the end of the first; in the second
  table.note(memory.data() + 700, 1, TouchKind::atomic);
  table.note(memory.data() + 900, 50, TouchKind::write);  // in none
  table.note(memory.data() + 300, 0, TouchKind::write);   // nothing
  const TouchedBytes one = table.bytes(0), two = table.bytes(1);
  EXPECT_TRUE(one.known);
  EXPECT_EQ(one.writes, ByteSet::range(0, 10));
  EXPECT_EQ(one.reads, ByteSet::range(490, 10));
  EXPECT_TRUE(one.atomics.empty());
  EXPECT_TRUE(two.writes.empty());
  EXPECT_EQ(two.reads, ByteSet::range(90, 30));
  EXPECT_EQ(two.atomics, ByteSet::range(200, 1));
}

TEST(TouchTable, KnowsNothingWhereNobodyListened) {
  std::byte memory[64];
  const TouchTable::Watched watched[] = {{1, memory, 64}};
  EXPECT_FALSE(TouchTable(watched).bytes(0).known);
}

TEST(TouchTable, ManyThreadsNoteAtOnce) {
  std::vector<std::byte> memory(std::size_t{1} << 20);
  const TouchTable::Watched watched[] = {{1, memory.data(), memory.size()}};
  TouchTable table(watched);
  table.listen();
  std::vector<std::thread> threads;
  for (std::size_t n = 0; n < 4; ++n)  // every fourth byte each
    threads.emplace_back([&, n] {
      for (std::size_t i = n; i < memory.size(); i += 4) table.note(&memory[i], 1, TouchKind::write);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(table.bytes(0).writes, ByteSet::range(0, memory.size()));
}

}  // namespace
}  // namespace pewter::model
