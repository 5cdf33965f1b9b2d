// SPDX-License-Identifier: Apache-2.0
// What happened, from what was recorded and from nothing else: a sentence that a fact does not stand behind is not
// printed.
#include <fmt/format.h>

#include "report/crash/sections.h"
#include "report/lookup.h"
#include "report/text.h"

namespace pewter::report::crash {
namespace {

std::vector<std::string> facts(const Lookup& lookup, const model::Finding& finding) {
  std::vector<std::string> out;
  // The checker's own reasoning says all that the sides do; without it, the sides.
  for (const std::string& reason : finding.because)
    if (!reason.empty()) out.push_back(sentence(reason));
  if (out.empty()) {
    for (const model::Side& side : finding.sides) {
      const std::string place = lookup.place(side.moment.stack);
      out.push_back(
          sentence(fmt::format("{}: {} at {} ms{}{}", lookup.thread(side.moment.thread), what_happened(side.moment),
                               milliseconds(side.moment.nanoseconds), place.empty() ? "" : ", ", place)));
    }
  }
  if (!finding.missing_order.empty()) out.push_back(sentence(finding.missing_order));
  if (finding.threads.size() == 1) out.push_back("Only one thread used the object: this is not a race.");
  if (finding.count > 1) out.push_back(fmt::format("The same was seen {} times in this run.", finding.count));
  return out;
}

std::string numbered(const std::vector<std::string>& sentences) {
  std::string out;
  for (std::size_t i = 0; i < sentences.size(); ++i) out += wrap(sentences[i], fmt::format("{}. ", i + 1), 3);
  return out;
}

std::vector<std::string> crash_facts(const Lookup& lookup) {
  const Crash& crash = *lookup.report().crash;
  const std::string place = lookup.place(crash.stack);
  std::vector<std::string> out;
  std::string where = visible(lookup.thread(crash.thread));
  out.push_back(fmt::format("{} ended the process on {}{}{}.", visible(crash.signal_name), where,
                            place.empty() ? "" : ", at ", visible(place)));
  if (crash.address) out.push_back(fmt::format("It touched the address {:#x}.", crash.address));
  const model::Moment* last = nullptr;
  for (const model::Moment& moment : lookup.report().history)
    if (moment.thread == crash.thread) last = &moment;
  if (last)
    out.push_back(visible(fmt::format("Its last Metal call that was recorded: {} at {} ms.", what_happened(*last),
                                      milliseconds(last->nanoseconds))));
  return out;
}

}  // namespace

std::string analysis(const Lookup& lookup) {
  const Report& report = lookup.report();
  std::string out = title("Analysis");
  if (report.findings.empty()) {
    if (report.crash) out += numbered(crash_facts(lookup));
    out += wrap(nothing_found(report), "", 0);
  }
  for (const model::Finding& finding : report.findings) {
    if (&finding != &report.findings.front()) out += '\n';
    out += fmt::format("{}, {}:\n", visible(finding.rule), visible(describe(finding.object)));
    out += numbered(facts(lookup, finding));
    if (!finding.caveat.empty()) out += wrap(sentence(finding.caveat), "It could be wrong: ", 3);
    if (const Rule* rule = lookup.rule(finding.rule); rule && !rule->explanation.empty())
      out += wrap(sentence(rule->explanation), "The rule: ", 3);
  }
  if (!report.caveat.empty()) out += "\n" + wrap(sentence(report.caveat), "Not seen in this run: ", 3);
  return out;
}

}  // namespace pewter::report::crash
