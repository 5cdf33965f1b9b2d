// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <deque>
#include <string>
#include <string_view>

#include "support/result.h"
#include "trace/entry.h"

namespace pewter::trace {

bool is_trace(std::string_view file);

// Reads what Writer wrote, an entry at a time. Any bytes may be given. `file` must outlive the reader, and the reader
// what was read.
class Reader {
 public:
  static Result<Reader, std::string> open(std::string_view file);

  std::string_view process() const { return process_; }
  Sight sight() const { return sight_; }
  std::uint64_t left_out() const { return left_out_; }

  // False: there are no more, or problem() is not empty.
  bool next(Entry& entry);
  std::string problem() const;

 private:
  class Stream;

  std::string_view bytes_;  // of entries
  std::size_t at_ = 0;
  bool failed_ = false;
  std::string_view process_;
  Sight sight_;
  std::uint64_t left_out_ = 0;
  std::deque<std::string> texts_;  // by number; they stay where they are, with a zero at the end
  std::array<std::uint64_t, 2> last_{};
};

}  // namespace pewter::trace
