// SPDX-License-Identifier: Apache-2.0
#include "check/race/commit_order.h"

#include <algorithm>
#include <utility>

namespace pewter::check {

void CommitOrder::committed(model::ObjectId buffer, model::ObjectId queue) {
  auto& line = queues_[queue];
  // Of a program that never waits for a queue, the oldest are forgotten.
  if (line.size() == kMost) {
    buffers_.erase(line.front());
    line.erase(line.begin());
  }
  buffers_[buffer].queue = queue;
  line.push_back(buffer);
}

void CommitOrder::waited_for(model::ObjectId event, model::ObjectId buffer) {
  if (const auto found = buffers_.find(buffer); found != buffers_.end()) found->second.waited_for.push_back(event);
}

void CommitOrder::signaled(model::ObjectId event, model::ObjectId buffer) {
  if (buffers_.contains(buffer)) signalers_[event].push_back(buffer);
}

std::vector<model::ObjectId> CommitOrder::over(model::ObjectId buffer) {
  std::vector<model::ObjectId> over, next{buffer};
  while (!next.empty()) {
    const auto last = buffers_.find(next.back());
    next.pop_back();
    if (last == buffers_.end()) continue;  // told before
    auto& line = queues_[last->second.queue];
    const auto end = std::find(line.begin(), line.end(), last->first) + 1;
    for (auto at = line.begin(); at != end; ++at) {
      const auto done = buffers_.find(*at);
      for (model::ObjectId event : done->second.waited_for)
        for (model::ObjectId signaler : signalers_[event]) next.push_back(signaler);
      over.push_back(*at);
      buffers_.erase(done);
    }
    line.erase(line.begin(), end);
  }
  return over;
}

std::vector<model::ObjectId> CommitOrder::over_by_event(model::ObjectId event) {
  std::vector<model::ObjectId> all;
  for (model::ObjectId buffer : std::exchange(signalers_[event], {}))
    for (model::ObjectId one : over(buffer)) all.push_back(one);
  return all;
}

}  // namespace pewter::check
