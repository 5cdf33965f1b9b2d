// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLDispatch.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class Event;
class SharedEvent;
class SharedEventHandle;
class SharedEventListener;

#ifdef __BLOCKS__
using SharedEventNotificationBlock = void (^)(SharedEvent* pEvent, std::uint64_t value);
#endif

using SharedEventNotificationFunction = std::function<void(SharedEvent* pEvent, std::uint64_t value)>;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLEvent_device(const void* self);
PEWTER_IMPORT void* pewter_MTLEvent_label(const void* self);
PEWTER_IMPORT void pewter_MTLEvent_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void* pewter_MTLSharedEventListener_initWithDispatchQueue_(const void* self, const void* dispatchQueue);
PEWTER_IMPORT void* pewter_MTLSharedEventListener_sharedListener();
PEWTER_IMPORT void* pewter_MTLSharedEventListener_dispatchQueue(const void* self);
PEWTER_IMPORT void* pewter_MTLSharedEvent_newSharedEventHandle(const void* self);
PEWTER_IMPORT void pewter_MTLSharedEvent_notifyListener_atValue_block_(
    const void* self, const void* listener, uint64_t value, void (*call)(void*, MTL::SharedEvent*, std::uint64_t),
    void* context, void (*destroy)(void*));
PEWTER_IMPORT uint64_t pewter_MTLSharedEvent_signaledValue(const void* self);
PEWTER_IMPORT void pewter_MTLSharedEvent_setSignaledValue_(const void* self, uint64_t signaledValue);
PEWTER_IMPORT bool pewter_MTLSharedEvent_waitUntilSignaledValue_timeoutMS_(const void* self, uint64_t value,
                                                                           uint64_t milliseconds);
PEWTER_IMPORT void* pewter_MTLSharedEventHandle_label(const void* self);

namespace MTL {

/// Orders command buffers, also of different queues, by a number that only grows. Thread-safe.
class Event : public NS::Referencing<Event> {
 public:
  /// The device that made it; borrowed. Null for shared events.
  Device* device() const { return static_cast<Device*>(pewter_MTLEvent_device(this)); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLEvent_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLEvent_setLabel_(this, label); }
};

/// Where the functions given to SharedEvent::notifyListener() run: a thread of the library. Thread-safe.
class SharedEventListener : public NS::Referencing<SharedEventListener> {
 public:
  /// A new object, +1, for init().
  static SharedEventListener* alloc() { return Object::alloc<SharedEventListener>("MTLSharedEventListener"); }

  /// The object, ready to use.
  SharedEventListener* init() { return Object::init<SharedEventListener>(); }

  /// The queue is not used: functions run on a thread of the library, one after another.
  SharedEventListener* init(const dispatch_queue_t dispatchQueue) {
    return static_cast<SharedEventListener*>(pewter_MTLSharedEventListener_initWithDispatchQueue_(this, dispatchQueue));
  }

  /// The listener of the process; borrowed.
  static SharedEventListener* sharedListener() {
    return static_cast<SharedEventListener*>(pewter_MTLSharedEventListener_sharedListener());
  }

  /// Always null: listeners run on a thread of the library.
  dispatch_queue_t dispatchQueue() const {
    return static_cast<dispatch_queue_t>(pewter_MTLSharedEventListener_dispatchQueue(this));
  }
};

/// An event that the CPU can read, set and wait for as well. Thread-safe.
class SharedEvent : public NS::Referencing<SharedEvent, Event> {
 public:
  /// A handle with which Device::newSharedEvent() finds this event again in the same process, +1.
  SharedEventHandle* newSharedEventHandle() {
    return static_cast<SharedEventHandle*>(pewter_MTLSharedEvent_newSharedEventHandle(this));
  }

#ifdef __BLOCKS__
  /// Runs the function once the value is reached, on the listener's thread; at once if it already is.
  void notifyListener(const SharedEventListener* listener, uint64_t value, const SharedEventNotificationBlock block) {
    pewter_MTLSharedEvent_notifyListener_atValue_block_(this, listener, value,
                                                        Private::Handler<SharedEvent*, std::uint64_t>::callBlock,
                                                        Private::Handler<SharedEvent*, std::uint64_t>::keepBlock(block),
                                                        Private::Handler<SharedEvent*, std::uint64_t>::destroyBlock);
  }
#endif

  void notifyListener(const SharedEventListener* listener, uint64_t value,
                      const SharedEventNotificationFunction& function) {
    pewter_MTLSharedEvent_notifyListener_atValue_block_(this, listener, value,
                                                        Private::Handler<SharedEvent*, std::uint64_t>::call,
                                                        Private::Handler<SharedEvent*, std::uint64_t>::keep(function),
                                                        Private::Handler<SharedEvent*, std::uint64_t>::destroy);
  }

  /// The value signalled last; 0 at first.
  uint64_t signaledValue() const { return pewter_MTLSharedEvent_signaledValue(this); }

  /// Sets the value from the CPU, wakes waiters and lets waiting command buffers go on.
  void setSignaledValue(uint64_t signaledValue) { pewter_MTLSharedEvent_setSignaledValue_(this, signaledValue); }

  /// Blocks until the value is reached, `milliseconds` at most. True when it was reached.
  bool waitUntilSignaledValue(uint64_t value, uint64_t milliseconds) {
    return pewter_MTLSharedEvent_waitUntilSignaledValue_timeoutMS_(this, value, milliseconds);
  }
};

/// Names a shared event. Thread-safe.
class SharedEventHandle : public NS::SecureCoding<SharedEventHandle> {
 public:
  /// A new object, +1, for init().
  static SharedEventHandle* alloc() { return Object::alloc<SharedEventHandle>("MTLSharedEventHandle"); }

  /// The object, ready to use.
  SharedEventHandle* init() { return Object::init<SharedEventHandle>(); }

  /// The event's label, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLSharedEventHandle_label(this)); }
};

}  // namespace MTL
