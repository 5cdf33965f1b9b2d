// SPDX-License-Identifier: Apache-2.0
#include "check/race/resource_history.h"

#include <algorithm>

namespace pewter::check {
namespace {

using model::Access;
using model::Touching;

bool begins_in(const model::ResourceUse& a, const model::ResourceUse& b) {
  return b.exact && a.offset >= b.offset && a.offset - b.offset < b.length;
}

bool may_be_atomic(const model::ResourceUse& use) {
  return use.how == Touching::atomic || (use.how == Touching::unknown && use.access == Access::read_write);
}

}  // namespace

bool meet(const model::ResourceUse& a, const model::ResourceUse& b) {
  if (a.resource != b.resource || (a.access == Access::read && b.access == Access::read)) return false;
  if (a.how == Touching::nothing || b.how == Touching::nothing) return false;
  if (may_be_atomic(a) && may_be_atomic(b)) return false;
  return a.offset == b.offset || begins_in(a, b) || begins_in(b, a);
}

std::string_view hazard(const model::ResourceUse& earlier, const model::ResourceUse& later) {
  if (later.access == Access::read) return "read after write";
  return earlier.access == Access::read ? "write after read" : "write after write";
}

std::optional<Touch> ResourceHistory::add(const GpuOrder& order, const Touch& touch) {
  std::optional<Touch> conflict;
  const auto comes_after = [&](const Touch& earlier) { return order.is_before(earlier.encoder, touch.encoder); };
  for (const Touch& earlier : touches_)
    if (earlier.encoder != touch.encoder && meet(earlier.use, touch.use) && !comes_after(earlier)) conflict = earlier;
  // What a write of the same bytes comes after need not be kept.
  if (touch.use.access != model::Access::read)
    std::erase_if(touches_,
                  [&](const Touch& earlier) { return earlier.use.offset == touch.use.offset && comes_after(earlier); });
  if (touches_.size() == kMost) touches_.erase(touches_.begin());
  touches_.push_back(touch);
  return conflict;
}

}  // namespace pewter::check
