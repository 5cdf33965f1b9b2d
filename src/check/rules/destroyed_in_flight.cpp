// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_destroyed_in_flight(const Scene& scene, ObjectState& resource, const ObjectState& buffer, const Record& bound, const Record& now) {
  model::Finding finding = scene.begin(rule(rules::destroyed_in_flight), resource);
  const std::string name = model::describe(resource.name), user = model::describe(buffer.name);
  finding.cause = fmt::format("a {} released too early", common_name(resource.name.object_class));
  finding.message = fmt::format("The following Metal object is being destroyed while still required to be alive by the command buffer {}: {}", user, name);
  finding.sides = {scene.side("where the command buffer was given it", bound), scene.side("its last release", now)};
  if (buffer.committed) finding.sides.insert(finding.sides.begin() + 1, scene.side("the commit", *buffer.committed));
  finding.because.push_back(fmt::format("{} does not retain what it uses, and has not completed: it {}.", user, buffer.committed ? "was committed" : "has not been committed"));
  finding.because.push_back(fmt::format("{} let the last reference to {} go.", thread_name(now.thread), name));
  return finding;
}

}  // namespace pewter::check
