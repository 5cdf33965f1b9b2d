// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pewter::model {

// Which bytes of a resource: a bit a byte, in words of 64, words that are alike side by side kept once. So the even
// elements of an array, or the columns of a matrix, are exact and take little.
class ByteSet {
 public:
  // Bit i of `bits`, never 0, stands for the bytes 64 * (first + n) + i, for each n below `count`.
  struct Run {
    std::uint64_t first = 0, count = 0, bits = 0;
    bool operator==(const Run&) const = default;
  };

  static ByteSet range(std::uint64_t offset, std::uint64_t length);

  // Words come in ascending order.
  void append(std::uint64_t word, std::uint64_t bits, std::uint64_t count = 1);

  const std::vector<Run>& runs() const { return runs_; }
  bool empty() const { return runs_.empty(); }
  std::uint64_t first() const;  // byte; of a set that is not empty
  std::uint64_t end() const;    // behind the last byte; 0 for the empty set
  std::uint64_t count() const;  // bytes

  ByteSet operator|(const ByteSet& other) const;
  ByteSet operator&(const ByteSet& other) const;
  bool meets(const ByteSet& other) const;  // !(*this & other).empty()
  // Not more than so many runs: the same, or more bytes, holes filled from the smallest on.
  ByteSet at_most(std::size_t runs) const;

  bool operator==(const ByteSet&) const = default;

 private:
  std::vector<Run> runs_;  // ascending, apart from each other
};

// What one command touched of one resource. A byte may be in several of them.
struct TouchedBytes {
  ByteSet reads, writes;
  ByteSet atomics;    // reads and writes at once
  bool exact = true;  // else there may be bytes too many
  bool known = true;  // else nothing is known: it ran, and nobody saw what it touched

  ByteSet all() const { return reads | writes | atomics; }
};

// The bytes that both touch, with a write among them. Atomics meet each other rightly.
ByteSet conflict(const TouchedBytes& one, const TouchedBytes& other);

}  // namespace pewter::model
