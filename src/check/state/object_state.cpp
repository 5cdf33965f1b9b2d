// SPDX-License-Identifier: Apache-2.0
#include "check/state/object_state.h"

#include <algorithm>
#include <utility>

namespace pewter::check {

void Timeline::add(const Record& record) {
  if (first_.size() < kFirst) {
    first_.push_back(record);
    return;
  }
  last_.push_back(record);
  if (last_.size() > kLast) last_.pop_front();
}

std::vector<Record> Timeline::records() const {
  std::vector<Record> all = first_;
  all.insert(all.end(), last_.begin(), last_.end());
  return all;
}

void ObjectState::used_by(std::uint32_t thread) {
  if (std::ranges::find(threads, thread) == threads.end()) threads.push_back(thread);
}

ObjectState& ObjectTable::of(model::ObjectId id, model::ObjectClass object_class) {
  ObjectState& state = objects_[id];
  if (state.name.id == 0) {
    state.name.id = id;
    state.name.object_class = object_class;
    if (!remains_.empty()) restore(state);
  }
  return state;
}

void ObjectTable::restore(ObjectState& state) {
  const auto found = remains_.find(state.name.id);
  if (found == remains_.end()) return;
  state.name = found->second.name;
  state.destroyed_by = found->second.destroyed_by;
  state.destroyed = true;
  gone_.push_back(state.name.id);
}

ObjectState* ObjectTable::find(model::ObjectId id) {
  const auto found = objects_.find(id);
  return found == objects_.end() ? nullptr : &found->second;
}

void ObjectTable::destroyed(model::ObjectId id) {
  ObjectState* state = find(id);
  if (!state || state->destroyed) return;
  state->destroyed = true;
  gone_.push_back(id);
  if (gone_.size() <= kGone) return;
  const auto oldest = objects_.find(gone_.front());
  gone_.pop_front();
  if (remains_.try_emplace(oldest->first, Remains{std::move(oldest->second.name), oldest->second.destroyed_by}).second)
    forgotten_.push_back(oldest->first);
  objects_.erase(oldest);
  if (forgotten_.size() <= kRemains) return;
  remains_.erase(forgotten_.front());
  forgotten_.pop_front();
}

}  // namespace pewter::check
