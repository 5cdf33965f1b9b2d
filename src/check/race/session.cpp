// SPDX-License-Identifier: Apache-2.0
#include "check/race/session.h"

#include <algorithm>

namespace pewter::check {
namespace {

bool holds(const ThreadState& thread, std::uint64_t lock) {
  return std::ranges::any_of(thread.held, [&](const HeldLock& held) { return held.lock == lock; });
}

}  // namespace

Session Session::open(const ThreadState& thread, model::ObjectId encoder, const Record& opened) {
  Session session;
  session.encoder = encoder;
  session.opened = opened;
  session.held = thread.held;
  session.slot = thread.slot;
  return session;
}

void Session::close(const ThreadState& thread, const Record& record, const std::vector<std::uint32_t>& used_by) {
  users = used_by;
  ended = record;
  end = thread.now();
  // Ended by another thread than the one that began: its locks say nothing.
  if (thread.slot != slot) return;
  for (const HeldLock& held_then : held) {
    if (std::ranges::find(thread.held, held_then) != thread.held.end())
      kept.push_back(held_then.lock);
    else if (holds(thread, held_then.lock))
      let_go.push_back(held_then.lock);
  }
}

std::uint64_t lock_that_guards_calls_only(const Session& earlier, const ThreadState& opening,
                                          const std::optional<Epoch>& made) {
  const bool has_used_it = std::ranges::find(earlier.users, opening.id) != earlier.users.end();
  if (made && made->slot != opening.slot && !has_used_it && !opening.clocks.handed_over.covers(*made)) return 0;
  if (!earlier.ended || earlier.slot == opening.slot || opening.clocks.handed_over.covers(earlier.end)) return 0;
  if (std::ranges::any_of(earlier.kept, [&](std::uint64_t lock) { return holds(opening, lock); })) return 0;
  const auto lock = std::ranges::find_if(earlier.let_go, [&](std::uint64_t lock) { return holds(opening, lock); });
  return lock == earlier.let_go.end() ? 0 : *lock;
}

}  // namespace pewter::check
