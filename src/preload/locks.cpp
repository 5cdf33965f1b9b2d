// SPDX-License-Identifier: Apache-2.0
// Mutexes, spin locks and reader-writer locks. Acquired is told with the lock held, released while it still is.
#include <errno.h>

#include "preload/pause.h"
#include "preload/real.h"
#include "preload/tell.h"

using namespace pewter::preload;
using pewter::model::SyncKind;

// `throws` is as the C library declares the function. The owner of a robust mutex may have died: it is held all the
// same.
#define ACQUIRE(name, throws, kind, parameters, arguments)                                 \
  PEWTER_INTERPOSE int name parameters throws {                                            \
    PEWTER_REAL(name, 0);                                                                  \
    const int result = real arguments;                                                     \
    if ((result == 0 || result == EOWNERDEAD) && is_acquisition_told(PEWTER_CALLER, lock)) \
      tell(SyncKind::kind, lock, #name);                                                   \
    return result;                                                                         \
  }

// A lock that may have to be waited for: got without waiting, or its wait is told. `busy` is what the one that does not wait
// says then; all else it says the other one would have said too.
#define ACQUIRE_WAITING(name, try_name, busy, throws, kind, type)                                               \
  PEWTER_INTERPOSE int name(type* lock) throws {                                                                \
    PEWTER_REAL(name, 0);                                                                                       \
    int result = busy;                                                                                          \
    const bool told = is_told(PEWTER_CALLER, const_cast<const void*>(static_cast<const volatile void*>(lock))); \
    if (told || takes_turns()) result = ::pewter::preload::real.try_name(lock);                                 \
    if (told && result == busy) tell(SyncKind::wanted, lock, #name);                                            \
    if (result == busy) {                                                                                       \
      const Pause pause(PEWTER_CALLER);                                                                         \
      result = real(lock);                                                                                      \
    }                                                                                                           \
    if ((result == 0 || result == EOWNERDEAD) && is_acquisition_told(PEWTER_CALLER, lock))                      \
      tell(SyncKind::kind, lock, #name);                                                                        \
    return result;                                                                                              \
  }

#define RELEASE(name, result_type, throws, kind, type)                 \
  PEWTER_INTERPOSE result_type name(type* lock) throws {               \
    PEWTER_REAL(name, result_type());                                  \
    if (is_release_told(PEWTER_CALLER, lock)) tell(kind, lock, #name); \
    return real(lock);                                                 \
  }

static_assert(thrd_success == 0);

ACQUIRE_WAITING(pthread_mutex_lock, pthread_mutex_trylock, EBUSY, noexcept, acquired, pthread_mutex_t)
ACQUIRE(pthread_mutex_trylock, noexcept, acquired, (pthread_mutex_t * lock), (lock))
ACQUIRE(pthread_mutex_timedlock, noexcept, acquired, (pthread_mutex_t * lock, const timespec* time), (lock, time))
ACQUIRE(pthread_mutex_clocklock, noexcept, acquired, (pthread_mutex_t * lock, clockid_t clock, const timespec* time),
        (lock, clock, time))
RELEASE(pthread_mutex_unlock, int, noexcept, SyncKind::released, pthread_mutex_t)
RELEASE(pthread_mutex_destroy, int, noexcept, SyncKind::destroyed, pthread_mutex_t)

ACQUIRE_WAITING(mtx_lock, mtx_trylock, thrd_busy, , acquired, mtx_t)
ACQUIRE(mtx_trylock, , acquired, (mtx_t * lock), (lock))
ACQUIRE(mtx_timedlock, , acquired, (mtx_t * lock, const timespec* time), (lock, time))
RELEASE(mtx_unlock, int, , SyncKind::released, mtx_t)
RELEASE(mtx_destroy, void, , SyncKind::destroyed, mtx_t)

ACQUIRE(pthread_spin_lock, noexcept, acquired, (pthread_spinlock_t * lock), (lock))
ACQUIRE(pthread_spin_trylock, noexcept, acquired, (pthread_spinlock_t * lock), (lock))
RELEASE(pthread_spin_unlock, int, noexcept, SyncKind::released, pthread_spinlock_t)
RELEASE(pthread_spin_destroy, int, noexcept, SyncKind::destroyed, pthread_spinlock_t)

ACQUIRE_WAITING(pthread_rwlock_rdlock, pthread_rwlock_tryrdlock, EBUSY, noexcept, acquired_shared, pthread_rwlock_t)
ACQUIRE(pthread_rwlock_tryrdlock, noexcept, acquired_shared, (pthread_rwlock_t * lock), (lock))
ACQUIRE(pthread_rwlock_timedrdlock, noexcept, acquired_shared, (pthread_rwlock_t * lock, const timespec* time),
        (lock, time))
ACQUIRE(pthread_rwlock_clockrdlock, noexcept, acquired_shared,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* time), (lock, clock, time))
ACQUIRE_WAITING(pthread_rwlock_wrlock, pthread_rwlock_trywrlock, EBUSY, noexcept, acquired, pthread_rwlock_t)
ACQUIRE(pthread_rwlock_trywrlock, noexcept, acquired, (pthread_rwlock_t * lock), (lock))
ACQUIRE(pthread_rwlock_timedwrlock, noexcept, acquired, (pthread_rwlock_t * lock, const timespec* time), (lock, time))
ACQUIRE(pthread_rwlock_clockwrlock, noexcept, acquired,
        (pthread_rwlock_t * lock, clockid_t clock, const timespec* time), (lock, clock, time))
// It is held by this thread in the one way or the other, so that does not change meanwhile.
RELEASE(pthread_rwlock_unlock, int, noexcept,
        lock->__data.__cur_writer != 0 ? SyncKind::released : SyncKind::released_shared, pthread_rwlock_t)
RELEASE(pthread_rwlock_destroy, int, noexcept, SyncKind::destroyed, pthread_rwlock_t)
