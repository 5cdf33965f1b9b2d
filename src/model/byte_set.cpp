// SPDX-License-Identifier: Apache-2.0
#include "model/byte_set.h"

#include <algorithm>
#include <bit>

namespace pewter::model {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

// Calls step(first, count, bits of a, bits of b) for each stretch in which neither changes; false ends it.
template <class Step>
void walk(const std::vector<ByteSet::Run>& a, const std::vector<ByteSet::Run>& b, Step step) {
  std::size_t i = 0, j = 0;
  for (std::uint64_t at = 0; i < a.size() || j < b.size();) {
    const auto begin = [&](const auto& runs, std::size_t n) {
      return n < runs.size() ? std::max(runs[n].first, at) : kAll;
    };
    const auto end = [&](const auto& runs, std::size_t n) {
      return n < runs.size() ? runs[n].first + runs[n].count : kAll;
    };
    const std::uint64_t first = std::min(begin(a, i), begin(b, j));
    const bool in_a = begin(a, i) == first, in_b = begin(b, j) == first;
    const std::uint64_t until = std::min(in_a ? end(a, i) : begin(a, i), in_b ? end(b, j) : begin(b, j));
    if (!step(first, until - first, in_a ? a[i].bits : 0, in_b ? b[j].bits : 0)) return;
    at = until;
    if (end(a, i) == until) ++i;
    if (end(b, j) == until) ++j;
  }
}

}  // namespace

ByteSet ByteSet::range(std::uint64_t offset, std::uint64_t length) {
  ByteSet set;
  if (!length) return set;
  const std::uint64_t first = offset / 64, last = (offset + length - 1) / 64;
  const std::uint64_t from = kAll << offset % 64, to = kAll >> (63 - (offset + length - 1) % 64);
  if (first == last) {
    set.append(first, from & to);
    return set;
  }
  set.append(first, from);
  if (last > first + 1) set.append(first + 1, kAll, last - first - 1);
  set.append(last, to);
  return set;
}

void ByteSet::append(std::uint64_t word, std::uint64_t bits, std::uint64_t count) {
  if (!bits || !count) return;
  if (!runs_.empty() && runs_.back().bits == bits && runs_.back().first + runs_.back().count == word)
    runs_.back().count += count;
  else
    runs_.push_back({word, count, bits});
}

std::uint64_t ByteSet::first() const {
  return 64 * runs_.front().first + static_cast<std::uint64_t>(std::countr_zero(runs_.front().bits));
}

std::uint64_t ByteSet::end() const {
  if (runs_.empty()) return 0;
  const Run& last = runs_.back();
  return 64 * (last.first + last.count) - static_cast<std::uint64_t>(std::countl_zero(last.bits));
}

std::uint64_t ByteSet::count() const {
  std::uint64_t sum = 0;
  for (const Run& run : runs_) sum += run.count * static_cast<std::uint64_t>(std::popcount(run.bits));
  return sum;
}

ByteSet ByteSet::operator|(const ByteSet& other) const {
  if (empty()) return other;
  if (other.empty()) return *this;
  ByteSet both;
  walk(runs_, other.runs_, [&](std::uint64_t first, std::uint64_t count, std::uint64_t a, std::uint64_t b) {
    both.append(first, a | b, count);
    return true;
  });
  return both;
}

ByteSet ByteSet::operator&(const ByteSet& other) const {
  ByteSet both;
  if (empty() || other.empty() || first() >= other.end() || other.first() >= end()) return both;
  walk(runs_, other.runs_, [&](std::uint64_t first, std::uint64_t count, std::uint64_t a, std::uint64_t b) {
    both.append(first, a & b, count);
    return true;
  });
  return both;
}

bool ByteSet::meets(const ByteSet& other) const {
  if (empty() || other.empty() || first() >= other.end() || other.first() >= end()) return false;
  bool met = false;
  walk(runs_, other.runs_, [&](std::uint64_t, std::uint64_t, std::uint64_t a, std::uint64_t b) {
    met = (a & b) != 0;
    return !met;
  });
  return met;
}

ByteSet ByteSet::at_most(std::size_t most) const {
  if (runs_.size() <= most) return *this;
  // Runs are joined over gaps of up to `gap` words, all of their words taken as whole.
  for (std::uint64_t gap = 0;; gap = gap * 2 + 1) {
    ByteSet joined;
    for (const Run& run : runs_) {
      std::uint64_t first = run.first;
      if (!joined.empty()) {
        const Run& last = joined.runs_.back();
        const std::uint64_t behind = last.first + last.count;
        if (first - behind <= gap) first = behind;
      }
      joined.append(first, kAll, run.first + run.count - first);
    }
    if (joined.runs_.size() <= std::max<std::size_t>(most, 1)) return joined;
  }
}

ByteSet conflict(const TouchedBytes& one, const TouchedBytes& other) {
  const auto stored = [](const TouchedBytes& a, const TouchedBytes& b) {
    return (a.writes & b.reads) | (a.writes & b.writes) | (a.writes & b.atomics) | (a.atomics & b.reads);
  };
  return stored(one, other) | stored(other, one);
}

}  // namespace pewter::model
