// SPDX-License-Identifier: Apache-2.0
#include "check/race/pass_hazards.h"

#include <algorithm>

namespace pewter::check {
namespace {

using model::Access;

bool conflict(const model::ResourceUse& a, const model::ResourceUse& b) {
  if (a.resource != b.resource || a.offset != b.offset) return false;
  if (a.access == Access::read && b.access == Access::read) return false;
  return a.access != Access::read_write || b.access != Access::read_write;
}

PassHazards::Kind kind_of(const model::ResourceUse& earlier, const model::ResourceUse& later) {
  if (later.access == Access::read) return PassHazards::Kind::read_after_write;
  return earlier.access == Access::read ? PassHazards::Kind::write_after_read : PassHazards::Kind::write_after_write;
}

}  // namespace

std::string_view name_of(PassHazards::Kind kind) {
  switch (kind) {
    case PassHazards::Kind::read_after_write: return "read after write";
    case PassHazards::Kind::write_after_read: return "write after read";
    case PassHazards::Kind::write_after_write: return "write after write";
  }
  return "?";
}

std::optional<PassHazards::Conflict> PassHazards::add(const model::Command& dispatch, const Record& record) {
  std::optional<Conflict> found;
  for (const model::ResourceUse& use : dispatch.uses) {
    const auto earlier = std::ranges::find_if(touches_, [&](const Touch& touch) { return conflict(touch.use, use); });
    if (earlier == touches_.end()) continue;
    found = {kind_of(earlier->use, use), earlier->record, earlier->kernel, std::string(dispatch.text), earlier->use, use};
    break;
  }
  for (const model::ResourceUse& use : dispatch.uses)
    if (use.resource && touches_.size() < kMost) touches_.push_back({use, record, std::string(dispatch.text)});
  return found;
}

void PassHazards::barrier(const model::Command& barrier) {
  if (barrier.uses.empty()) return touches_.clear();
  std::erase_if(touches_, [&](const Touch& touch) {
    return std::ranges::any_of(barrier.uses, [&](const model::ResourceUse& use) { return use.resource == touch.use.resource; });
  });
}

}  // namespace pewter::check
