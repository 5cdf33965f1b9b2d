// SPDX-License-Identifier: Apache-2.0
#include "check/state/thread_state.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <utility>

namespace pewter::check {
namespace {

// A thread knows its state in the table that it asked last: there is one in a process, and several in tests, one after
// the other at the same address.
thread_local std::uint64_t own_table = 0;
thread_local ThreadState* own_state = nullptr;

std::atomic<std::uint64_t> next_table{1};  // relaxed: only has to differ

}  // namespace

ThreadTable::ThreadTable(std::function<void()> on_new)
    : number_(next_table.fetch_add(1, std::memory_order_relaxed)), on_new_(std::move(on_new)) {}

ThreadState& ThreadTable::self() {
  if (own_table == number_) return *own_state;
  const auto id = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  {
    std::lock_guard lock(mutex_);
    own_state = &add(id);
    char name[16] = "";
    if (::prctl(PR_GET_NAME, name) == 0) own_state->name = name;
    own_table = number_;
  }
  if (on_new_) on_new_();
  return *own_state;
}

ThreadState& ThreadTable::of(std::uint32_t counted, std::uint32_t number) {
  std::lock_guard lock(mutex_);
  ThreadState*& state = counted_[counted];
  if (!state) state = &add(number);
  return *state;
}

// The number of a thread that ended may come again; its slot must not.
ThreadState& ThreadTable::add(std::uint32_t number) {
  auto& state = *threads_.emplace_back(std::make_unique<ThreadState>());
  state.id = number;
  state.slot = static_cast<std::uint32_t>(threads_.size() - 1);
  state.advance();
  return state;
}

std::vector<ThreadState*> ThreadTable::all() const {
  std::lock_guard lock(mutex_);
  std::vector<ThreadState*> states;
  for (const auto& state : threads_) states.push_back(state.get());
  return states;
}

}  // namespace pewter::check
