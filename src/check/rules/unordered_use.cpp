// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_unordered_use(const Scene& scene, ObjectState& object, const Record& earlier,
                                     const Record& now) {
  const Rule& broken = rule(rules::unordered_use);
  model::Finding finding = scene.begin(broken, object);
  finding.cause = shared_by(object);
  finding.message = fmt::format("{} was used by {} and {}, and nothing orders the two", model::describe(object.name),
                                thread_name(earlier.thread), thread_name(now.thread));
  finding.sides = {scene.side("the use before", earlier), scene.side("the use that nothing puts after it", now)};
  finding.missing_order = fmt::format("no lock, join, condition variable or completion leads from {} in {} to {} in {}",
                                      earlier.call, thread_name(earlier.thread), now.call, thread_name(now.thread));
  const double apart = static_cast<double>(now.nanoseconds - earlier.nanoseconds) * 1e-6;
  finding.because.push_back(
      fmt::format("{} called {} at {:.3f} ms, {} called {} {:.3f} ms later.", thread_name(earlier.thread), earlier.call,
                  static_cast<double>(earlier.nanoseconds) * 1e-6, thread_name(now.thread), now.call, apart));
  finding.because.push_back("In this run the calls did not meet. Nothing keeps them from meeting in another.");
  finding.caveat =
      "An order made by atomics or futexes of the program's own cannot be seen; if there is one, suppress this "
      "finding.";
  return finding;
}

}  // namespace pewter::check
