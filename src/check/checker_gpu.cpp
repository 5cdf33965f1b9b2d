// SPDX-License-Identifier: Apache-2.0
// Checker: what orders the encoders of command buffers on the GPU. Under mutex_.
#include <algorithm>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::Event;
using model::EventKind;
using model::ObjectClass;

}  // namespace

void Checker::gpu(Told& told) {
  const Event& event = told.event;
  switch (event.kind) {
    case EventKind::buffer_committed: {
      // The commit's edge has been made already, and moved the thread's own time on: what it does next is not known
      // here.
      VectorClock known = told.thread.clocks.all;
      const Epoch now = told.thread.now();
      known.set(now.slot, now.time - 1);
      return gpu_.committed(event.object, event.parent, known);
    }
    case EventKind::buffer_completed:
      return gpu_.completed(event.object);
    case EventKind::handler_began:
      if (event.value) gpu_.seen_complete(event.object, told.thread.now());
      return;
    case EventKind::wait_ended:
      if (event.value >= kCompleted) gpu_.seen_complete(event.object, told.thread.now());
      return;
    case EventKind::event_signaled:
      if (event.parent) gpu_.event_signaled(event.object, event.parent);
      return;
    case EventKind::event_wait_satisfied:
      if (event.parent)
        gpu_.event_waited(event.object, event.parent);
      else
        gpu_.seen_signaled(event.object, told.thread.now());
      return;
    case EventKind::event_listener_notified:
      return gpu_.seen_signaled(event.object, told.thread.now());
    case EventKind::pass_began:
      return pass_began(told);
    default:
      return;
  }
}

// The encoders that make up the pass, one after the other, whether they were coalesced or not: a GPU need not do that.
void Checker::pass_began(Told& told) {
  ObjectState& buffer = objects_.of(told.event.object, ObjectClass::command_buffer);
  const auto [first, last] = buffer.encoders.equal_range(told.event.value);
  std::vector<model::ObjectId> encoders;
  for (auto at = first; at != last; ++at) encoders.push_back(at->second);
  std::ranges::sort(encoders);
  for (model::ObjectId id : encoders) {
    ObjectState* encoder = objects_.find(id);
    if (!encoder) continue;
    const GpuOrder::Node node = gpu_.encoder_began(told.event.object, encoder->waits_for_fences);
    for (model::ObjectId fence : encoder->updates_fences) gpu_.updates(node, fence);
    for (Touch& touch : encoder->touches) {
      touch.encoder = node;
      ObjectState& resource = objects_.of(touch.use.resource, ObjectClass::buffer);
      std::erase(resource.upcoming, id);
      std::vector<Touch> earlier = resource.history.add(gpu_, touch);
      if (earlier.empty()) continue;
      resource.is_raced_for = true;
      pending_.add(std::move(earlier), touch);
    }
    encoder->touches = {};
    if (!watched_.is_seen())
      for (model::Finding& finding : hazards_of_encoders(true)) found(told, std::move(finding));
  }
}

}  // namespace pewter::check
