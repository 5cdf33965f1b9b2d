// SPDX-License-Identifier: Apache-2.0
// A row a benchmark, a dot a peer: to the right of the line at 1 Pewter is faster. Only rows with a ratio are drawn.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/report.h"

namespace pewter::bench {
namespace {

constexpr int kRowHeight = 22, kLeft = 190, kPlot = 620, kRight = 30, kTop = 70, kBottom = 40;

struct Series {
  const char* name;
  const char* colour;
};
constexpr Series kPocl = {"PoCL", "#1f77b4"}, kLavapipe = {"lavapipe", "#ff7f0e"}, kLimit = {"limit", "#7f7f7f"},
                 kAny = {"either", "#000000"};

// Decades that hold every ratio.
struct Axis {
  int first = -1, last = 2;
  double place(double ratio) const {
    return kLeft + kPlot * (std::log10(ratio) - first) / static_cast<double>(last - first);
  }
};

struct Dot {
  Series series;
  double ratio;
};

std::vector<Dot> dots_of(const Row& row) {
  std::vector<Dot> dots;
  const auto add = [&](const Series& series, const Entry& entry) {
    if (const auto ratio = row.ratio_to(entry)) dots.push_back({series, *ratio});
  };
  add(kLimit, row.limit);
  if (const auto found = row.peers.find("pocl"); found != row.peers.end()) add(kPocl, found->second);
  if (const auto found = row.peers.find("lavapipe"); found != row.peers.end()) add(kLavapipe, found->second);
  return dots;
}

const Series& series_of(Target::Against against) {
  switch (against) {
    case Target::Against::pocl:
      return kPocl;
    case Target::Against::lavapipe:
      return kLavapipe;
    case Target::Against::limit:
      return kLimit;
    default:
      return kAny;
  }
}

// The figure that is asked for, where it is a ratio.
std::vector<Dot> bars_of(const Row& row) {
  std::vector<Dot> bars;
  for (const Target& target : row.targets) {
    if (target.at_least == 0 || target.against == Target::Against::value) continue;
    bars.push_back({series_of(target.against), target.at_least});
  }
  return bars;
}

Axis axis_of(const std::vector<const Row*>& rows) {
  Axis axis;
  for (const Row* row : rows) {
    for (const Dot& dot : dots_of(*row)) {
      axis.first = std::min(axis.first, static_cast<int>(std::floor(std::log10(dot.ratio))));
      axis.last = std::max(axis.last, static_cast<int>(std::ceil(std::log10(dot.ratio))));
    }
  }
  return axis;
}

std::string text(double x, double y, const char* anchor, const std::string& words) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, words);
}

std::string grid(const Axis& axis, int bottom) {
  std::string out;
  for (int decade = axis.first; decade <= axis.last; ++decade) {
    const double x = axis.place(std::pow(10.0, decade));
    out += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\" stroke=\"{3}\"/>\n", x, kTop, bottom,
                       decade == 0 ? "#000" : "#ddd");
    out += text(x, bottom + 16, "middle", fmt::format("{:g}x", std::pow(10.0, decade)));
  }
  return out;
}

std::string legend() {
  std::string out;
  int x = kLeft;
  for (const Series& series : {kPocl, kLavapipe, kLimit}) {
    out += fmt::format("<circle cx=\"{}\" cy=\"46\" r=\"5\" fill=\"{}\"/>\n", x, series.colour);
    out += text(x + 10, 50, "start", series.name);
    x += 110;
  }
  out += fmt::format("<line x1=\"{0}\" x2=\"{0}\" y1=\"38\" y2=\"54\" stroke=\"#000\" stroke-width=\"3\"/>\n", x);
  return out + text(x + 10, 50, "start", "asked for, at least (in the colour of the peer; black: both)");
}

}  // namespace

std::string svg(const Report& report) {
  std::vector<const Row*> rows;
  for (const Row& row : report.rows) {
    if (!dots_of(row).empty()) rows.push_back(&row);
  }
  const Axis axis = axis_of(rows);
  const int bottom = kTop + kRowHeight * static_cast<int>(rows.size()), width = kLeft + kPlot + kRight;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      width, bottom + kBottom);
  out += text(kLeft, 24, "start", "How many times faster than others Pewter is");
  out += legend() + grid(axis, bottom);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = kTop + kRowHeight * (static_cast<double>(i) + 0.5);
    out += text(kLeft - 10, y + 4, "end", rows[i]->name);
    for (const Dot& bar : bars_of(*rows[i])) {
      out += fmt::format(
          "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\" stroke-width=\"3\"/>\n",
          axis.place(bar.ratio), y - 8, y + 8, bar.series.colour);
    }
    for (const Dot& dot : dots_of(*rows[i])) {
      out +=
          fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\"><title>{}: {:.3g}x</title></circle>\n",
                      axis.place(dot.ratio), y, dot.series.colour, dot.series.name, dot.ratio);
    }
  }
  return out + "</svg>\n";
}

}  // namespace pewter::bench
