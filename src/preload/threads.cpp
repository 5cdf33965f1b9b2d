// SPDX-License-Identifier: Apache-2.0
// Threads: each of the program's has a number from its creation on, listener or not, so that one who comes later can be
// told of its end and of who waited for that.
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "preload/pause.h"
#include "preload/real.h"
#include "preload/signal_stack.h"
#include "preload/tell.h"

using namespace pewter::preload;
using pewter::model::SyncKind;

namespace {

struct Thread {
  std::uint64_t number;
  void* (*start)(void*);
  int (*start_c11)(void*);
  void* argument;
  unsigned rounds = 0;  // of destructors of thread-specific data
  void* signal_stack = nullptr;
  // Guarded by the table:
  pthread_t self = 0;
  Thread* next = nullptr;
  unsigned holders = 2;  // the parent in pthread_create and the thread itself
  bool listed = false, gone = false, ended = false, detached = false;
};

// The threads that can be joined, by what the C library calls them. A spin lock, held for moments: a mutex would be one
// of those that are interposed.
class Table {
 public:
  void lock() {
    while (busy_.exchange(true, std::memory_order_acquire)) sched_yield();
  }
  void unlock() { busy_.store(false, std::memory_order_release); }

  void list(Thread* thread, pthread_t self) {
    if (thread->listed || thread->gone) return;
    thread->listed = true;
    thread->self = self;
    ++thread->holders;
    Thread*& head = bucket(self);
    thread->next = head;
    head = thread;
  }
  void unlist(Thread* thread) {
    thread->gone = true;
    if (!thread->listed) return;
    thread->listed = false;
    for (Thread** at = &bucket(thread->self); *at; at = &(*at)->next) {
      if (*at != thread) continue;
      *at = thread->next;
      break;
    }
    drop(thread);
  }
  Thread* find(pthread_t self) {
    Thread* thread = bucket(self);
    while (thread && thread->self != self) thread = thread->next;
    return thread;
  }
  Thread* find_number(pthread_t self, std::uint64_t number) {
    Thread* thread = bucket(self);
    while (thread && thread->number != number) thread = thread->next;
    return thread;
  }
  void drop(Thread* thread) {
    if (--thread->holders == 0) free(thread);
  }

 private:
  Thread*& bucket(pthread_t self) { return buckets_[(static_cast<std::uint64_t>(self) * 0x9e3779b97f4a7c15) >> 56]; }

  std::atomic<bool> busy_{false};
  Thread* buckets_[256] = {};
} table;

struct Locked {
  Locked() { table.lock(); }
  ~Locked() { table.unlock(); }
};

pthread_key_t end_key;
bool has_end_key = false;
std::atomic<std::uint64_t> last_number{0};

// As late in a thread's life as can be: after its thread-local objects and the other destructors of thread-specific
// data, which release the program's objects.
void on_end(void* value) {
  auto* thread = static_cast<Thread*>(value);
  if (++thread->rounds < PTHREAD_DESTRUCTOR_ITERATIONS && pthread_setspecific(end_key, thread) == 0) return;
  give_signal_stack(thread->signal_stack);
  tell(SyncKind::thread_ended, thread->number, "pthread_exit");
  end_turn();
  const Locked locked;
  thread->ended = true;
  if (thread->detached) table.unlist(thread);
  table.drop(thread);
}

__attribute__((constructor(101))) void set_up() {
  has_end_key = pthread_key_create(&end_key, &on_end) == 0;
  pthread_atfork([] { table.lock(); }, [] { table.unlock(); }, [] { table.unlock(); });
}

// A thread begins with the name of its creator. Pewter's own are known by theirs, and this is the program's, though a
// handler made it.
void take_own_name() {
  char name[16] = {};
  if (prctl(PR_GET_NAME, name) == 0 && strncmp(name, "pewter-", 7) == 0)
    prctl(PR_SET_NAME, program_invocation_short_name);
}

void begin(Thread* thread) {
  take_own_name();
  {
    const Locked locked;
    table.list(thread, pthread_self());
  }
  if (!has_end_key || pthread_setspecific(end_key, thread) != 0) return;
  // Who listens reports crashes, too.
  if (is_listening()) thread->signal_stack = take_signal_stack();
}

void* run(void* argument) {
  auto* thread = static_cast<Thread*>(argument);
  begin(thread);
  tell(SyncKind::thread_began, thread->number, "pthread_create");
  begin_turn();
  return thread->start(thread->argument);
}

int run_c11(void* argument) {
  auto* thread = static_cast<Thread*>(argument);
  begin(thread);
  tell(SyncKind::thread_began, thread->number, "thrd_create");
  begin_turn();
  return thread->start_c11(thread->argument);
}

// What libstdc++'s std::thread starts is a function of libstdc++, with an object of a class of who made the thread.
bool is_pewters(const void* caller, const void* start, void* argument) {
  if (owner_of(caller) == Owner::pewter || owner_of(start) == Owner::pewter) return true;
  return owner_of(caller) == Owner::standard_library && argument &&
         owner_of(*static_cast<void**>(argument)) == Owner::pewter;
}

Thread* make(const void* caller, void* (*start)(void*), int (*start_c11)(void*), void* argument) {
  const void* code = start ? reinterpret_cast<const void*>(start) : reinterpret_cast<const void*>(start_c11);
  if (is_pewters(caller, code, argument)) return nullptr;
  auto* thread = static_cast<Thread*>(malloc(sizeof(Thread)));
  if (thread)
    *thread = {.number = last_number.fetch_add(1, std::memory_order_relaxed) + 1,
               .start = start,
               .start_c11 = start_c11,
               .argument = argument};
  return thread;
}

// In the parent, after the C library's function. The thread may be over by now.
void created(Thread* thread, bool success, pthread_t self, bool detached) {
  const Locked locked;
  if (!success) {
    table.drop(thread);  // the thread itself, which does not come
  } else if (detached) {
    thread->detached = true;
    if (thread->ended) table.unlist(thread);
  } else {
    table.list(thread, self);
  }
  table.drop(thread);
}

// Before the wait: afterwards the C library may give the name to another thread.
std::uint64_t number_of(pthread_t self) {
  const Locked locked;
  const Thread* thread = table.find(self);
  return thread ? thread->number : 0;
}

void joined(std::uint64_t number, pthread_t self, const void* caller, const char* call) {
  if (number == 0) return;
  if (is_told(caller)) tell(SyncKind::thread_joined, number, call);
  const Locked locked;
  // By number: the name may be another's by now.
  Thread* thread = table.find_number(self, number);
  if (thread) table.unlist(thread);
}

void detached(pthread_t self) {
  const Locked locked;
  Thread* thread = table.find(self);
  if (!thread) return;
  thread->detached = true;
  if (thread->ended) table.unlist(thread);
}

}  // namespace

PEWTER_INTERPOSE int pthread_create(pthread_t* out, const pthread_attr_t* attributes, void* (*start)(void*),
                                    void* argument) noexcept {
  PEWTER_REAL(pthread_create, EAGAIN);
  Thread* thread = make(PEWTER_CALLER, start, nullptr, argument);
  if (!thread) return real(out, attributes, start, argument);
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes) pthread_attr_getdetachstate(attributes, &state);
  if (is_told(PEWTER_CALLER)) tell(SyncKind::thread_created, thread->number, "pthread_create");
  const int result = real(out, attributes, &run, thread);
  created(thread, result == 0, result == 0 ? *out : 0, state == PTHREAD_CREATE_DETACHED);
  return result;
}

PEWTER_INTERPOSE int thrd_create(thrd_t* out, thrd_start_t start, void* argument) {
  PEWTER_REAL(thrd_create, thrd_error);
  Thread* thread = make(PEWTER_CALLER, nullptr, start, argument);
  if (!thread) return real(out, start, argument);
  if (is_told(PEWTER_CALLER)) tell(SyncKind::thread_created, thread->number, "thrd_create");
  const int result = real(out, &run_c11, thread);
  created(thread, result == thrd_success, result == thrd_success ? *out : 0, false);
  return result;
}

// Told before the wait where that has no end of its own.
static void joining(std::uint64_t number, const void* caller, const char* call) {
  if (number != 0 && is_told(caller)) tell(SyncKind::joining, number, call);
}

#define JOIN(name, parameters, arguments, announce)                \
  PEWTER_INTERPOSE int name parameters {                           \
    PEWTER_REAL(name, 0);                                          \
    const std::uint64_t number = number_of(thread);                \
    if (announce) joining(number, PEWTER_CALLER, #name);           \
    int result;                                                    \
    {                                                              \
      const Pause pause(PEWTER_CALLER);                            \
      result = real arguments;                                     \
    }                                                              \
    if (result == 0) joined(number, thread, PEWTER_CALLER, #name); \
    return result;                                                 \
  }
JOIN(pthread_join, (pthread_t thread, void** value), (thread, value), true)
JOIN(pthread_timedjoin_np, (pthread_t thread, void** value, const timespec* time), (thread, value, time), false)
JOIN(pthread_clockjoin_np, (pthread_t thread, void** value, clockid_t clock, const timespec* time), (thread, value, clock, time), false)
JOIN(thrd_join, (thrd_t thread, int* value), (thread, value), true)
PEWTER_INTERPOSE int pthread_tryjoin_np(pthread_t thread, void** value) noexcept {
  PEWTER_REAL(pthread_tryjoin_np, 0);
  const std::uint64_t number = number_of(thread);
  const int result = real(thread, value);
  if (result == 0) joined(number, thread, PEWTER_CALLER, "pthread_tryjoin_np");
  return result;
}

PEWTER_INTERPOSE int pthread_detach(pthread_t thread) noexcept {
  PEWTER_REAL(pthread_detach, 0);
  // Before: afterwards the name may be another's.
  detached(thread);
  return real(thread);
}
PEWTER_INTERPOSE int thrd_detach(thrd_t thread) {
  PEWTER_REAL(thrd_detach, 0);
  detached(thread);
  return real(thread);
}
