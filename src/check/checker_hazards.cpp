// SPDX-License-Identifier: Apache-2.0
// Checker: work on the GPU that nothing orders, and whether it met. Under mutex_.
#include <algorithm>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

// Whether a fence says that `later`, encoded after `earlier`, comes after it.
bool has_fence(const ObjectState& earlier, const ObjectState& later) {
  return std::ranges::any_of(earlier.updates_fences, [&](model::ObjectId fence) {
    return std::ranges::find(later.waits_for_fences, fence) != later.waits_for_fences.end();
  });
}

}  // namespace

void Checker::dispatched(Told& told, ObjectState& encoder) {
  const model::Command& command = *told.event.command;
  const bool follows_pointers = command.value != 0;
  encoder.unordered->add(command, told.record,
                         follows_pointers ? encoder.reachable : std::span<const model::ResourceUse>(), watched_);
  if (watched_.is_seen()) return;
  if (const auto hazard = encoder.unordered->latest()) found(told, explain_missing_barrier(scene(), encoder, *hazard));
}

void Checker::touched_untracked(ObjectState& encoder, Touch touch) {
  ObjectState& resource = objects_.of(touch.use.resource, model::ObjectClass::buffer);
  if (resource.is_raced_for) watched_.watch(touch);
  if (resource.upcoming.empty() || resource.upcoming.back() != encoder.name.id)
    resource.upcoming.push_back(encoder.name.id);
  encoder.touches.push_back(std::move(touch));
}

void Checker::never_begins(ObjectState& encoder) {
  for (const Touch& touch : encoder.touches)
    if (ObjectState* resource = objects_.find(touch.use.resource)) std::erase(resource->upcoming, encoder.name.id);
  encoder.touches = {};
}

// The order of encoders is known when they begin: too late to watch what the earlier of two touches. So at the commit
// those are watched of which no fence says that others which have not begun come later.
void Checker::watch_upcoming(ObjectState& buffer) {
  if (!watched_.is_seen()) return;
  std::vector<ObjectState*> encoders;
  for (const auto& [pass, id] : buffer.encoders)
    if (ObjectState* encoder = objects_.find(id); encoder && !encoder->touches.empty()) encoders.push_back(encoder);
  // As they were opened.
  std::ranges::sort(encoders, {}, [](const ObjectState* encoder) { return encoder->name.id; });
  // after[i][j]: by fences, the i-th comes after the j-th.
  std::vector<std::vector<bool>> after(encoders.size(), std::vector<bool>(encoders.size()));
  for (std::size_t i = 0; i < encoders.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (!has_fence(*encoders[j], *encoders[i])) continue;
      after[i][j] = true;
      for (std::size_t k = 0; k < j; ++k)
        if (after[j][k]) after[i][k] = true;
    }
  const auto is_ordered = [&](const ObjectState* one, const ObjectState* other) -> bool {
    const auto i = std::ranges::find(encoders, one), j = std::ranges::find(encoders, other);
    // Of another command buffer: who uses fences is taken to use them rightly.
    if (i == encoders.end() || j == encoders.end())
      return !(one->updates_fences.empty() || other->waits_for_fences.empty()) ||
             !(other->updates_fences.empty() || one->waits_for_fences.empty());
    const auto a = static_cast<std::size_t>(i - encoders.begin()), b = static_cast<std::size_t>(j - encoders.begin());
    return after[std::max(a, b)][std::min(a, b)];
  };
  std::size_t patience = std::size_t{1} << 18;  // pairs: what lies behind them is taken as bound
  for (ObjectState* encoder : encoders)
    for (Touch& touch : encoder->touches) {
      const ObjectState* resource = objects_.find(touch.use.resource);
      if (!resource || resource->upcoming.size() < 2) continue;
      for (const model::ObjectId id : resource->upcoming) {
        ObjectState* other = id == encoder->name.id ? nullptr : objects_.find(id);
        if (!other || is_ordered(encoder, other)) continue;
        for (Touch& theirs : other->touches) {
          if (patience-- == 0) return;
          if (!may_meet(touch, theirs)) continue;
          watched_.watch(touch);
          watched_.watch(theirs);
        }
      }
    }
}

// Those of concurrent encoders.
std::vector<model::Finding> Checker::hazards_of_passes(ObjectState& buffer) {
  std::vector<model::ObjectId> encoders;
  for (const auto& [pass, id] : buffer.encoders) encoders.push_back(id);
  std::ranges::sort(encoders);
  std::vector<model::Finding> found;
  for (const model::ObjectId id : encoders) {
    ObjectState* encoder = objects_.find(id);
    if (!encoder || !encoder->unordered) continue;
    for (const Hazard& hazard : encoder->unordered->decide())
      // What failed may not have run; what was seen has.
      if (hazard.bytes || buffer.ran) found.push_back(explain_missing_barrier(scene(), *encoder, hazard));
  }
  return found;
}

// Those of untracked resources.
std::vector<model::Finding> Checker::hazards_of_encoders(bool at_the_end) {
  const auto state_of = [&](model::ObjectId id) {
    using State = PendingHazards::State;
    const ObjectState* buffer = objects_.find(id);
    if (buffer && buffer->ran) return State::ran;
    if (buffer && !buffer->completed && at_the_end && !watched_.is_seen()) return State::ran;
    return !buffer || buffer->completed || at_the_end ? State::failed : State::pending;
  };
  std::vector<model::Finding> found;
  for (const Hazard& hazard : pending_.settle(state_of))
    found.push_back(
        explain_missing_fence(scene(), objects_.of(hazard.later.use.resource, model::ObjectClass::buffer), hazard));
  return found;
}

// The command buffer has run, or will not.
void Checker::settle(Told& told, model::ObjectId id) {
  if (!watched_.is_seen()) return;
  ObjectState& buffer = objects_.of(id, model::ObjectClass::command_buffer);
  for (model::Finding& finding : hazards_of_passes(buffer)) found(told, std::move(finding));
  for (model::Finding& finding : hazards_of_encoders(false)) found(told, std::move(finding));
  watched_.over(id);
}

}  // namespace pewter::check
