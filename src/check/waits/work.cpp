// SPDX-License-Identifier: Apache-2.0
#include "check/waits/work.h"

#include <algorithm>

namespace pewter::check {

using model::EventKind;

void Work::apply(const model::Event& event, const Record& record) {
  const bool is_buffer = event.object_class == model::ObjectClass::command_buffer;
  switch (event.kind) {
    case EventKind::object_created:
      if (!is_buffer) return;
      buffers_[event.object].queue = event.parent;
      buffers_[event.object].made = record;
      return;
    case EventKind::command_recorded: {
      const auto buffer = buffers_.find(event.parent);
      if (!event.command || buffer == buffers_.end()) return;
      const bool signals = event.command->kind == model::CommandKind::signal_event;
      if (signals || event.command->kind == model::CommandKind::wait_for_event)
        buffer->second.steps.push_back({signals, event.command->object, event.command->value, record});
      return;
    }
    case EventKind::buffer_enqueued:
    case EventKind::buffer_committed: {
      const auto found = buffers_.find(event.object);
      if (found == buffers_.end()) return;
      Buffer& buffer = found->second;
      if (!buffer.enqueued) {
        buffer.enqueued = record;
        if (event.parent) buffer.queue = event.parent;
        orders_[buffer.queue].push_back(event.object);
      }
      if (event.kind == EventKind::buffer_committed) buffer.committed = record;
      return;
    }
    case EventKind::object_destroyed:
      if (event.object_class == model::ObjectClass::event || event.object_class == model::ObjectClass::shared_event)
        events_.erase(event.object);
      if (!is_buffer) return;
      handlers_.erase(event.object);
      [[fallthrough]];
    case EventKind::buffer_completed: {
      const auto buffer = buffers_.find(event.object);
      if (buffer == buffers_.end()) return;
      const auto order = orders_.find(buffer->second.queue);
      if (order != orders_.end()) {
        std::erase(order->second, event.object);
        if (order->second.empty()) orders_.erase(order);
      }
      buffers_.erase(buffer);
      return;
    }
    case EventKind::event_signaled: {
      Event& signaled = events_[event.object];
      signaled.object_class = event.object_class;
      signaled.value = event.value;
      signaled.last = record;
      [[fallthrough]];
    }
    case EventKind::event_wait_satisfied: {
      const auto buffer = buffers_.find(event.parent);
      if (buffer == buffers_.end()) return;
      const bool signals = event.kind == EventKind::event_signaled;
      for (EventStep& step : buffer->second.steps) {
        if (step.done || step.signals != signals || step.event != event.object || step.value != event.value) continue;
        step.done = true;
        return;
      }
      return;
    }
    case EventKind::handler_added: {
      Handlers& added = handlers_[event.object];
      ++added.left;
      if (const auto buffer = buffers_.find(event.object); buffer != buffers_.end()) added.queue = buffer->second.queue;
      return;
    }
    case EventKind::handler_began:
      if (const auto found = handlers_.find(event.object); found != handlers_.end()) handling_[found->second.queue] = record.thread;
      return;
    case EventKind::handler_ended: {
      const auto found = handlers_.find(event.object);
      if (found == handlers_.end()) return;
      handling_.erase(found->second.queue);
      if (--found->second.left <= 0) handlers_.erase(found);
      return;
    }
    case EventKind::event_listener_added:
      ++listeners_;
      return;
    case EventKind::event_listener_returned:
      --listeners_;
      return;
    default:
      return;
  }
}

const Work::Buffer* Work::buffer(model::ObjectId id) const {
  const auto found = buffers_.find(id);
  return found == buffers_.end() ? nullptr : &found->second;
}

bool Work::reached(model::ObjectId event, std::uint64_t value) const {
  const auto found = events_.find(event);
  return value == 0 || (found != events_.end() && found->second.value >= value);
}

std::vector<Work::Signal> Work::signals(model::ObjectId event, std::uint64_t value) const {
  std::vector<Signal> found;
  for (const auto& [id, buffer] : buffers_)
    for (std::size_t i = 0; i < buffer.steps.size(); ++i) {
      const EventStep& step = buffer.steps[i];
      if (step.signals && !step.done && step.event == event && step.value >= value) found.push_back({id, i});
    }
  return found;
}

std::optional<Work::Obstacle> Work::obstacle(model::ObjectId id, std::size_t until) const {
  const Buffer* wanted = buffer(id);
  if (!wanted) return std::nullopt;
  if (!wanted->committed) return Obstacle{id, std::nullopt};
  // A wait holds up all that comes after it in the queue's order.
  const auto order = orders_.find(wanted->queue);
  if (order == orders_.end()) return std::nullopt;
  for (model::ObjectId earlier : order->second) {
    const Buffer* ahead = buffer(earlier);
    if (!ahead) continue;
    if (!ahead->committed) return Obstacle{earlier, std::nullopt};
    const std::size_t end = earlier == id ? std::min(until, ahead->steps.size()) : ahead->steps.size();
    for (std::size_t i = 0; i < end; ++i) {
      const EventStep& step = ahead->steps[i];
      if (!step.signals && !step.done && !reached(step.event, step.value)) return Obstacle{earlier, i};
    }
    if (earlier == id) break;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Work::busy_with_handlers(model::ObjectId id) const {
  const auto found = handlers_.find(id);
  if (found == handlers_.end() || buffer(id)) return std::nullopt;
  return handling(found->second.queue);
}

std::optional<std::uint32_t> Work::handling(model::ObjectId queue) const {
  const auto thread = handling_.find(queue);
  if (thread == handling_.end()) return std::nullopt;
  return thread->second;
}

bool Work::has_callbacks() const {
  return listeners_ > 0 || std::ranges::any_of(handlers_, [&](const auto& entry) {
           return !buffer(entry.first) || !obstacle(entry.first, 0);
         });
}

std::vector<model::ObjectId> Work::made_of(model::ObjectId queue) const {
  std::vector<model::ObjectId> made;
  for (const auto& [id, buffer] : buffers_)
    if (buffer.queue == queue) made.push_back(id);
  return made;
}

}  // namespace pewter::check
