// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/crash/sections.h"
#include "report/text.h"

namespace pewter::report::crash {
namespace {

constexpr std::size_t kShown = 3;  // findings; more would push the process off the screen

std::string line(std::string_view label, std::string_view text) {
  constexpr std::size_t kColumn = 14;
  std::string out = wrap(text, fmt::format("#   {:<9} ", label), kColumn);
  for (std::size_t at = 0; (at = out.find('\n', at)) + 1 < out.size();) out[++at] = '#';
  return out;
}

std::string summary(const Lookup& lookup, const model::Finding& finding) {
  const Rule* rule = lookup.rule(finding.rule);
  std::string out = fmt::format("#\n# {} {}{}{}\n", finding.rule, name_of(finding.severity), rule ? ": " : "",
                                rule ? visible(rule->title) : "");
  out += line("Object:", visible(describe(finding.object)));
  for (const model::Side& side : finding.sides) {
    const std::string place = lookup.place(side.moment.stack);
    out += line(&side == &finding.sides.front() ? "Who:" : "",
                visible(fmt::format("{}: {}{}{}", lookup.thread(side.moment.thread), what_happened(side.moment),
                                    place.empty() ? "" : " at ", place)));
  }
  std::string verdict(name_of(finding.verdict));
  if (!finding.cause.empty()) verdict += ": " + visible(finding.cause);
  out += line("Verdict:", verdict);
  if (!finding.missing_order.empty()) out += line("Missing:", sentence(finding.missing_order));
  if (!finding.fix.empty()) out += line("Fix:", sentence(finding.fix));
  return out;
}

std::string ending(const Lookup& lookup) {
  const Report& report = lookup.report();
  if (!report.crash) return {};
  const std::string place = lookup.place(report.crash->stack);
  return visible(fmt::format(", ended by {} on {}{}{}", report.crash->signal_name, lookup.thread(report.crash->thread),
                             place.empty() ? "" : " at ", place));
}

}  // namespace

std::string title(std::string_view text) { return fmt::format("\n=== {} ===\n\n", text); }

std::string field(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("{:<16} {}\n", fmt::format("{}:", name), visible(value));
}

std::string heading(const Lookup& lookup) {
  const Report& report = lookup.report();
  std::string out = fmt::format("# Pewter report on {}{}: {}\n", visible(report.process), ending(lookup),
                                report.findings.empty() ? "no findings" : count_of(report.findings.size(), "finding"));
  for (std::size_t i = 0; i < report.findings.size() && i < kShown; ++i) out += summary(lookup, report.findings[i]);
  if (report.findings.size() > kShown) out += fmt::format("#\n# and {} more below\n", report.findings.size() - kShown);
  if (report.suppressed)
    out += fmt::format("#\n# {} left out: suppressed, or known from the baseline\n",
                       count_of(report.suppressed, "finding"));
  return out += '\n';
}

}  // namespace pewter::report::crash
