// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// How threads of the program order each other, as libpewter-preload.so sees it in the calls of POSIX threads that C++,
// Rust and Python build on. Atomics and futexes of the program's own are not among them.
namespace pewter::model {

enum class SyncKind : std::uint8_t {
  thread_created,  // by the parent, before the child can run; object: the child's number
  thread_began,    // by the child, first of all; object: its own number
  thread_ended,    // by the child, last of all
  thread_joined,   // by who waited for it; object: the child's number
  // Locks: held from acquired to released. object: the lock.
  acquired,
  acquired_shared,
  released,  // told before others can acquire it
  released_shared,
  // Hand-overs: condition variables, semaphores, barriers, once. Whatever came before a `signaled` is before every
  // later `awaited` of the same object.
  signaled,
  awaited,
  destroyed,  // a lock or a hand-over: the next one at its address is another. Not told of those that just go out of
              // scope
  // Waits that begin, and have no end of their own. Whatever the thread is told to do next, the wait is over.
  wanted,    // a lock that could not be had at once
  joining,   // about to wait for the thread `object`
  sleeping,  // about to wait on a condition variable, a semaphore or a barrier, which any thread could end
  awake,     // such a wait is over, and handed nothing over: it was interrupted, or failed
};

inline constexpr SyncKind kLastSyncKind = SyncKind::awake;
inline bool begins_wait(SyncKind kind) {
  return kind == SyncKind::wanted || kind == SyncKind::joining || kind == SyncKind::sleeping;
}

struct SyncEvent {
  SyncKind kind{};
  std::uint64_t object = 0;  // address of the lock or condition; number of the thread
  const char* call = "";     // "pthread_mutex_lock"
};

// Told on the thread that did it. Must not lock anything that the program can hold, nor call what is told about.
class SyncListener {
 public:
  virtual ~SyncListener() = default;
  virtual void on_sync(const SyncEvent& event) = 0;
};

}  // namespace pewter::model
