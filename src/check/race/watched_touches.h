// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "check/race/hazard.h"
#include "model/touch_watch.h"

namespace pewter::check {

// The dispatches of which somebody was asked to see what they touch. Guarded by the checker's lock.
class WatchedTouches {
 public:
  // Who sees it. Null: nobody.
  void set_watch(model::TouchWatch* watch) { watch_ = watch; }
  bool is_seen() const { return watch_ != nullptr; }

  // The touch's dispatch is asked for, where it is one; what it touched is in `bytes` when it has run.
  void watch(Touch& touch);
  void told(std::uint64_t dispatch, model::ObjectId resource, const model::TouchedBytes& bytes);
  // The command buffer has run, or will not.
  void over(model::ObjectId buffer);
  // The command buffers that are not over.
  std::vector<model::ObjectId> buffers() const;

 private:
  struct Wanted {
    model::ObjectId resource = 0;
    std::shared_ptr<model::TouchedBytes> bytes;
  };
  // Runs of a set that is kept. A set that has more is kept with its smallest holes filled.
  static constexpr std::size_t kMostRuns = std::size_t{1} << 18;

  model::TouchWatch* watch_ = nullptr;
  std::unordered_map<std::uint64_t, std::vector<Wanted>> wanted_;              // by dispatch
  std::unordered_map<model::ObjectId, std::vector<std::uint64_t>> of_buffer_;  // its dispatches in wanted_
};

}  // namespace pewter::check
