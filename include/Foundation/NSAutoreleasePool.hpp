// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSAutoreleasePool_init(void* self);
PEWTER_IMPORT void pewter_NSAutoreleasePool_drain(void* self);
PEWTER_IMPORT void pewter_NSAutoreleasePool_addObject_(void* self, void* object);
PEWTER_IMPORT void pewter_NSAutoreleasePool_showPools();

namespace NS {

/// Holds references until it is drained. Every thread has its own stack of pools; init() pushes, release() or drain() pops
/// this pool and every pool above it, newest object first. Use a pool on the thread that made it.
class AutoreleasePool : public Object {
 public:
  /// A pool that is not on the stack yet. The caller owns it.
  static AutoreleasePool* alloc() { return Object::alloc<AutoreleasePool>("NSAutoreleasePool"); }
  /// Pushes the pool: from here on, this thread's autoreleased objects go to it.
  AutoreleasePool* init() { return static_cast<AutoreleasePool*>(pewter_NSAutoreleasePool_init(this)); }

  /// The same as release().
  void drain() { pewter_NSAutoreleasePool_drain(this); }

  /// Gives the pool a reference of the caller's.
  void addObject(Object* pObject) { pewter_NSAutoreleasePool_addObject_(this, pObject); }

  /// Prints what the calling thread's pools hold to standard error.
  static void showPools() { pewter_NSAutoreleasePool_showPools(); }
};

}  // namespace NS
