// SPDX-License-Identifier: Apache-2.0
// Condition variables, semaphores, barriers and once.
#include <errno.h>

#include "preload/real.h"
#include "preload/tell.h"

using namespace pewter::preload;
using pewter::model::SyncKind;

// A wait lets go of the lock and holds it again when it returns, whatever it returns. Whether it is told is asked on
// both sides: threads wait while the listener comes.
#define WAIT(name, parameters, arguments)                                            \
  PEWTER_INTERPOSE int name parameters {                                             \
    PEWTER_REAL(name, 0);                                                            \
    const bool hidden = is_hidden(lock);                                             \
    if (is_release_told(PEWTER_CALLER, lock)) tell(SyncKind::released, lock, #name); \
    const int result = real arguments;                                               \
    if (hidden) {                                                                    \
      hide(lock);                                                                    \
    } else if (is_acquisition_told(PEWTER_CALLER, lock)) {                           \
      tell(SyncKind::acquired, lock, #name);                                         \
      if (result == 0) tell(SyncKind::awaited, condition, #name);                    \
    }                                                                                \
    return result;                                                                   \
  }
WAIT(pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* lock), (condition, lock))
WAIT(pthread_cond_timedwait, (pthread_cond_t * condition, pthread_mutex_t* lock, const timespec* time),
     (condition, lock, time))
WAIT(pthread_cond_clockwait, (pthread_cond_t * condition, pthread_mutex_t* lock, clockid_t clock, const timespec* time),
     (condition, lock, clock, time))
WAIT(cnd_wait, (cnd_t * condition, mtx_t* lock), (condition, lock))
WAIT(cnd_timedwait, (cnd_t * condition, mtx_t* lock, const timespec* time), (condition, lock, time))

// Told before it can be seen.
#define BEFORE(name, result_type, throws, kind, type)                        \
  PEWTER_INTERPOSE result_type name(type* object) throws {                   \
    PEWTER_REAL(name, result_type());                                        \
    if (is_told(PEWTER_CALLER, object)) tell(SyncKind::kind, object, #name); \
    return real(object);                                                     \
  }
BEFORE(pthread_cond_signal, int, noexcept, signaled, pthread_cond_t)
BEFORE(pthread_cond_broadcast, int, noexcept, signaled, pthread_cond_t)
BEFORE(pthread_cond_destroy, int, noexcept, destroyed, pthread_cond_t)
BEFORE(cnd_signal, int, , signaled, cnd_t)
BEFORE(cnd_broadcast, int, , signaled, cnd_t)
BEFORE(cnd_destroy, void, , destroyed, cnd_t)
BEFORE(sem_post, int, noexcept, signaled, sem_t)
BEFORE(sem_destroy, int, noexcept, destroyed, sem_t)
BEFORE(pthread_barrier_destroy, int, noexcept, destroyed, pthread_barrier_t)

// Told after it was seen.
#define AFTER(name, throws, parameters, arguments)                                             \
  PEWTER_INTERPOSE int name parameters throws {                                                \
    PEWTER_REAL(name, 0);                                                                      \
    const int result = real arguments;                                                         \
    if (is_told(PEWTER_CALLER, object) && result == 0) tell(SyncKind::awaited, object, #name); \
    return result;                                                                             \
  }
AFTER(sem_wait, , (sem_t * object), (object))
AFTER(sem_trywait, noexcept, (sem_t * object), (object))
AFTER(sem_timedwait, , (sem_t * object, const timespec* time), (object, time))
AFTER(sem_clockwait, , (sem_t * object, clockid_t clock, const timespec* time), (object, clock, time))

// One that goes on to the next round early may be told of before another has left this one: more order than there is,
// never less.
PEWTER_INTERPOSE int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
  PEWTER_REAL(pthread_barrier_wait, 0);
  if (is_told(PEWTER_CALLER, barrier)) tell(SyncKind::signaled, barrier, "pthread_barrier_wait");
  const int result = real(barrier);
  if (is_told(PEWTER_CALLER, barrier) && (result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD))
    tell(SyncKind::awaited, barrier, "pthread_barrier_wait");
  return result;
}

namespace {

// The routine that this thread gives to a once, which hands on no argument.
struct Once {
  void (*routine)();
  const void* object;
  const char* call;
  bool told;
};
__attribute__((tls_model("initial-exec"))) thread_local Once once_now;

void run_once() {
  const Once once = once_now;  // the routine may come to another one
  once.routine();
  if (once.told) tell(SyncKind::signaled, once.object, once.call);
}

}  // namespace

PEWTER_INTERPOSE int pthread_once(pthread_once_t* object, void (*routine)()) {
  PEWTER_REAL(pthread_once, 0);
  const bool told = is_told(PEWTER_CALLER, object);
  const Once before = once_now;
  once_now = {routine, object, "pthread_once", told};
  const int result = real(object, &run_once);
  once_now = before;
  if (told && result == 0) tell(SyncKind::awaited, object, "pthread_once");
  return result;
}

PEWTER_INTERPOSE void call_once(once_flag* object, void (*routine)()) {
  PEWTER_REAL(call_once, void());
  const bool told = is_told(PEWTER_CALLER, object);
  const Once before = once_now;
  once_now = {routine, object, "call_once", told};
  real(object, &run_once);
  once_now = before;
  if (told) tell(SyncKind::awaited, object, "call_once");
}
