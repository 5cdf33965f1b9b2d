// SPDX-License-Identifier: Apache-2.0
#include "report/html/source.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "report/text.h"

namespace pewter::report::html {
namespace {

constexpr std::uint32_t kAround = 4;       // lines before and after
constexpr std::size_t kLargest = 4 << 20;  // bytes of a file
constexpr std::size_t kWidest = 400;       // bytes of a line
constexpr std::size_t kMost = 500;         // excerpts of a page

bool is_source(std::string_view path) {
  constexpr std::string_view kExtensions[] = {".c",  ".cc",  ".cpp", ".cxx",   ".c++", ".m",   ".mm",  ".h",
                                              ".hh", ".hpp", ".hxx", ".inl",   ".inc", ".def", ".ipp", ".metal",
                                              ".py", ".pyx", ".rs",  ".swift", ".go",  ".zig", ".nim", ".jl"};
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos &&
         std::find(std::begin(kExtensions), std::end(kExtensions), name.substr(dot)) != std::end(kExtensions);
}

// Without the spaces that all lines begin with.
void outdent(std::vector<std::string>* lines) {
  std::size_t common = kWidest;
  for (const std::string& line : *lines)
    if (const std::size_t spaces = line.find_first_not_of(' '); spaces != std::string::npos)
      common = std::min(common, spaces);
  for (std::string& line : *lines) line.erase(0, std::min(common, line.size()));
}

}  // namespace

std::string Sources::key(const model::Frame& frame) { return fmt::format("{}:{}", visible(frame.file), frame.line); }

const std::vector<std::string>& Sources::lines(const std::string& path) {
  const auto [entry, fresh] = files_.try_emplace(path);
  std::vector<std::string>& lines = entry->second;
  struct stat status{};
  if (!fresh || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
      static_cast<std::size_t>(status.st_size) > kLargest)
    return lines;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() > kWidest) line.resize(kWidest);
    std::string spaced;
    for (const char c : line) c == '\t' ? spaced += "    " : spaced += c;
    lines.push_back(visible(spaced));
  }
  return lines;
}

const Excerpt* Sources::find(const model::Frame& frame) {
  if (frame.file.empty() || frame.line == 0 || !is_source(frame.file)) return nullptr;
  const std::string name = key(frame);
  if (const auto known = excerpts_.find(name); known != excerpts_.end()) return &known->second;
  if (excerpts_.size() >= kMost) return nullptr;
  const std::vector<std::string>& all = lines(frame.file.starts_with('/') ? frame.file : directory_ + "/" + frame.file);
  if (frame.line > all.size()) return nullptr;
  Excerpt excerpt;
  excerpt.hit = frame.line;
  excerpt.first = frame.line > kAround ? frame.line - kAround : 1;
  const std::size_t last = std::min<std::size_t>(all.size(), std::size_t{frame.line} + kAround);
  excerpt.lines.assign(all.begin() + excerpt.first - 1, all.begin() + static_cast<std::ptrdiff_t>(last));
  outdent(&excerpt.lines);
  return &excerpts_.emplace(name, std::move(excerpt)).first->second;
}

}  // namespace pewter::report::html
