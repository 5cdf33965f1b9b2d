// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDate.hpp"
#include "NSDefines.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void pewter_NSLocking_lock(void* self);
PEWTER_IMPORT void pewter_NSLocking_unlock(void* self);
PEWTER_IMPORT void pewter_NSCondition_wait(void* self);
PEWTER_IMPORT bool pewter_NSCondition_waitUntilDate_(void* self, const void* limit);
PEWTER_IMPORT void pewter_NSCondition_signal(void* self);
PEWTER_IMPORT void pewter_NSCondition_broadcast(void* self);

namespace NS {

/// Adds a lock to `_Class`. unlock() is for the thread that holds it; the lock is not recursive.
template <class _Class, class _Base = class Object>
class Locking : public _Base {
 public:
  void lock() { pewter_NSLocking_lock(this); }
  void unlock() { pewter_NSLocking_unlock(this); }
};

/// A lock with a condition variable. Thread-safe.
class Condition : public Locking<Condition> {
 public:
  /// A new condition, not locked. The caller owns it.
  static Condition* alloc() { return Object::alloc<Condition>("NSCondition"); }
  Condition* init() { return Object::init<Condition>(); }

  /// Unlocks, sleeps until signalled, locks again. Hold the lock. May return with no signal: test in a loop.
  void wait();
  /// As wait(), but false once `pLimit` has passed.
  bool waitUntilDate(Date* pLimit);
  /// Wakes one waiting thread.
  void signal();
  /// Wakes all waiting threads.
  void broadcast();
};

inline void Condition::wait() { pewter_NSCondition_wait(this); }
inline bool Condition::waitUntilDate(Date* pLimit) { return pewter_NSCondition_waitUntilDate_(this, pLimit); }
inline void Condition::signal() { pewter_NSCondition_signal(this); }
inline void Condition::broadcast() { pewter_NSCondition_broadcast(this); }

}  // namespace NS
