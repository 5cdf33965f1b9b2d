// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

void tell_order(const Scene& scene, model::Finding& finding, const ObjectState& object, const Record& release,
                const Record& now, bool ordered) {
  const std::string name = model::describe(object.name);
  if (release.thread == now.thread) {
    finding.cause = fmt::format("a {} released too early", model::common_name(object.name.object_class));
    finding.because.push_back(
        fmt::format("Both calls came from {}: this is no race between threads.", thread_name(now.thread)));
    return;
  }
  if (!scene.sees_synchronisation() || ordered) {
    finding.cause =
        fmt::format("a {} released by one thread and used by another", model::common_name(object.name.object_class));
    if (ordered)
      finding.because.push_back(fmt::format(
          "{} comes after the release in every run: the order is there, a reference is not.", thread_name(now.thread)));
    return;
  }
  finding.cause =
      fmt::format("a race between the last release of a {} and its use", model::common_name(object.name.object_class));
  finding.missing_order = fmt::format("nothing makes {} wait with the last release of {} for {} in {}",
                                      thread_name(release.thread), name, now.call, thread_name(now.thread));
  finding.because.push_back(
      fmt::format("Nothing orders the two: in another run they meet, and {} works on memory that is being freed.",
                  thread_name(now.thread)));
  finding.caveat =
      "An order made by atomics or futexes of the program's own cannot be seen. It would not make this right: the call "
      "came after the end in this run.";
}

}  // namespace

model::Finding explain_used_after_destroyed(const Scene& scene, ObjectState& object, const Record& now, bool ordered) {
  model::Finding finding = scene.begin(rule(rules::used_after_destroyed), object);
  const std::string name = model::describe(object.name);
  finding.message = fmt::format("{} was used by {} after it was destroyed", name, now.call);
  if (object.destroyed_by) {
    const Record& release = object.destroyed_by->record;
    finding.sides = {scene.side("its last release", release), scene.side("the use after it", now)};
    finding.because.push_back(fmt::format("{} let the last reference to {} go; {} called {} {:.3f} ms later.",
                                          thread_name(release.thread), name, thread_name(now.thread), now.call,
                                          static_cast<double>(now.nanoseconds - release.nanoseconds) * 1e-6));
    tell_order(scene, finding, object, release, now, ordered);
  } else {
    finding.sides = {scene.side("the use of an object that is gone", now)};
    finding.cause = fmt::format("a {} released too early", model::common_name(object.name.object_class));
    finding.because.push_back("Its last release is too long ago, or just under way.");
  }
  finding.because.push_back(
      "The memory had not been given to another object yet; without the checker it may be, and the call goes to that.");
  return finding;
}

}  // namespace pewter::check
