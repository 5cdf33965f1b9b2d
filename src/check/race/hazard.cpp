// SPDX-License-Identifier: Apache-2.0
#include "check/race/hazard.h"

namespace pewter::check {
namespace {

using model::Access;
using model::ByteSet;
using model::ResourceUse;
using model::TouchedBytes;
using model::Touching;

bool contains(const ResourceUse& use, std::uint64_t offset) {
  return offset >= use.offset && offset - use.offset < use.length;
}

bool may_be_atomic(const ResourceUse& use) {
  return use.how == Touching::atomic || (use.how == Touching::unknown && use.access == Access::read_write);
}

bool may_conflict(const ResourceUse& a, const ResourceUse& b) {
  if (a.resource != b.resource || (a.access == Access::read && b.access == Access::read)) return false;
  if (a.how == Touching::nothing || b.how == Touching::nothing) return false;
  return !may_be_atomic(a) || !may_be_atomic(b);
}

bool is_stored(const TouchedBytes& a, const TouchedBytes& b) {
  return a.writes.meets(b.writes) || a.writes.meets(b.atomics) || a.atomics.meets(b.writes);
}

}  // namespace

bool may_meet(const Touch& a, const Touch& b) {
  return may_conflict(a.use, b.use) && (contains(a.use, b.use.offset) || contains(b.use, a.use.offset));
}

bool meet_as_bound(const ResourceUse& a, const ResourceUse& b) {
  if (!may_conflict(a, b)) return false;
  return a.offset == b.offset || (b.exact && contains(b, a.offset)) || (a.exact && contains(a, b.offset));
}

std::optional<TouchedBytes> touched_by(const Touch& touch) {
  if (touch.bytes && touch.bytes->known) return *touch.bytes;
  if (!touch.use.exact) return std::nullopt;
  TouchedBytes bytes;
  const ByteSet range = ByteSet::range(touch.use.offset, touch.use.length);
  if (touch.use.access != Access::write) bytes.reads = range;
  if (touch.use.access != Access::read) bytes.writes = range;
  return bytes;
}

std::optional<Hazard> decide(const Touch& earlier, const Touch& later) {
  const auto one = touched_by(earlier), other = touched_by(later);
  if (one && other) {
    ByteSet both = conflict(*one, *other);
    if (both.empty()) return std::nullopt;
    return Hazard{earlier, later, std::move(both), one->exact && other->exact};
  }
  // Who is given a pointer need not follow it.
  if (earlier.reached || later.reached || !meet_as_bound(earlier.use, later.use)) return std::nullopt;
  return Hazard{earlier, later};
}

std::string_view Hazard::kind() const {
  if (bytes) {
    const TouchedBytes one = *touched_by(earlier), other = *touched_by(later);
    if (is_stored(one, other)) return "write after write";
    return one.reads.meets(other.writes | other.atomics) ? "write after read" : "read after write";
  }
  if (later.use.access == Access::read) return "read after write";
  return earlier.use.access == Access::read ? "write after read" : "write after write";
}

}  // namespace pewter::check
