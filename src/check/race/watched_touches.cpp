// SPDX-License-Identifier: Apache-2.0
#include "check/race/watched_touches.h"

#include <algorithm>

namespace pewter::check {

void WatchedTouches::watch(Touch& touch) {
  if (!watch_ || !touch.dispatch || touch.bytes || touch.use.exact) return;
  std::vector<Wanted>& wanted = wanted_[touch.dispatch];
  if (wanted.empty()) of_buffer_[touch.record.parent].push_back(touch.dispatch);
  auto known = std::ranges::find(wanted, touch.use.resource, &Wanted::resource);
  if (known == wanted.end()) {
    watch_->watch(touch.dispatch, touch.use.resource);
    auto bytes = std::make_shared<model::TouchedBytes>();
    bytes->known = false;
    known = wanted.insert(wanted.end(), {touch.use.resource, std::move(bytes)});
  }
  touch.bytes = known->bytes;
}

void WatchedTouches::told(std::uint64_t dispatch, model::ObjectId resource, const model::TouchedBytes& bytes) {
  const auto found = wanted_.find(dispatch);
  if (found == wanted_.end()) return;
  const auto wanted = std::ranges::find(found->second, resource, &Wanted::resource);
  if (wanted == found->second.end()) return;
  model::TouchedBytes& kept = *wanted->bytes;
  kept = bytes;
  for (model::ByteSet* set : {&kept.reads, &kept.writes, &kept.atomics}) {
    if (set->runs().size() <= kMostRuns) continue;
    *set = set->at_most(kMostRuns);
    kept.exact = false;
  }
}

void WatchedTouches::over(model::ObjectId buffer) {
  const auto found = of_buffer_.find(buffer);
  if (found == of_buffer_.end()) return;
  for (const std::uint64_t dispatch : found->second) {
    watch_->forget(dispatch);
    wanted_.erase(dispatch);
  }
  of_buffer_.erase(found);
}

std::vector<model::ObjectId> WatchedTouches::buffers() const {
  std::vector<model::ObjectId> all;
  for (const auto& [buffer, dispatches] : of_buffer_) all.push_back(buffer);
  std::ranges::sort(all);
  return all;
}

}  // namespace pewter::check
