// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_event_goes_back(const Scene& scene, ObjectState& event, const Record& earlier,
                                       const Record& now) {
  model::Finding finding = scene.begin(rule(rules::event_goes_back), event);
  finding.cause = "an event that counts backwards";
  finding.message = fmt::format("{} goes from {} back to {}", model::describe(event.name), earlier.value, now.value);
  finding.sides = {scene.side(fmt::format("the signal of {}", earlier.value), earlier),
                   scene.side(fmt::format("the signal of {}, after it", now.value), now)};
  finding.because.push_back(fmt::format("{} had been signaled with {}; then {} came.", model::describe(event.name),
                                        earlier.value, now.value));
  return finding;
}

}  // namespace pewter::check
