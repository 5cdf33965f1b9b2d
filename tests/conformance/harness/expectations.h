// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace pewter::conformance {

// What is known of cases that do not pass on an executor, read from expectations/<executor>.txt:
//   never    <family.case pattern>  <reason>     the case cannot be meant for this executor: it is not run
//   fails    <family.case pattern>  <reason>     it is run, and must fail: one that passes is a stale entry and an error
// '*' in a pattern stands for anything; a line that starts with '#' is a comment.
struct Expectation {
  enum class Kind { never, fails } kind;
  std::string pattern;
  std::string reason;
  mutable int matched = 0;
};

class Expectations {
 public:
  // Reads the file; a missing file is an empty list. `error` says what is wrong in a malformed one.
  static Expectations read(const std::string& path, std::string& error);
  const Expectation* find(const std::string& full_name) const;
  const std::vector<Expectation>& entries() const { return entries_; }

 private:
  std::vector<Expectation> entries_;
};

}  // namespace pewter::conformance
