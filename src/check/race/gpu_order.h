// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "check/race/vector_clock.h"
#include "model/command.h"

namespace pewter::check {

// Which encoders' work comes before which, as far as Metal promises it: by fences, by events, and by a program that
// commits after it has seen an earlier command buffer complete. Queues alone promise nothing here: command buffers
// start in order and overlap. (Tracked resources are ordered by the runtime; this is for those that are not.) Guarded
// by the checker's lock.
class GpuOrder {
 public:
  using Node = std::uint64_t;  // growing: what comes before has the smaller number. 0: none

  explicit GpuOrder(bool sees_synchronisation) : sees_synchronisation_(sees_synchronisation) {}
  void set_sees_synchronisation(bool sees) { sees_synchronisation_ = sees; }

  // Processor side. A command buffer is committed by a thread that knows `clock`; somebody sees it complete at `when`.
  void committed(model::ObjectId buffer, model::ObjectId queue, const VectorClock& clock);
  void seen_complete(model::ObjectId buffer, Epoch when);
  void completed(model::ObjectId buffer);
  // Somebody sees that `event` has a value. Taken as if what signaled it had completed.
  void seen_signaled(model::ObjectId event, Epoch when);

  // GPU side, in the order in which it happens.
  Node encoder_began(model::ObjectId buffer, const std::vector<model::ObjectId>& waits_for_fences);
  void updates(Node encoder, model::ObjectId fence);
  void event_signaled(model::ObjectId event, model::ObjectId buffer);
  void event_waited(model::ObjectId event, model::ObjectId buffer);

  // True also where `earlier` is so long ago that it is not remembered.
  bool is_before(Node earlier, Node later) const;

 private:
  struct Place {
    model::ObjectId buffer = 0;  // 0: a fence, an event or a queue, that only joins
    std::vector<Node> after;
  };
  struct Buffer {
    model::ObjectId queue = 0;
    VectorClock known_at_commit;
    std::vector<model::ObjectId> completed_at_commit;
    std::vector<Epoch> seen_complete;
  };
  struct Queue {
    Node gate = 0;  // what all that follows in this queue comes after
    std::vector<Node> since_signal;
  };

  Node add(Place place);
  const Place* find(Node node) const;
  bool waited_for(model::ObjectId earlier, model::ObjectId later) const;

  static constexpr std::size_t kWindow = 8192;  // nodes that are remembered
  static constexpr std::size_t kBuffers = 4096;
  static constexpr std::size_t kPatience = 4096;  // nodes that a question looks at
  bool sees_synchronisation_;
  std::deque<Place> places_;
  Node first_ = 1;  // number of places_.front()
  std::unordered_map<model::ObjectId, Buffer> buffers_;
  std::deque<model::ObjectId> buffer_order_, completed_order_;
  std::unordered_map<model::ObjectId, Queue> queues_;
  std::unordered_map<model::ObjectId, Node> fences_, events_;
  std::unordered_map<model::ObjectId, std::deque<model::ObjectId>> signalers_;  // of events: the last command buffers
};

}  // namespace pewter::check
