// SPDX-License-Identifier: Apache-2.0
#include "check/race/gpu_order.h"

#include <algorithm>
#include <unordered_set>

namespace pewter::check {

GpuOrder::Node GpuOrder::add(Place place) {
  std::erase(place.after, Node{0});
  places_.push_back(std::move(place));
  if (places_.size() > kWindow) {
    places_.pop_front();
    ++first_;
  }
  return first_ + places_.size() - 1;
}

const GpuOrder::Place* GpuOrder::find(Node node) const { return node < first_ ? nullptr : &places_[node - first_]; }

void GpuOrder::committed(model::ObjectId id, model::ObjectId queue, const VectorClock& clock) {
  Buffer& buffer = buffers_[id];
  buffer.queue = queue;
  buffer.known_at_commit = clock;
  if (!sees_synchronisation_) buffer.completed_at_commit.assign(completed_order_.begin(), completed_order_.end());
  buffer_order_.push_back(id);
  if (buffer_order_.size() <= kBuffers) return;
  buffers_.erase(buffer_order_.front());
  buffer_order_.pop_front();
}

void GpuOrder::seen_complete(model::ObjectId id, Epoch when) {
  if (const auto buffer = buffers_.find(id); buffer != buffers_.end() && buffer->second.seen_complete.size() < 64)
    buffer->second.seen_complete.push_back(when);
}

void GpuOrder::completed(model::ObjectId buffer) {
  completed_order_.push_back(buffer);
  if (completed_order_.size() > 256) completed_order_.pop_front();
}

GpuOrder::Node GpuOrder::encoder_began(model::ObjectId buffer, const std::vector<model::ObjectId>& waits_for_fences) {
  Queue& queue = queues_[buffers_[buffer].queue];
  Place place{buffer, {queue.gate}};
  for (model::ObjectId fence : waits_for_fences)
    if (const auto found = fences_.find(fence); found != fences_.end()) place.after.push_back(found->second);
  const Node node = add(std::move(place));
  queue.since_signal.push_back(node);
  return node;
}

void GpuOrder::updates(Node encoder, model::ObjectId fence) {
  Node& now = fences_[fence];
  // A fence that several encoders update is waited for until the last has.
  now = now ? add({0, {now, encoder}}) : encoder;
}

void GpuOrder::seen_signaled(model::ObjectId event, Epoch when) {
  for (model::ObjectId buffer : signalers_[event]) seen_complete(buffer, when);
}

void GpuOrder::event_signaled(model::ObjectId event, model::ObjectId buffer) {
  auto& signalers = signalers_[event];
  signalers.push_back(buffer);
  if (signalers.size() > 16) signalers.pop_front();
  Queue& queue = queues_[buffers_[buffer].queue];
  Place place{0, std::move(queue.since_signal)};
  place.after.push_back(queue.gate);
  place.after.push_back(events_[event]);
  const Node node = add(std::move(place));
  events_[event] = node;
  queue.since_signal.assign(1, node);
}

void GpuOrder::event_waited(model::ObjectId event, model::ObjectId buffer) {
  Queue& queue = queues_[buffers_[buffer].queue];
  queue.gate = add({0, {queue.gate, events_[event]}});
}

bool GpuOrder::waited_for(model::ObjectId earlier, model::ObjectId later) const {
  const auto before = buffers_.find(earlier), after = buffers_.find(later);
  if (before == buffers_.end() || after == buffers_.end()) return true;
  if (std::ranges::any_of(before->second.seen_complete,
                          [&](Epoch when) { return after->second.known_at_commit.covers(when); }))
    return true;
  // Without the program's locks: it completed before, and who is to say that nobody looked.
  return std::ranges::find(after->second.completed_at_commit, earlier) != after->second.completed_at_commit.end();
}

bool GpuOrder::is_before(Node earlier, Node later) const {
  const Place* wanted = find(earlier);
  if (!wanted || earlier == later) return true;
  std::vector<Node> open = {later};
  std::unordered_set<Node> seen = {later};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node == earlier || seen.size() > kPatience) return true;
    const Place* place = find(node);
    if (!place) continue;
    if (place->buffer && place->buffer != wanted->buffer && waited_for(wanted->buffer, place->buffer)) return true;
    for (Node before : place->after)
      if (before >= earlier && seen.insert(before).second) open.push_back(before);
  }
  return false;
}

}  // namespace pewter::check
