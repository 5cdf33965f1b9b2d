// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/crash/sections.h"
#include "report/fingerprint.h"
#include "report/text.h"

namespace pewter::report::crash {
namespace {

using model::Finding;
using model::Moment;

constexpr std::size_t kEarly = 12, kLate = 36;  // moments of a long timeline that are shown

std::string moment_line(const Lookup& lookup, const Moment& moment, char mark, model::ObjectId known = 0) {
  const std::string place = lookup.place(moment.stack);
  return visible(fmt::format("{} {:>10}  {:<26} {}{}{}", mark, milliseconds(moment.nanoseconds),
                             lookup.thread(moment.thread), lookup.tell(moment, known), place.empty() ? "" : "  ",
                             place)) +
         "\n";
}

std::string side(const Lookup& lookup, const model::Side& side) {
  std::string out = fmt::format("\n{}: {}\n", capitalised(lookup.thread(side.moment.thread)), visible(side.role));
  out += fmt::format("    at {} ms: {}\n", milliseconds(side.moment.nanoseconds), visible(what_happened(side.moment)));
  const model::Stack& stack = lookup.stack(side.moment.stack);
  return out += stack.empty() ? std::string("    (no stack was recorded)\n") : frames(lookup, stack);
}

std::string timeline(const Lookup& lookup, const Finding& finding) {
  const std::vector<Moment>& moments = finding.timeline;
  if (moments.empty()) return {};
  const auto of_side = [&](const Moment& moment) {
    return std::any_of(finding.sides.begin(), finding.sides.end(), [&](const model::Side& side) {
      return side.moment.sequence == moment.sequence && side.moment.thread == moment.thread;
    });
  };
  std::string out =
      fmt::format("\nTimeline of {}, in milliseconds (> marks the calls above):\n", visible(describe(finding.object)));
  std::size_t skipped = 0;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const bool marked = of_side(moments[i]);
    if (moments.size() > kEarly + kLate && i >= kEarly && i + kLate < moments.size() && !marked) {
      ++skipped;
      continue;
    }
    if (skipped) out += fmt::format("  {:>10}  {} more, which the json format has\n", "...", skipped);
    skipped = 0;
    out += moment_line(lookup, moments[i], marked ? '>' : ' ', finding.object.id);
  }
  return out;
}

}  // namespace

std::string finding(const Lookup& lookup, std::size_t index) {
  const Finding& finding = lookup.report().findings[index];
  const Rule* rule = lookup.rule(finding.rule);
  std::string out = title(fmt::format("Finding {} of {}: {}{}{}", index + 1, lookup.report().findings.size(),
                                      visible(finding.rule), rule ? " " : "", rule ? visible(rule->name) : ""));
  out += visible(finding.message) + "\n\n";
  std::string object = describe(finding.object);
  if (finding.object.parent) object += ", of " + lookup.object(finding.object.parent);
  out += field("Object", object);
  std::string verdict(name_of(finding.verdict));
  if (!finding.cause.empty()) verdict += ": " + finding.cause;
  out += field("Verdict", verdict);
  if (!finding.threads.empty()) {
    std::string threads;
    for (const std::uint32_t thread : finding.threads) threads += (threads.empty() ? "" : ", ") + lookup.thread(thread);
    out += field("Used by", threads);
  }
  if (finding.count > 1) out += field("Seen", count_of(finding.count, "time"));
  out += field("Fingerprint", fingerprint(finding, lookup.report().stacks));
  for (const model::Side& one : finding.sides) out += side(lookup, one);
  if (!finding.missing_order.empty()) out += "\n" + wrap(sentence(finding.missing_order), "Missing order: ", 4);
  if (!finding.fix.empty()) out += wrap(sentence(finding.fix), finding.missing_order.empty() ? "\nFix: " : "Fix: ", 4);
  return out += timeline(lookup, finding);
}

std::string changes(const Lookup& lookup) {
  const Report& report = lookup.report();
  if (report.changes.empty()) return {};
  std::string out = title("Changed to Make It Safe");
  for (const Change& change : report.changes) {
    const std::string place = lookup.place(change.stack);
    out += wrap(sentence(change.what), "- ", 2);
    out += visible(fmt::format("  {}{}{}{}", change.object.id ? describe(change.object) + ", " : "",
                               count_of(change.count, "time"), place.empty() ? "" : ", first at ", place)) +
           "\n";
  }
  return out;
}

std::string history(const Lookup& lookup) {
  const Report& report = lookup.report();
  if (report.history.empty()) return {};
  std::string out = title("Recent Calls of All Threads");
  for (const Moment& moment : report.history)
    out += moment_line(lookup, moment, report.crash && moment.thread == report.crash->thread ? '*' : ' ');
  if (report.crash) out += "(* the thread that crashed)\n";

  std::string shared;
  for (const model::ObjectName& object : report.objects) {
    std::set<std::uint32_t> threads;
    for (const Moment& moment : report.history)
      if (moment.object == object.id) threads.insert(moment.thread);
    if (threads.size() < 2) continue;
    std::string names;
    for (const std::uint32_t thread : threads) names += (names.empty() ? "" : ", ") + lookup.thread(thread);
    shared += visible(fmt::format("  {}: {}", describe(object), names)) + "\n";
  }
  if (!shared.empty()) out += "\nObjects that more than one thread used in these calls:\n" + shared;
  return out;
}

}  // namespace pewter::report::crash
