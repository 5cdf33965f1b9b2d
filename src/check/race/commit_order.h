// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/command.h"

namespace pewter::check {

// Which command buffers are complete when one is: those committed before it on its queue, and those whose events it or
// they waited for. Guarded by the checker's lock.
class CommitOrder {
 public:
  void committed(model::ObjectId buffer, model::ObjectId queue);
  void waited_for(model::ObjectId event, model::ObjectId buffer);
  void signaled(model::ObjectId event, model::ObjectId buffer);

  // Somebody has seen that `buffer` is complete. All that are then, itself included, and were not told before; they are
  // forgotten.
  std::vector<model::ObjectId> over(model::ObjectId buffer);
  // Likewise, of all that signaled `event`.
  std::vector<model::ObjectId> over_by_event(model::ObjectId event);

 private:
  struct Buffer {
    model::ObjectId queue = 0;
    std::vector<model::ObjectId> waited_for;  // events
  };

  static constexpr std::size_t kMost = 4096;
  std::unordered_map<model::ObjectId, Buffer> buffers_;
  std::unordered_map<model::ObjectId, std::vector<model::ObjectId>> queues_;     // committed, in order
  std::unordered_map<model::ObjectId, std::vector<model::ObjectId>> signalers_;  // of events: buffers
};

}  // namespace pewter::check
