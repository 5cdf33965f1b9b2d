// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_destroyed_in_flight(const Scene& scene, ObjectState& resource, const ObjectState& buffer,
                                           const Record& bound, const Record& now) {
  model::Finding finding = scene.begin(rule(rules::destroyed_in_flight), resource);
  const std::string name = model::describe(resource.name), user = model::describe(buffer.name);
  finding.cause = fmt::format("a {} released too early", model::common_name(resource.name.object_class));
  finding.message = fmt::format(
      "The following Metal object is being destroyed while still required to be alive by the command buffer {}: {}",
      user, name);
  const model::Side given = scene.side("where the command buffer was given it", bound),
                    release = scene.side("its last release", now);
  const model::Side commit = scene.side("the commit", *buffer.committed);
  const bool before_commit = now.sequence < buffer.committed->sequence;
  finding.sides = before_commit ? std::vector{given, release, commit} : std::vector{given, commit, release};
  finding.because.push_back(fmt::format("{} does not retain what it uses, and had not {} when the object went.", user,
                                        before_commit ? "even been committed" : "completed"));
  finding.because.push_back(fmt::format("{} let the last reference to {} go.", thread_name(now.thread), name));
  return finding;
}

}  // namespace pewter::check
