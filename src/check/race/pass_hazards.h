// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "check/race/hazard.h"

namespace pewter::check {

class WatchedTouches;

// What the commands of one concurrent encoder touch between its barriers: nothing orders them among each other. Guarded
// by the checker's lock.
class PassHazards {
 public:
  // Notes a dispatch, which may reach `reached` through pointers. Where it could meet others, all of them are watched
  // from then on.
  void add(const model::Command& dispatch, const Record& record, std::span<const model::ResourceUse> reached,
           WatchedTouches& watched);
  // Nobody watches: the earlier touch that the latest dispatch meets as both are bound, and its own.
  std::optional<Hazard> latest() const;

  // A barrier: for `resources`, or all where there are none.
  void barrier(const model::Command& barrier);

  // It has all run: for each dispatch the first one that it meets. Nothing is kept.
  std::vector<Hazard> decide();

 private:
  // Those of one resource that no barrier stands between have one number.
  struct Place {
    Touch touch;
    std::uint64_t group = 0;
    bool may_meet = false;  // others of its group
  };
  struct Group {
    std::uint64_t number = 0;
    std::vector<std::size_t> places;  // in open_
  };
  void note(Place place, WatchedTouches& watched);
  Group& group_of(model::ObjectId resource);

  // Open ones; those of them that may be reached through pointers, of which a dispatch can have hundreds; closed ones.
  // What comes when there are so many is passed over.
  static constexpr std::size_t kMost = 4096, kMostReached = 2048, kMostClosed = 16384;
  std::vector<Place> open_;    // since the last barrier for their resource
  std::vector<Place> closed_;  // that may meet others, before one
  std::size_t latest_ = 0;     // where the latest dispatch begins in open_
  std::size_t reached_ = 0;    // of open_
  std::unordered_map<model::ObjectId, Group> groups_;
  std::uint64_t next_group_ = 0;
};

}  // namespace pewter::check
