// SPDX-License-Identifier: Apache-2.0
#include "runtime/separate_sessions.h"

#include <algorithm>
#include <chrono>

namespace pewter::runtime {
namespace {

// Long enough for any encoding, short enough for a person who waits for a program that hangs.
constexpr std::chrono::seconds kPatience{10};

}  // namespace

bool SeparateSessions::own_open() const {
  return std::ranges::any_of(open_,
                             [](const Session& session) { return session.thread == std::this_thread::get_id(); });
}

SeparateSessions::Opened SeparateSessions::open(Pass::Type type, DispatchType dispatch_type) {
  std::lock_guard lock(mutex_);
  if (closed_) return {Opening::closed};
  if (own_open()) return {Opening::own_open};
  Recording& own = whole_.add_child();
  Pass* pass = own.open_pass(type, dispatch_type);
  whole_.append(pass);
  const Opening opening = open_.empty() ? Opening::alone : Opening::beside;
  open_.push_back({&own, std::this_thread::get_id()});
  return {opening, &own, pass};
}

void SeparateSessions::end(const Recording* session) {
  {
    std::lock_guard lock(mutex_);
    std::erase_if(open_, [&](const Session& open) { return open.recording == session; });
  }
  ended_.notify_all();
}

bool SeparateSessions::add_event(Item::Kind kind, Event* event, std::uint64_t value) {
  std::lock_guard lock(mutex_);
  if (own_open()) return false;
  whole_.add_event(kind, event, value);
  return true;
}

SeparateSessions::Closing SeparateSessions::close() {
  std::unique_lock lock(mutex_);
  if (own_open()) return Closing::own_open;
  const bool alone = open_.empty();
  if (!ended_.wait_for(lock, kPatience, [this] { return open_.empty(); })) return Closing::others_open;
  closed_ = true;
  return alone ? Closing::alone : Closing::after_others;
}

}  // namespace pewter::runtime
