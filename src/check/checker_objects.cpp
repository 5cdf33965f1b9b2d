// SPDX-License-Identifier: Apache-2.0
// Checker: what becomes of the program's objects, and the rules about them. Under mutex_.
#include <algorithm>
#include <utility>

#include "check/rules/rules.h"
#include "check/thread_bound.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::Event;
using model::EventKind;
using model::ObjectClass;

constexpr std::uint64_t kConcurrent = 1;  // MTLDispatchTypeConcurrent

// Whether a command buffer's story is the poorer without it.
bool is_of_note(EventKind kind) {
  switch (kind) {
    case EventKind::object_accessed:
    case EventKind::command_recorded:
    case EventKind::pass_began:
    case EventKind::pass_ended:
    case EventKind::memory_touched:
    case EventKind::memory_placed:
    case EventKind::address_taken:
    case EventKind::argument_written:
    case EventKind::pointers_found:
    case EventKind::bytes_touched:
      return false;
    default:
      return true;
  }
}

// Hundreds of dispatches of one encoder use the same ranges; the latest few are enough to see that.
bool is_like_one_before(const std::vector<Touch>& touches, const model::ResourceUse& use, model::ObjectId encoder) {
  constexpr std::size_t kLooked = 16;
  const std::size_t count = std::min(kLooked, touches.size());
  return std::any_of(touches.end() - static_cast<std::ptrdiff_t>(count), touches.end(), [&](const Touch& touch) {
    return touch.use.resource == use.resource && touch.use.offset == use.offset && touch.use.length == use.length &&
           touch.use.access == use.access && touch.record.object == encoder;
  });
}

bool is_encoder(ObjectClass object_class) {
  return object_class == ObjectClass::compute_command_encoder || object_class == ObjectClass::blit_command_encoder;
}

}  // namespace

void Checker::access(Told& told, model::ObjectId object, ObjectClass object_class, bool writes) {
  ObjectState& state = objects_.of(object, object_class);
  state.used_by(told.thread.id);
  if (!is_thread_bound(state.name.object_class) || !options_.sees_synchronisation) return;
  const auto conflict = state.accesses.add(told.thread.clocks.all, {told.thread.now(), told.record}, writes);
  if (conflict) found(told, explain_unordered_use(scene(), state, conflict->record, told.record));
}

void Checker::open_session(Told& told) {
  const Event& event = told.event;
  ObjectState& buffer = objects_.of(event.parent, ObjectClass::command_buffer);
  std::erase_if(buffer.asking, [&](const Record& asking) {
    if (asking.thread != told.thread.id) return false;
    // It was in the way of others from here on; they may have been refused before its thread came to tell of it.
    told.record.sequence = asking.sequence;
    told.record.nanoseconds = asking.nanoseconds;
    return true;
  });
  if (buffer.last_session && options_.sees_synchronisation &&
      lock_that_guards_calls_only(*buffer.last_session, told.thread, buffer.made))
    found(told, explain_broken_session(scene(), buffer, told.record));
  buffer.open = Session::open(told.thread, event.object, told.record);
  buffer.encoders.emplace(event.aux, event.object);
  if (event.value == kConcurrent) objects_.of(event.object, event.object_class).unordered.emplace();
}

void Checker::command(Told& told) {
  const model::Command& command = *told.event.command;
  ObjectState& encoder = objects_.of(told.event.object, told.event.object_class);
  ObjectState& buffer = objects_.of(told.event.parent, ObjectClass::command_buffer);
  // What a dispatch that follows pointers has bound may be written for all that is known: only who else does so counts.
  const bool follows_pointers = command.value && (command.kind == model::CommandKind::dispatch ||
                                                  command.kind == model::CommandKind::dispatch_indirect);
  const bool writes = !names_only(command.kind) && !follows_pointers;
  for (const model::ResourceUse& use : command.uses) {
    if (!use.resource) continue;
    const auto [need, is_new] = buffer.needs.try_emplace(use.resource, Need{told.record});
    if (is_new)
      objects_.of(use.resource, ObjectClass::buffer).needed_by.push_back(told.event.parent);
    else if (names_only(need->second.bound.command) && !names_only(command.kind))
      need->second.bound = told.record;
    need->second.written |= writes && use.access != model::Access::read;
  }
  const auto touch_of = [&](const model::ResourceUse& use) {
    return Touch{.use = use,
                 .record = told.record,
                 .command = std::string(command.text.empty() ? model::name_of(command.kind) : command.text),
                 .dispatch = command.number};
  };
  switch (command.kind) {
    case model::CommandKind::wait_for_fence:
      return encoder.waits_for_fences.push_back(command.object);
    case model::CommandKind::update_fence:
      return encoder.updates_fences.push_back(command.object);
    case model::CommandKind::use_resource:
      for (const model::ResourceUse& use : command.uses) {
        const auto known = std::ranges::find(encoder.reachable, use.resource, &model::ResourceUse::resource);
        if (known == encoder.reachable.end())
          encoder.reachable.push_back(use);
        else if (use.access != model::Access::read)
          *known = use;
      }
      break;
    case model::CommandKind::memory_barrier:
      break;
    default:
      for (const model::ResourceUse& use : command.uses) {
        if (!use.resource) continue;
        if (!use.tracked) touched_untracked(encoder, touch_of(use));
        if (memory_ && !is_like_one_before(buffer.works, use, told.event.object)) buffer.works.push_back(touch_of(use));
      }
  }
  if (!encoder.unordered) return;
  if (command.kind == model::CommandKind::memory_barrier) return encoder.unordered->barrier(command);
  if (command.kind != model::CommandKind::dispatch && command.kind != model::CommandKind::dispatch_indirect) return;
  dispatched(told, encoder);
}

void Checker::changed(const Told& told, std::string_view what) {
  const auto known = std::ranges::find(changes_, what, &Change::what);
  if (known != changes_.end()) {
    ++known->count;
    return;
  }
  changes_.push_back(
      {std::string(what), objects_.of(told.event.object, told.event.object_class).name, 1, told.record.stack});
}

// Nothing is needed any more.
void Checker::completed(model::ObjectId id) {
  ObjectState& buffer = objects_.of(id, ObjectClass::command_buffer);
  buffer.completed = true;
  buffer.lost.clear();
  for (const auto& [resource, bound] : buffer.needs)
    if (ObjectState* state = objects_.find(resource)) std::erase(state->needed_by, id);
  buffer.needs.clear();
}

void Checker::destroyed(Told& told) {
  ObjectState& object = objects_.of(told.event.object, told.event.object_class);
  object.destroyed_by = Access{told.thread.now(), told.record};
  if (object.name.object_class == ObjectClass::command_buffer) {
    completed(told.event.object);  // never committed, perhaps
    for (const auto& [pass, id] : object.encoders)
      if (ObjectState* encoder = objects_.find(id)) never_begins(*encoder);
    return settle(told, told.event.object);
  }
  for (model::ObjectId user : std::exchange(object.needed_by, {})) {
    ObjectState* buffer = objects_.find(user);
    if (!buffer || buffer->completed) continue;
    // Not committed yet, and perhaps it never will be.
    if (!buffer->committed)
      buffer->lost.emplace_back(told.event.object, told.record);
    else
      found(told, explain_destroyed_in_flight(scene(), object, *buffer, buffer->needs.at(told.event.object).bound,
                                              told.record));
  }
}

void Checker::committed(Told& told) {
  access(told, told.event.object, told.event.object_class, true);
  ObjectState& buffer = objects_.of(told.event.object, told.event.object_class);
  buffer.committed = told.record;
  if (!buffer.queued) buffer.queued = told.record.sequence;
  watch_upcoming(buffer);
  for (const auto& [resource, release] : std::exchange(buffer.lost, {}))
    found(told, explain_destroyed_in_flight(scene(), objects_.of(resource, ObjectClass::buffer), buffer,
                                            buffer.needs.at(resource).bound, release));
}

void Checker::follow(Told& told) {
  const Event& event = told.event;
  gpu(told);
  memory(told);
  residency(told);
  switch (event.kind) {
    case EventKind::object_created: {
      ObjectState& made = objects_.of(event.object, event.object_class);
      made.name.parent = event.parent;
      if (event.object_class == ObjectClass::command_buffer) made.made = told.thread.now();
      // Making is no use: who made an object says little of who shares it.
      if (is_thread_bound(event.object_class) && options_.sees_synchronisation)
        made.accesses.add(told.thread.clocks.all, {told.thread.now(), told.record}, true);
      break;
    }
    case EventKind::label_set:
      objects_.of(event.object, event.object_class).name.label = event.text;
      return;
    case EventKind::object_accessed:
      return access(told, event.object, event.object_class, event.writes);
    case EventKind::encoder_opened:
      open_session(told);
      break;
    case EventKind::encoder_ended: {
      access(told, event.object, event.object_class, true);
      access(told, event.parent, ObjectClass::command_buffer, true);
      objects_.of(event.object, event.object_class).ended = told.record;
      ObjectState& buffer = objects_.of(event.parent, ObjectClass::command_buffer);
      if (buffer.open && buffer.open->encoder == event.object) {
        buffer.open->close(told.thread, told.record, buffer.threads);
        buffer.last_session = std::move(buffer.open);
        buffer.open.reset();
      }
      break;
    }
    case EventKind::command_recorded:
      return command(told);
    case EventKind::session_separated:
      changed(told,
              "an encoder was asked for while another thread's was open on the command buffer: each records for "
              "itself, in the order in which they were asked for");
      break;
    case EventKind::session_postponed:
      changed(told,
              "an encoder was asked for after the command buffer was committed: it got a command buffer of its own, "
              "which follows on the same queue");
      break;
    case EventKind::commit_held_back:
      changed(
          told,
          "a command buffer was committed while another thread's encoder was open: the commit waited for endEncoding");
      break;
    case EventKind::buffer_enqueued:
      objects_.of(event.object, event.object_class).queued = event.sequence;
      [[fallthrough]];
    case EventKind::handler_added:
      access(told, event.object, event.object_class, true);
      break;
    case EventKind::buffer_committed:
      committed(told);
      break;
    case EventKind::buffer_completed:
      objects_.of(event.object, event.object_class).ran = event.value == kCompleted;
      completed(event.object);
      settle(told, event.object);
      break;
    case EventKind::bytes_touched:
      return watched_.told(event.value, event.object, *event.touched);
    case EventKind::object_destroyed:
      destroyed(told);
      break;
    default:
      break;
  }
  if (!is_of_note(event.kind)) return;
  objects_.of(event.object, event.object_class).timeline.add(told.record);
  // A command buffer's story is that of its encoders. Their making is told by the call that did it.
  if (is_encoder(event.object_class) && event.kind != EventKind::object_created)
    if (ObjectState* buffer =
            objects_.find(event.parent ? event.parent : objects_.of(event.object, event.object_class).name.parent))
      buffer->timeline.add(told.record);
  if (event.kind == EventKind::object_destroyed) objects_.destroyed(event.object);
}

}  // namespace pewter::check
