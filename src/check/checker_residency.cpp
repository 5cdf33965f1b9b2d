// SPDX-License-Identifier: Apache-2.0
// Checker: what kernels reach through addresses in memory, and whether it is resident. Under mutex_.
#include <algorithm>
#include <utility>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::EventKind;
using model::ObjectClass;
using model::ObjectId;

bool is_dispatch(model::CommandKind kind) {
  return kind == model::CommandKind::dispatch || kind == model::CommandKind::dispatch_indirect;
}

}  // namespace

// Bound by a command of the buffer up to the dispatch.
bool Checker::was_bound(ObjectId resource, ObjectId buffer, const Record& dispatch) {
  const auto& needs = objects_.of(buffer, ObjectClass::command_buffer).needs;
  const auto need = needs.find(resource);
  return need != needs.end() && !names_only(need->second.bound.command) &&
         need->second.bound.sequence <= dispatch.sequence;
}

// The addresses seen at the commit may not be those that the kernel will see.
bool Checker::is_about_to_be_written(ObjectId table) {
  ObjectState* state = objects_.find(table);
  return state && std::ranges::any_of(state->needed_by, [&](ObjectId id) {
           const ObjectState* buffer = objects_.find(id);
           if (!buffer) return false;
           const auto need = buffer->needs.find(table);
           return need != buffer->needs.end() && need->second.written;
         });
}

void Checker::pointers_found(Told& told) {
  const ObjectId id = told.event.parent;
  const PointerDispatch* dispatch = residency_.dispatch(id, told.event.value);
  if (!dispatch) return;
  const ObjectId queue = objects_.of(id, ObjectClass::command_buffer).name.parent;
  const auto is_resident = [&](ObjectId resource) {
    return residency_.is_resident(resource, id, queue, *dispatch) || was_bound(resource, id, dispatch->record);
  };
  std::vector<ObjectId> told_of;
  const auto tell_of = [&](ObjectId resource, const model::Pointer& pointer) {
    if (std::ranges::find(told_of, resource) != told_of.end()) return;
    told_of.push_back(resource);
    found(told, explain_not_resident(scene(), *dispatch, residency_.absence(resource, pointer, id, queue, *dispatch)));
  };
  const auto pointers = told.event.command->pointers;
  if (pointers.empty() || is_about_to_be_written(pointers.front().table)) return;
  for (std::size_t i = 0; i < pointers.size();) {
    // Of an array the kernel follows some, which is not known: only that none would do is certain.
    const std::uint32_t array = pointers[i].array;
    std::optional<std::pair<ObjectId, model::Pointer>> absent;
    bool one_is_resident = false;
    do {
      const std::vector<ObjectId> owners = residency_.at(pointers[i].address);
      if (owners.empty()) continue;
      if (std::ranges::any_of(owners, is_resident))
        one_is_resident = true;
      else if (!absent)
        absent.emplace(owners.front(), pointers[i]);
    } while (++i < pointers.size() && array && pointers[i].array == array);
    if (absent && !one_is_resident) tell_of(absent->first, absent->second);
  }
}

void Checker::residency(Told& told) {
  const model::Event& event = told.event;
  switch (event.kind) {
    case EventKind::memory_placed: {
      if (event.object_class == ObjectClass::heap) return;
      const ObjectState* parent = objects_.find(event.parent);
      const bool in_heap = parent && parent->name.object_class == ObjectClass::heap;
      return residency_.placed(event.object, in_heap ? event.parent : 0, event.value, event.aux);
    }
    case EventKind::object_destroyed:
      switch (event.object_class) {
        case ObjectClass::command_buffer:
          return residency_.buffer_over(event.object);
        case ObjectClass::buffer:
        case ObjectClass::residency_set:
        case ObjectClass::command_queue:
          return residency_.destroyed(event.object);
        default:
          return;
      }
    case EventKind::address_taken:
      return residency_.address_taken(told.record);
    case EventKind::argument_written:
      return residency_.argument_written(event.object, event.value, event.aux, told.record);
    case EventKind::allocation_added:
      return residency_.allocation_added(event.object, event.value, told.record);
    case EventKind::allocation_removed:
      return residency_.allocation_removed(event.object, event.value);
    case EventKind::residency_committed:
      return residency_.set_committed(event.object);
    case EventKind::residency_set_added:
      return residency_.set_added(event.object, event.value);
    case EventKind::residency_set_removed:
      return residency_.set_removed(event.object, event.value);
    case EventKind::command_recorded: {
      const model::Command& command = *event.command;
      if (command.kind == model::CommandKind::use_resource) {
        for (const model::ResourceUse& use : command.uses) residency_.used(event.parent, use.resource, told.record);
      } else if (is_dispatch(command.kind) && command.value) {
        residency_.dispatched(event.parent, command.value,
                              {told.record, std::string(command.text), {command.bound.begin(), command.bound.end()}});
      }
      return;
    }
    case EventKind::pointers_found:
      return pointers_found(told);
    case EventKind::buffer_committed:
      return residency_.buffer_over(event.object);
    default:
      return;
  }
}

}  // namespace pewter::check
