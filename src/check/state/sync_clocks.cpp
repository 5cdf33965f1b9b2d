// SPDX-License-Identifier: Apache-2.0
#include "check/state/sync_clocks.h"

#include <atomic>

namespace pewter::check {
namespace {

std::atomic<std::uint64_t> next_turn{1};  // relaxed: only has to differ

void note_held(ThreadState& thread, std::uint64_t lock) {
  thread.held.push_back({lock, next_turn.fetch_add(1, std::memory_order_relaxed)});
}

void note_released(ThreadState& thread, std::uint64_t lock) {
  for (auto held = thread.held.rbegin(); held != thread.held.rend(); ++held) {
    if (held->lock != lock) continue;
    thread.held.erase(std::next(held).base());
    return;
  }
}

}  // namespace

void SyncClocks::acquire(ThreadState& thread, Key lock) {
  Shard& home = shard(lock);
  std::lock_guard guard(home.mutex);
  const auto found = home.clocks.find(lock);
  if (found != home.clocks.end()) thread.clocks.all.join(found->second.all);
}

void SyncClocks::release(ThreadState& thread, Key lock) {
  Shard& home = shard(lock);
  {
    std::lock_guard guard(home.mutex);
    home.clocks[lock].all.join(thread.clocks.all);
  }
  thread.advance();
}

void SyncClocks::signal(ThreadState& thread, Key key) {
  Shard& home = shard(key);
  {
    std::lock_guard guard(home.mutex);
    home.clocks[key].join(thread.clocks);
  }
  thread.advance();
}

void SyncClocks::await(ThreadState& thread, Key key) {
  Shard& home = shard(key);
  std::lock_guard guard(home.mutex);
  const auto found = home.clocks.find(key);
  if (found != home.clocks.end()) thread.clocks.join(found->second);
}

void SyncClocks::forget(Key key) {
  Shard& home = shard(key);
  std::lock_guard guard(home.mutex);
  home.clocks.erase(key);
}

void SyncClocks::pass_on(Key from, Key to) {
  Clocks passed;
  {
    Shard& home = shard(from);
    std::lock_guard guard(home.mutex);
    const auto found = home.clocks.find(from);
    if (found == home.clocks.end()) return;
    passed = found->second;
  }
  Shard& home = shard(to);
  std::lock_guard guard(home.mutex);
  home.clocks[to].join(passed);
}

bool SyncClocks::covers(Key key, Epoch point) {
  Shard& home = shard(key);
  std::lock_guard guard(home.mutex);
  const auto found = home.clocks.find(key);
  return found != home.clocks.end() && found->second.all.covers(point);
}

void SyncClocks::apply(ThreadState& thread, const model::SyncEvent& event) {
  const Key address{Space::address, event.object}, number{Space::thread, event.object};
  switch (event.kind) {
    case model::SyncKind::thread_created:
      return signal(thread, number);
    case model::SyncKind::thread_began:
      return await(thread, number);
    case model::SyncKind::thread_ended:
      return signal(thread, number);
    case model::SyncKind::thread_joined:
      return await(thread, number);
    // Readers of a lock are not ordered among each other: what they pass on is for the next writer. One clock for both
    // orders them a little too much, which can hide a race and never makes one up.
    case model::SyncKind::acquired:
    case model::SyncKind::acquired_shared:
      acquire(thread, address);
      return note_held(thread, event.object);
    case model::SyncKind::released:
    case model::SyncKind::released_shared:
      note_released(thread, event.object);
      return release(thread, address);
    case model::SyncKind::signaled:
      return signal(thread, address);
    case model::SyncKind::awaited:
      return await(thread, address);
    case model::SyncKind::destroyed:
      return forget(address);
    case model::SyncKind::wanted:
    case model::SyncKind::joining:
    case model::SyncKind::sleeping:
    case model::SyncKind::awake:
      return;  // nothing is passed on yet
  }
}

}  // namespace pewter::check
