// SPDX-License-Identifier: Apache-2.0
#include "check/race/memory_uses.h"

#include <algorithm>

namespace pewter::check {
namespace {

using model::Access;
using model::MemoryWatch;

// A SIMD-group touches memory in one go, 32 lanes of 4 bytes mostly; the system tells of one byte of it.
constexpr std::uint64_t kTogether = 128;

bool contains(const model::ResourceUse& use, std::uint64_t offset) {
  return offset >= use.offset && offset - use.offset < use.length;
}

bool conflict(const InFlight& work, const ProgramTouch& touch) {
  return touch.writes || work.touch.use.access != Access::read;
}

bool is_known_to_touch(const InFlight& work, std::uint64_t offset) {
  return offset >= work.first && offset <= work.last;
}

}  // namespace

void MemoryUses::committed(InFlight work) {
  if (works_.size() == kMost) works_.erase(works_.begin());
  works_.push_back(std::move(work));
}

std::optional<Meeting> MemoryUses::look_again(InFlight& work, const IsBefore& is_before) {
  std::optional<Meeting> meeting;
  std::erase_if(work.doubtful, [&](const ProgramTouch& touch) {
    if (is_before(touch, work.buffer)) return true;
    if (!is_known_to_touch(work, touch.offset)) return false;
    if (!meeting) meeting = Meeting{work, touch};
    return true;
  });
  return meeting;
}

std::optional<Meeting> MemoryUses::began(model::ObjectId buffer, model::ObjectId encoder, const IsBefore& is_before) {
  std::optional<Meeting> meeting;
  for (InFlight& work : works_) {
    if (work.buffer != buffer || work.touch.record.object != encoder || work.begun) continue;
    work.begun = true;
    const model::ResourceUse& use = work.touch.use;
    if (use.exact && use.length) {
      work.first = use.offset;
      work.last = use.offset + use.length - 1;
    }
    if (auto met = look_again(work, is_before); met && !meeting) meeting = std::move(met);
  }
  return meeting;
}

// Where several ranges are open to the end of the resource, a touch is taken to be of the one that begins last before
// it: the others hold what lies in front.
std::optional<Meeting> MemoryUses::program_touched(const ProgramTouch& touch) {
  std::uint64_t nearest = 0;
  for (const InFlight& work : works_)
    if (contains(work.touch.use, touch.offset)) nearest = std::max(nearest, work.touch.use.offset);
  std::optional<Meeting> meeting;
  for (InFlight& work : works_) {
    const model::ResourceUse& use = work.touch.use;
    if (!contains(use, touch.offset) || (!use.exact && use.offset != nearest) || !conflict(work, touch)) continue;
    if (work.begun && is_known_to_touch(work, touch.offset)) {
      if (!meeting) meeting = Meeting{work, touch};
    } else if (work.doubtful.size() < kMostDoubtful) {
      work.doubtful.push_back(touch);
    }
  }
  return meeting;
}

std::optional<Meeting> MemoryUses::gpu_touched(std::uint64_t offset, const IsBefore& is_before) {
  const auto may_be = [&](const InFlight& work) {
    return work.begun && !work.completed && !work.touch.use.exact && contains(work.touch.use, offset);
  };
  std::uint64_t nearest = 0;
  for (const InFlight& work : works_)
    if (may_be(work)) nearest = std::max(nearest, work.touch.use.offset);
  std::optional<Meeting> meeting;
  for (InFlight& work : works_) {
    if (!may_be(work) || work.touch.use.offset != nearest) continue;
    work.first = std::min(work.first, offset / kTogether * kTogether);
    work.last = std::max(work.last, offset / kTogether * kTogether + kTogether - 1);
    if (auto met = look_again(work, is_before); met && !meeting) meeting = std::move(met);
  }
  return meeting;
}

void MemoryUses::completed(model::ObjectId buffer) {
  for (InFlight& work : works_) work.completed |= work.buffer == buffer;
}

void MemoryUses::over(model::ObjectId buffer) {
  std::erase_if(works_, [&](const InFlight& work) { return work.buffer == buffer; });
}

MemoryWatch::Closed MemoryUses::of_interest() const {
  if (works_.empty()) return MemoryWatch::Closed::nothing;
  const bool only_read =
      std::ranges::all_of(works_, [](const InFlight& work) { return work.touch.use.access == Access::read; });
  return only_read ? MemoryWatch::Closed::writes : MemoryWatch::Closed::everything;
}

}  // namespace pewter::check
