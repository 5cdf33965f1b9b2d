// SPDX-License-Identifier: Apache-2.0
#include "check/scene.h"

#include <fmt/format.h>

namespace pewter::check {
namespace {

using model::EventKind;

std::string words(const Scene& scene, const Record& record) {
  if (record.sequence == 0)
    return *record.call ? fmt::format("{} began", record.call) : "asleep";  // no event of the runtime's
  switch (record.kind) {
    case EventKind::object_created:
      return "created";
    case EventKind::object_destroyed:
      return "destroyed: the last reference is gone";
    case EventKind::object_accessed:
      return fmt::format("{} on {}", record.call, scene.name(record.object));
    case EventKind::encoder_opened:
      return record.object ? fmt::format("{} made {}", record.call, scene.name(record.object))
                           : fmt::format("{} asked for an encoder", record.call);
    case EventKind::encoder_ended:
      return fmt::format("endEncoding of {}", scene.name(record.object));
    case EventKind::encoder_overlapped:
      return fmt::format("{} while another thread was inside of {}", record.call, scene.name(record.object));
    case EventKind::command_recorded:
      return fmt::format("{} recorded by {}", model::name_of(record.command), record.call);
    case EventKind::address_taken:
      return fmt::format("GPU address of {} taken", scene.name(record.object));
    case EventKind::argument_written:
      return fmt::format("written into {} by {}", scene.name(record.object), record.call);
    case EventKind::allocation_added:
      return fmt::format("{} added to {}", scene.name(record.value), scene.name(record.object));
    case EventKind::residency_set_added:
      return fmt::format("{} given to {}", scene.name(record.value), scene.name(record.object));
    case EventKind::buffer_enqueued:
      return "enqueued";
    case EventKind::buffer_committed:
      return "committed";
    case EventKind::buffer_scheduled:
      return "scheduled";
    case EventKind::buffer_completed:
      return record.value == 4 ? "completed" : "completed with an error";
    case EventKind::handler_added:
      return fmt::format("{} handler added", record.value ? "completed" : "scheduled");
    case EventKind::handler_began:
      return fmt::format("{} handler began", record.value ? "completed" : "scheduled");
    case EventKind::handler_ended:
      return fmt::format("{} handler ended", record.value ? "completed" : "scheduled");
    case EventKind::handler_threw:
      return "a handler threw an exception";
    case EventKind::event_wait_began:
      return fmt::format("{} of {} began", record.call, record.value);
    case EventKind::event_signaled:
      return fmt::format("signaled with {}{}", record.value, record.parent ? " by " + scene.name(record.parent) : "");
    case EventKind::queue_full_began:
      return fmt::format("{} waits: too many command buffers have not completed", record.call);
    case EventKind::wait_began:
      return fmt::format("{} began", record.call);
    case EventKind::wait_ended:
      return fmt::format("{} returned", record.call);
    case EventKind::session_separated:
      return fmt::format("{} kept apart from another thread's encoder", record.call);
    case EventKind::session_postponed:
      return fmt::format("{} after the commit, given a command buffer of its own", record.call);
    case EventKind::commit_held_back:
      return "the commit waited for another thread's encoder";
    case EventKind::memory_touched:
      return fmt::format("{} at byte {} of {}", record.call, record.value, scene.name(record.object));
    case EventKind::assertion_failed: {
      const ObjectState* object = scene.objects().find(record.object);
      const bool is_gone = object && object->destroyed_by && object->destroyed_by->record.sequence < record.sequence;
      return is_gone ? fmt::format("{} on an object that is gone", record.call)
                     : fmt::format("{}, which Metal refuses", record.call);
    }
    case EventKind::validation_failed:
      return fmt::format("{}, which Metal's validation objects to", record.call);
    default:
      return std::string(model::name_of(record.kind));
  }
}

}  // namespace

model::Finding Scene::begin(const Rule& rule, ObjectState& object) const {
  model::Finding finding;
  finding.rule = rule.id;
  finding.severity = rule.severity;
  finding.verdict = model::Verdict::application_misuse;
  finding.object = object.name;
  finding.threads = object.threads;
  finding.fix = rule.fix;
  for (const Record& record : object.timeline.records()) finding.timeline.push_back(moment(record));
  return finding;
}

model::Moment Scene::moment(const Record& record) const {
  return {.sequence = record.sequence,
          .nanoseconds = record.nanoseconds,
          .thread = record.thread,
          .object = record.object,
          .call = record.call,
          .text = words(*this, record),
          .stack = record.stack};
}

std::string Scene::name(model::ObjectId id) const {
  const ObjectState* object = objects_.find(id);
  return object ? model::describe(object->name) : fmt::format("object {}", id);
}

std::string thread_name(std::uint32_t thread) { return fmt::format("thread {}", thread); }

std::string shared_by(const ObjectState& object) {
  return fmt::format("one {} used by {} thread{}", model::common_name(object.name.object_class), object.threads.size(),
                     object.threads.size() == 1 ? "" : "s");
}

}  // namespace pewter::check
