// SPDX-License-Identifier: Apache-2.0
#include "check/race/pass_hazards.h"

#include <algorithm>
#include <iterator>

#include "check/race/watched_touches.h"

namespace pewter::check {

PassHazards::Group& PassHazards::group_of(model::ObjectId resource) {
  const auto [found, is_new] = groups_.try_emplace(resource);
  if (is_new) found->second.number = next_group_++;
  return found->second;
}

void PassHazards::note(Place place, WatchedTouches& watched) {
  Group& group = group_of(place.touch.use.resource);
  place.group = group.number;
  for (const std::size_t i : group.places) {
    Place& other = open_[i];
    if (i >= latest_ || !check::may_meet(other.touch, place.touch)) continue;
    for (Place* both : {&other, &place}) {
      if (!both->may_meet) watched.watch(both->touch);
      both->may_meet = true;
    }
  }
  reached_ += place.touch.reached;
  group.places.push_back(open_.size());
  open_.push_back(std::move(place));
}

void PassHazards::add(const model::Command& dispatch, const Record& record, std::span<const model::ResourceUse> reached,
                      WatchedTouches& watched) {
  latest_ = open_.size();
  if (open_.size() >= kMost) return;
  const auto place_of = [&](const model::ResourceUse& use, bool is_reached) {
    return Place{{.use = use,
                  .record = record,
                  .command = std::string(dispatch.text),
                  .dispatch = dispatch.number,
                  .reached = is_reached}};
  };
  for (const model::ResourceUse& use : dispatch.uses)
    if (use.resource) note(place_of(use, false), watched);
  for (const model::ResourceUse& use : reached)
    if (use.resource && reached_ < kMostReached) note(place_of(use, true), watched);
}

std::optional<Hazard> PassHazards::latest() const {
  for (std::size_t later = latest_; later < open_.size(); ++later)
    for (std::size_t earlier = 0; earlier < latest_; ++earlier) {
      const Touch &one = open_[earlier].touch, &other = open_[later].touch;
      if (open_[earlier].group != open_[later].group || !may_meet(one, other)) continue;
      if (auto hazard = check::decide(one, other)) return hazard;
    }
  return std::nullopt;
}

void PassHazards::barrier(const model::Command& barrier) {
  const auto is_named = [&](model::ObjectId resource) {
    return barrier.uses.empty() ||
           std::ranges::find(barrier.uses, resource, &model::ResourceUse::resource) != barrier.uses.end();
  };
  for (Place& place : open_)
    if (place.may_meet && is_named(place.touch.use.resource) && closed_.size() < kMostClosed)
      closed_.push_back(std::move(place));
  std::erase_if(open_, [&](const Place& place) { return is_named(place.touch.use.resource); });
  std::erase_if(groups_, [&](const auto& group) { return is_named(group.first); });
  for (auto& [resource, group] : groups_) group.places.clear();
  for (std::size_t i = 0; i < open_.size(); ++i) groups_[open_[i].touch.use.resource].places.push_back(i);
  reached_ =
      static_cast<std::size_t>(std::ranges::count_if(open_, [](const Place& place) { return place.touch.reached; }));
  latest_ = open_.size();
}

std::vector<Hazard> PassHazards::decide() {
  std::vector<Place> all = std::move(closed_);
  std::ranges::copy_if(std::make_move_iterator(open_.begin()), std::make_move_iterator(open_.end()),
                       std::back_inserter(all), &Place::may_meet);
  open_.clear();
  closed_.clear();
  groups_.clear();
  // Groups side by side, each in the order in which it was encoded.
  std::ranges::stable_sort(all, {},
                           [](const Place& place) { return std::pair(place.group, place.touch.record.sequence); });
  std::vector<Hazard> found;
  for (std::size_t later = 0; later < all.size(); ++later) {
    const Touch& other = all[later].touch;
    if (std::ranges::any_of(
            found, [&](const Hazard& hazard) { return hazard.later.record.sequence == other.record.sequence; }))
      continue;
    std::size_t earlier = later;
    while (earlier > 0 && all[earlier - 1].group == all[later].group) --earlier;
    for (; earlier < later; ++earlier) {
      const Touch& one = all[earlier].touch;
      if (one.record.sequence == other.record.sequence || !may_meet(one, other)) continue;
      if (auto hazard = check::decide(one, other)) {
        found.push_back(*std::move(hazard));
        break;
      }
    }
  }
  return found;
}

}  // namespace pewter::check
