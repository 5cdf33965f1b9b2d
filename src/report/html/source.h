// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/stack.h"

// The lines around a place in a source file, where the file is readable when the page is made.
namespace pewter::report::html {

struct Excerpt {
  std::uint32_t first = 0;         // number of lines[0]
  std::uint32_t hit = 0;           // the line that was asked for
  std::vector<std::string> lines;  // shown with visible(), tabs as spaces
};

// Reads each file once. Only files that are called like sources: a report from elsewhere may name any file, and the
// page may be given away.
class Sources {
 public:
  explicit Sources(std::string working_directory) : directory_(std::move(working_directory)) {}
  const Excerpt* find(const model::Frame& frame);     // null: none
  static std::string key(const model::Frame& frame);  // "src/matmul.cpp:88"
  const std::map<std::string, Excerpt>& excerpts() const { return excerpts_; }

 private:
  const std::vector<std::string>& lines(const std::string& path);

  std::string directory_;
  std::map<std::string, std::vector<std::string>> files_;
  std::map<std::string, Excerpt> excerpts_;
};

}  // namespace pewter::report::html
