// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "trace/entry.h"

namespace pewter::trace {

// First bytes of the file, up to the version of its form.
inline constexpr std::string_view kMagic = "pewter-trace 2\n";
// Runs of a set of bytes. One that has more is written with its smallest holes filled.
inline constexpr std::size_t kMostRuns = 4096;
inline constexpr std::size_t kMostBytes = std::size_t{256} << 20;

// Collects entries in memory, in the order in which they come. Thread-safe. What does not fit into kMostBytes is
// counted and left out: the beginning of a program makes sense without its end, the end without the beginning does not.
class Writer {
 public:
  explicit Writer(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  // Without time: that is read from `clock` in the order of the file.
  void add(Entry entry, const std::function<std::uint64_t()>& clock);

  std::set<model::StackId> stacks() const;
  // The whole file. `process`: a report as JSON that says what the program was, with the stacks.
  std::string file(std::string_view process, Sight sight) const;

 private:
  class Stream;

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;  // guards what follows
  std::string bytes_;
  std::map<std::string, std::uint64_t, std::less<>> texts_;  // by their number
  std::array<std::uint64_t, 2> last_{};
  std::set<model::StackId> stacks_;
  std::uint64_t left_out_ = 0;
};

}  // namespace pewter::trace
