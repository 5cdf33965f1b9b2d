// SPDX-License-Identifier: Apache-2.0
// Condition variables, semaphores, barriers and once.
#include <errno.h>

#include "preload/pause.h"
#include "preload/real.h"
#include "preload/tell.h"

using namespace pewter::preload;
using pewter::model::SyncKind;

// A wait lets go of the lock and holds it again when it returns, whatever it returns. Whether it is told is asked on
// both sides: threads wait while the listener comes. `endless`: it has no end of its own.
#define WAIT(name, endless, parameters, arguments)                \
  PEWTER_INTERPOSE int name parameters {                          \
    PEWTER_REAL(name, 0);                                         \
    const bool hidden = is_hidden(lock);                          \
    if (is_release_told(PEWTER_CALLER, lock)) {                   \
      tell(SyncKind::released, lock, #name);                      \
      if (endless) tell(SyncKind::sleeping, condition, #name);    \
    }                                                             \
    int result;                                                   \
    {                                                             \
      const Pause pause(hidden ? nullptr : PEWTER_CALLER);        \
      result = real arguments;                                    \
    }                                                             \
    if (hidden) {                                                 \
      hide(lock);                                                 \
    } else if (is_acquisition_told(PEWTER_CALLER, lock)) {        \
      tell(SyncKind::acquired, lock, #name);                      \
      if (result == 0) tell(SyncKind::awaited, condition, #name); \
    }                                                             \
    return result;                                                \
  }
WAIT(pthread_cond_wait, true, (pthread_cond_t * condition, pthread_mutex_t* lock), (condition, lock))
WAIT(pthread_cond_timedwait, false, (pthread_cond_t * condition, pthread_mutex_t* lock, const timespec* time),
     (condition, lock, time))
WAIT(pthread_cond_clockwait, false,
     (pthread_cond_t * condition, pthread_mutex_t* lock, clockid_t clock, const timespec* time),
     (condition, lock, clock, time))
WAIT(cnd_wait, true, (cnd_t * condition, mtx_t* lock), (condition, lock))
WAIT(cnd_timedwait, false, (cnd_t * condition, mtx_t* lock, const timespec* time), (condition, lock, time))

namespace {

// A signal came, or there was nothing to wait for. Errors are the call's own.
void tell_awake(const volatile void* object, const char* call) {
  const int error = errno;
  tell(SyncKind::awake, object, call);
  errno = error;
}

}  // namespace

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
#define AFTER(name, waits, throws, parameters, arguments)                                      \
  PEWTER_INTERPOSE int name parameters throws {                                                \
    PEWTER_REAL(name, 0);                                                                      \
    int result;                                                                                \
    {                                                                                          \
      const Pause pause(waits ? PEWTER_CALLER : nullptr);                                      \
      result = real arguments;                                                                 \
    }                                                                                          \
    if (is_told(PEWTER_CALLER, object) && result == 0) tell(SyncKind::awaited, object, #name); \
    return result;                                                                             \
  }
AFTER(sem_trywait, false, noexcept, (sem_t * object), (object))
AFTER(sem_timedwait, true, , (sem_t * object, const timespec* time), (object, time))
AFTER(sem_clockwait, true, , (sem_t * object, clockid_t clock, const timespec* time), (object, clock, time))

// Got without waiting, or its wait is told.
PEWTER_INTERPOSE int sem_wait(sem_t* object) {
  PEWTER_REAL(sem_wait, 0);
  bool sleeps = false;
  int result = -1;
  if (const bool told = is_told(PEWTER_CALLER, object); told || takes_turns()) {
    pthread_testcancel();  // as sem_wait() does, whether it has to wait or not
    result = ::pewter::preload::real.sem_trywait(object);
    sleeps = told && result != 0 && errno == EAGAIN;
    if (sleeps) tell(SyncKind::sleeping, object, "sem_wait");
  }
  if (result != 0) {
    const Pause pause(PEWTER_CALLER);
    result = real(object);
  }
  if (result == 0 && is_told(PEWTER_CALLER, object))
    tell(SyncKind::awaited, object, "sem_wait");
  else if (sleeps)
    tell_awake(object, "sem_wait");
  return result;
}

// One that goes on to the next round early may be told of before another has left this one: more order than there is,
// never less.
PEWTER_INTERPOSE int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
  PEWTER_REAL(pthread_barrier_wait, 0);
  if (is_told(PEWTER_CALLER, barrier)) {
    tell(SyncKind::signaled, barrier, "pthread_barrier_wait");
    // The last one does not wait. How many are there is the C library's secret.
    tell(SyncKind::sleeping, barrier, "pthread_barrier_wait");
  }
  int result;
  {
    const Pause pause(PEWTER_CALLER);
    result = real(barrier);
  }
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
