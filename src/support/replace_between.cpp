// SPDX-License-Identifier: Apache-2.0
#include "support/replace_between.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace pewter {

std::string replace_between(const std::string& path, std::string_view begin, std::string_view end,
                            std::string_view text) {
  std::ifstream file(path);
  std::ostringstream whole;
  whole << file.rdbuf();
  std::string content = whole.str();
  const auto first = content.find(begin);
  const auto last = first == std::string::npos ? first : content.find(end, first);
  if (last == std::string::npos) return fmt::format("{} has no place for the figures", path);
  content.replace(first + begin.size(), last - first - begin.size(), text);
  std::ofstream out(path);
  out << content;
  out.close();
  return out ? "" : fmt::format("cannot write {}", path);
}

}  // namespace pewter
