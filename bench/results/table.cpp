// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "results/report.h"

namespace pewter::bench {
namespace {

// Text to the left, figures to the right.
bool is_text(std::size_t column) { return column < 2 || column == 8 || column >= 11; }

constexpr const char* kLegend =
    "Medians; +- is half of the range between the quartiles. Ratio: how many times faster Pewter is than the peer; of "
    "it:\n"
    "the part of the limit that Pewter reaches. * measured on a part of the grid. met: no, yes, or the aim, too.\n";

}  // namespace

std::string terminal_table(const Report& report) {
  std::vector<Cells> lines = {header_cells()};
  for (const Row& row : report.rows) lines.push_back(cells_of(row));
  std::vector<std::size_t> widths(lines[0].columns.size(), 0);
  for (const Cells& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], line.columns[i].size());
  }
  std::string text;
  for (const Cells& line : lines) {
    std::string out;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (is_text(i))
        out += fmt::format("{:<{}}  ", line.columns[i], widths[i]);
      else
        out += fmt::format("{:>{}}  ", line.columns[i], widths[i]);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
  return text + kLegend;
}

std::string markdown_table(const Report& report) {
  std::string text;
  for (const auto& [name, value] : report.context) text += fmt::format("- {}: {}\n", name, value);
  text += "\n";
  const auto line = [](const Cells& cells) {
    std::string out = "|";
    for (const std::string& cell : cells.columns) out += fmt::format(" {} |", cell == "*" ? "" : cell);
    // A star is emphasis in Markdown.
    for (std::size_t at = 0; (at = out.find('*', at)) != std::string::npos; at += 2) out.insert(at, "\\");
    return out + "\n";
  };
  text += line(header_cells());
  for (std::size_t i = 0; i < header_cells().columns.size(); ++i) text += is_text(i) ? "|---" : "|---:";
  text += "|\n";
  for (const Row& row : report.rows) text += line(cells_of(row));
  return text;
}

}  // namespace pewter::bench
