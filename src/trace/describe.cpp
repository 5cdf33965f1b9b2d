// SPDX-License-Identifier: Apache-2.0
#include "trace/describe.h"

#include <algorithm>

#include "check/rule.h"
#include "report/fingerprint.h"

namespace pewter::trace {
namespace {

using Resolve = std::function<model::Stack(model::StackId)>;

void add_rule(report::Report& report, const std::string& id) {
  const check::Rule* rule = check::find_rule(id);
  if (!rule || std::ranges::any_of(report.rules, [&](const report::Rule& known) { return known.id == id; })) return;
  report.rules.push_back({.id = std::string(rule->id),
                          .name = std::string(rule->name),
                          .severity = rule->severity,
                          .title = std::string(rule->title),
                          .explanation = std::string(rule->explanation),
                          .fix = std::string(rule->fix)});
}

void add_stack(report::Report& report, model::StackId stack, const Resolve& resolve) {
  if (stack && !report.stacks.contains(stack)) report.stacks.emplace(stack, resolve(stack));
}

void add_stacks(report::Report& report, const model::Finding& finding, const Resolve& resolve) {
  for (const model::Side& side : finding.sides) add_stack(report, side.moment.stack, resolve);
  for (const model::Moment& moment : finding.timeline) add_stack(report, moment.stack, resolve);
}

}  // namespace

void add_finding(report::Report& report, const model::Finding& finding, const Resolve& resolve) {
  report.findings.push_back(finding);
  add_rule(report, finding.rule);
  for (const model::Side& side : finding.sides) add_stack(report, side.moment.stack, resolve);
}

void add_findings(report::Report& report, const check::Checker& checker, const Resolve& resolve) {
  report.findings = checker.findings();
  for (const model::Finding& finding : report.findings) {
    add_rule(report, finding.rule);
    add_stacks(report, finding, resolve);
  }
  for (check::Change& change : checker.changes()) {
    add_stack(report, change.stack, resolve);
    report.changes.push_back({std::move(change.what), std::move(change.object), change.count, change.stack});
  }
  if (report.crash) add_stack(report, report.crash->stack, resolve);
  report::merge_same(&report.findings, report.stacks);
}

void add_history(report::Report& report, const check::Checker& checker, const Resolve& resolve) {
  report.history = checker.history();
  std::vector<model::Moment> named = report.history;
  for (const model::Finding& finding : report.findings) {
    named.insert(named.end(), finding.timeline.begin(), finding.timeline.end());
    for (const model::Side& side : finding.sides) named.push_back(side.moment);
  }
  report.objects = checker.objects(named);
  // Names for all of a history's calls would take seconds.
  if (report.findings.empty() && !report.crash) return;
  for (const model::Moment& moment : report.history) add_stack(report, moment.stack, resolve);
}

}  // namespace pewter::trace
