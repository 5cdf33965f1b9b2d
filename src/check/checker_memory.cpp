// SPDX-License-Identifier: Apache-2.0
// Checker: what the program touches of memory that the GPU uses. Under mutex_.
#include <algorithm>
#include <utility>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::Event;
using model::EventKind;
using model::MemoryWatch;
using model::ObjectClass;

// A buffer whose address the program has never asked for may still be read by it next. So many commits are watched
// without it; a program with thousands of buffers for its kernels alone pays no more.
constexpr unsigned kWatchedUnmapped = 4;

}  // namespace

MemoryUses::IsBefore Checker::is_before() {
  return [this](const ProgramTouch& touch, model::ObjectId buffer) {
    return sync_.covers({SyncClocks::Space::metal, buffer}, touch.at);
  };
}

void Checker::memory_met(Told& told, ObjectState& resource, const std::optional<Meeting>& meeting) {
  if (meeting) found(told, explain_processor_access(scene(), resource, *meeting));
}

void Checker::memory_committed(Told& told) {
  ObjectState& buffer = objects_.of(told.event.object, ObjectClass::command_buffer);
  commits_.committed(told.event.object, told.event.parent);
  std::vector<model::ObjectId> resources;
  for (Touch& touch : std::exchange(buffer.works, {})) {
    const model::ObjectId id = touch.use.resource;
    objects_.of(id, ObjectClass::buffer).uses.committed({told.event.object, std::move(touch), told.record});
    if (std::ranges::find(resources, id) == resources.end()) resources.push_back(id);
  }
  buffer.touched = resources;
  for (model::ObjectId id : resources) {
    ObjectState& resource = objects_.of(id, ObjectClass::buffer);
    memory_->close(id, MemoryWatch::Side::program, resource.uses.of_interest());
    if (resource.is_mapped || resource.watched_commits < kWatchedUnmapped) {
      ++resource.watched_commits;
      memory_->close(id, MemoryWatch::Side::gpu, MemoryWatch::Closed::everything);
    }
  }
}

void Checker::memory_over(const std::vector<model::ObjectId>& buffers) {
  std::vector<model::ObjectId> resources;
  for (model::ObjectId id : buffers) {
    ObjectState* buffer = objects_.find(id);
    if (!buffer) continue;
    for (model::ObjectId resource : std::exchange(buffer->touched, {})) {
      ObjectState* state = objects_.find(resource);
      if (!state) continue;
      state->uses.over(id);
      if (std::ranges::find(resources, resource) == resources.end()) resources.push_back(resource);
    }
  }
  for (model::ObjectId resource : resources)
    memory_->close(resource, MemoryWatch::Side::program, objects_.find(resource)->uses.of_interest());
}

void Checker::memory(Told& told) {
  if (!memory_) return;
  const Event& event = told.event;
  switch (event.kind) {
    case EventKind::contents_taken:
      objects_.of(event.object, ObjectClass::buffer).is_mapped = true;
      return;
    case EventKind::buffer_committed:
      return memory_committed(told);
    case EventKind::pass_began: {
      ObjectState& buffer = objects_.of(event.object, ObjectClass::command_buffer);
      const auto [first, last] = buffer.encoders.equal_range(event.value);
      for (auto encoder = first; encoder != last; ++encoder)
        for (model::ObjectId id : buffer.touched)
          if (ObjectState* resource = objects_.find(id))
            memory_met(told, *resource, resource->uses.began(event.object, encoder->second, is_before()));
      return;
    }
    case EventKind::memory_touched: {
      ObjectState& resource = objects_.of(event.object, ObjectClass::buffer);
      if (event.by_gpu) return memory_met(told, resource, resource.uses.gpu_touched(event.value, is_before()));
      return memory_met(told, resource,
                        resource.uses.program_touched({event.value, event.writes, told.thread.now(), told.record}));
    }
    case EventKind::buffer_completed:
      for (model::ObjectId id : objects_.of(event.object, ObjectClass::command_buffer).touched)
        if (ObjectState* resource = objects_.find(id)) resource->uses.completed(event.object);
      return;
    case EventKind::handler_began:
      if (event.value) memory_over(commits_.over(event.object));
      return;
    case EventKind::wait_ended:
      if (event.value >= kCompleted) memory_over(commits_.over(event.object));
      return;
    case EventKind::event_signaled:
      if (event.parent) commits_.signaled(event.object, event.parent);
      return;
    case EventKind::event_wait_satisfied:
      if (event.parent) return commits_.waited_for(event.object, event.parent);
      return memory_over(commits_.over_by_event(event.object));
    case EventKind::event_listener_notified:
      return memory_over(commits_.over_by_event(event.object));
    default:
      return;
  }
}

}  // namespace pewter::check
