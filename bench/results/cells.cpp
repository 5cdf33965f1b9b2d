// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "results/report.h"

namespace pewter::bench {
namespace {

// Three significant digits, without an exponent.
std::string number(double value) {
  if (value >= 100 || value == 0) return fmt::format("{:.0f}", value);
  const int digits = 2 - static_cast<int>(std::floor(std::log10(value)));
  return fmt::format("{:.{}f}", value, std::min(digits, 6));
}

std::string value_of(const Row& row, const Entry& entry) {
  if (entry.wrong) return "wrong";
  if (!entry.samples) return "-";
  return number(row.unit.value(entry.samples->median, row.work)) + (entry.fraction < 1 ? "*" : "");
}

std::string ratio_of(const Row& row, const Entry& entry) {
  const auto ratio = row.ratio_to(entry);
  return ratio ? number(*ratio) + "x" : "";
}

// Half of the range between the quartiles, in percent of the median.
std::string spread_of(const Entry& entry) {
  if (!entry.samples) return "";
  const Samples& samples = *entry.samples;
  return fmt::format("{:.0f}%", 50 * (samples.upper_quartile - samples.lower_quartile) / samples.median);
}

const Entry& peer_of(const Row& row, const char* name) {
  static const Entry kNone;
  const auto found = row.peers.find(name);
  return found == row.peers.end() ? kNone : found->second;
}

std::string text_of(const Target& target, const Unit& unit) {
  const std::string bar = fmt::format("{:g}", target.at_least);
  switch (target.against) {
    case Target::Against::pocl:
      return bar + "x PoCL";
    case Target::Against::lavapipe:
      return bar + "x lavapipe";
    case Target::Against::better_peer:
      return bar + "x peers";
    case Target::Against::limit:
      return bar + "x limit";
    case Target::Against::value:
      return (unit.rate ? ">= " : "<= ") + bar;
  }
  return "";
}

// What is asked for at least; aims alone have no such bar.
std::string targets_of(const Row& row) {
  std::string text;
  for (const Target& target : row.targets) {
    if (target.at_least == 0) continue;
    text += (text.empty() ? "" : ", ") + text_of(target, row.unit);
  }
  return text;
}

std::string verdict_of(const Row& row) {
  bool met = true, aim = true, known = true;
  for (const Target& target : row.targets) {
    if (!row.figure(target)) {
      known = known && target.at_least == 0;
      aim = false;
      continue;
    }
    met = met && (target.at_least == 0 || *row.met(target, target.at_least));
    aim = aim && *row.met(target, target.aim);
  }
  if (!met) return "no";
  if (!known) return "?";
  return aim ? "aim" : "yes";
}

}  // namespace

Cells header_cells() {
  return {{"benchmark", "unit", "Pewter", "+-", "PoCL", "ratio", "lavapipe", "ratio", "limit", "", "of it", "at least",
           "met"}};
}

Cells cells_of(const Row& row) {
  const Entry &pocl = peer_of(row, "pocl"), &lavapipe = peer_of(row, "lavapipe");
  const auto of_limit = row.ratio_to(row.limit);
  return {{row.name, row.unit.name, value_of(row, row.pewter), spread_of(row.pewter), value_of(row, pocl),
           ratio_of(row, pocl), value_of(row, lavapipe), ratio_of(row, lavapipe), row.limit_name,
           row.limit_name.empty() ? "" : value_of(row, row.limit), of_limit ? fmt::format("{:.2f}", *of_limit) : "",
           targets_of(row), row.targets.empty() ? "" : verdict_of(row)}};
}

std::string progress_line(const Row& row) {
  std::string line = fmt::format("{} {} +-{}", value_of(row, row.pewter), row.unit.name, spread_of(row.pewter));
  for (const auto& [name, entry] : row.peers) {
    line += fmt::format("; {} {}", name, value_of(row, entry));
    if (const auto ratio = ratio_of(row, entry); !ratio.empty()) line += fmt::format(" ({})", ratio);
  }
  if (const auto of_limit = row.ratio_to(row.limit)) line += fmt::format("; {:.2f} of {}", *of_limit, row.limit_name);
  return line;
}

std::string notes(const Report& report) {
  std::string text;
  const auto note = [&](const std::string& name, const Entry& entry) {
    if (!entry.absent.empty()) text += fmt::format("{}: {}\n", name, entry.absent);
  };
  for (const Row& row : report.rows) {
    note(row.name + "/pewter", row.pewter);
    for (const auto& [name, entry] : row.peers) note(row.name + "/" + name, entry);
    if (!row.limit_name.empty()) note(row.name + "/" + row.limit_name, row.limit);
  }
  return text;
}

}  // namespace pewter::bench
