// SPDX-License-Identifier: Apache-2.0
#include "check/findings.h"

#include <algorithm>

namespace pewter::check {
namespace {

bool same_cause(const model::Finding& a, const model::Finding& b) {
  return a.rule == b.rule && std::ranges::equal(a.sides, b.sides, [](const model::Side& x, const model::Side& y) {
           return x.moment.stack == y.moment.stack && x.moment.call == y.moment.call;
         });
}

// PW201 and PW202 say what could happen; PW001 and its like that it did.
bool is_prediction(const model::Finding& finding) { return finding.rule.starts_with("PW2"); }

bool came_true(const model::Finding& prediction, const std::vector<model::Finding>& all) {
  return std::ranges::any_of(all, [&](const model::Finding& finding) {
    if (is_prediction(finding) || finding.sides.size() < 2) return false;
    const bool of_two_threads = finding.sides.front().moment.thread != finding.sides.back().moment.thread;
    return of_two_threads &&
           (finding.object.id == prediction.object.id || finding.object.id == prediction.object.parent);
  });
}

}  // namespace

bool FindingList::add(model::Finding finding) {
  const auto known =
      std::ranges::find_if(findings_, [&](const model::Finding& other) { return same_cause(finding, other); });
  if (known == findings_.end()) {
    findings_.push_back(std::move(finding));
    return true;
  }
  ++known->count;
  // The same lines over and over, by more threads each time: the last one tells most.
  if (finding.threads.size() > known->threads.size() && finding.object.id == known->object.id) {
    known->threads = std::move(finding.threads);
    known->cause = std::move(finding.cause);
  }
  return false;
}

std::vector<model::Finding> FindingList::all() const {
  std::vector<model::Finding> all;
  for (const model::Finding& finding : findings_)
    if (!is_prediction(finding) || !came_true(finding, findings_)) all.push_back(finding);
  std::ranges::stable_sort(
      all, {}, [](const model::Finding& finding) { return std::pair(finding.severity, is_prediction(finding)); });
  return all;
}

}  // namespace pewter::check
