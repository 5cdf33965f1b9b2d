// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

// Where the kernel finds the address.
std::string place_of(const Scene& scene, const model::Pointer& pointer) {
  if (!pointer.table) return fmt::format("the bytes set at index {}", pointer.index);
  return fmt::format("byte {} of {}, bound at index {}", pointer.offset, scene.name(pointer.table), pointer.index);
}

bool waits_for_commit(const Absence& absence) {
  return absence.in_set && absence.in_set->attached && !absence.in_set->committed;
}

std::string cause_of(const Absence& absence) {
  if (waits_for_commit(absence)) return "a residency set that was not committed";
  if (absence.used_too_late) return "a resource that was made resident too late";
  return "a resource that was not made resident";
}

void add_facts(const Scene& scene, const PointerDispatch& dispatch, const Absence& absence, model::Finding& finding) {
  const std::string resource = scene.name(absence.resource);
  finding.because.push_back(fmt::format("'{}' takes the address of {} from {}.", dispatch.kernel, resource,
                                        place_of(scene, absence.pointer)));
  if (absence.pointer.array)
    finding.because.push_back("It is one of an array, of which the kernel follows some; none of them is resident.");
  if (absence.used_too_late)
    finding.because.push_back(
        fmt::format("{} is called after the dispatch, and counts from there on.", absence.used_too_late->call));
  else if (absence.used_elsewhere)
    finding.because.push_back(fmt::format("{} is called on {}: that holds for the dispatches of that encoder.",
                                          absence.used_elsewhere->call, scene.name(absence.used_elsewhere->object)));
  else
    finding.because.push_back(
        fmt::format("{} was told of no useResource or useHeap for it, and does not have it bound.",
                    scene.name(dispatch.record.object)));
  if (!absence.in_set) {
    finding.because.push_back("No residency set has it.");
  } else if (!absence.in_set->committed) {
    finding.because.push_back(
        fmt::format("{} was added to {}, which was not committed since then: additions count from commit() on.",
                    scene.name(absence.in_set->added.value), scene.name(absence.in_set->set)));
  }
  if (absence.in_set && !absence.in_set->attached)
    finding.because.push_back(fmt::format("{} is in {}, which was given to neither {} nor its queue.",
                                          scene.name(absence.in_set->added.value), scene.name(absence.in_set->set),
                                          scene.name(dispatch.record.parent)));
}

std::string fix_of(const Scene& scene, const PointerDispatch& dispatch, const Absence& absence) {
  const std::string resource = scene.name(absence.resource), encoder = scene.name(dispatch.record.object);
  if (absence.in_set) {
    const std::string set = scene.name(absence.in_set->set);
    const std::string commit = absence.in_set->committed ? "" : fmt::format("commit() on {} after addAllocation", set);
    const std::string attach = absence.in_set->attached ? "" : fmt::format("addResidencySet({}) on the queue", set);
    return fmt::format(
        "Call {}{}{}, before the command buffer is committed; or useResource({}, ...) on {} before the dispatch of "
        "'{}'.",
        commit, commit.empty() || attach.empty() ? "" : ", and ", attach, resource, encoder, dispatch.kernel);
  }
  const std::string heap = absence.heap ? fmt::format(", or useHeap({}),", scene.name(absence.heap)) : std::string();
  return fmt::format(
      "Call useResource({}, usage){} on {} before the dispatch of '{}'; or add {} to a residency set of the queue and "
      "commit the set.",
      resource, heap, encoder, dispatch.kernel, absence.heap ? "the heap" : "it");
}

}  // namespace

model::Finding explain_not_resident(const Scene& scene, const PointerDispatch& dispatch, const Absence& absence) {
  ObjectState& object = scene.objects().of(absence.resource, model::ObjectClass::buffer);
  model::Finding finding = scene.begin(rule(rules::not_resident), object);
  const std::string resource = model::describe(object.name);
  finding.cause = cause_of(absence);
  finding.message = fmt::format("'{}' reaches {} through {}, and it is not resident{}", dispatch.kernel, resource,
                                place_of(scene, absence.pointer),
                                waits_for_commit(absence)
                                    ? fmt::format(": {} was never committed with it", scene.name(absence.in_set->set))
                                : absence.used_too_late ? " yet"
                                                        : "");
  if (absence.written)
    finding.sides.push_back(scene.side("where its address was written", *absence.written));
  else if (absence.taken)
    finding.sides.push_back(scene.side("where the program asked for its address last", *absence.taken));
  if (absence.in_set && !(absence.in_set->committed && absence.in_set->attached))
    finding.sides.push_back(scene.side("where it was added to a residency set", absence.in_set->added));
  finding.sides.push_back(scene.side("the dispatch that reaches it", dispatch.record));
  if (absence.used_too_late)
    finding.sides.push_back(scene.side("the call that comes too late", *absence.used_too_late));
  add_facts(scene, dispatch, absence, finding);
  finding.fix = fix_of(scene, dispatch, absence);
  finding.caveat =
      "A kernel that is told by other data not to follow the address, which is then one left from before, is right as "
      "it is.";
  return finding;
}

}  // namespace pewter::check
