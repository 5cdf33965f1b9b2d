// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSDictionary.hpp"
#include "NSObject.hpp"
#include "NSString.hpp"
#include "NSTypes.hpp"

#include <functional>

PEWTER_IMPORT void* pewter_NSNotification_name(const void* self);
PEWTER_IMPORT void* pewter_NSNotification_object(const void* self);
PEWTER_IMPORT void* pewter_NSNotification_userInfo(const void* self);
PEWTER_IMPORT void* pewter_NSNotificationCenter_defaultCenter();
/// Calls `handler(context, notification)` for each notification, and `destroy(context)` when the observer is removed.
PEWTER_IMPORT void* pewter_NSNotificationCenter_addObserverForName_object_queue_usingBlock_(
    void* self, const void* name, const void* object, void* queue, void (*handler)(void* context, void* notification),
    void* context, void (*destroy)(void* context));
PEWTER_IMPORT void pewter_NSNotificationCenter_removeObserver_(void* self, void* observer);

namespace NS {

using NotificationName = String*;

/// What an observer is told. Immutable; the notification owns what it returns.
class Notification : public NS::Referencing<Notification> {
 public:
  NS::String* name() const { return static_cast<NS::String*>(pewter_NSNotification_name(this)); }
  /// Whom it is about; may be null.
  NS::Object* object() const { return static_cast<NS::Object*>(pewter_NSNotification_object(this)); }
  NS::Dictionary* userInfo() const { return static_cast<NS::Dictionary*>(pewter_NSNotification_userInfo(this)); }
};

#ifdef __BLOCKS__
using ObserverBlock = void (^)(Notification*);
#endif
using ObserverFunction = std::function<void(Notification*)>;

/// Hands notifications to observers. Thread-safe; observers run on the thread that posts, whatever `pQueue` says.
class NotificationCenter : public NS::Referencing<NotificationCenter> {
 public:
  static class NotificationCenter* defaultCenter() {
    return static_cast<NotificationCenter*>(pewter_NSNotificationCenter_defaultCenter());
  }

  /// Observes notifications of that name and object; null stands for any. Returns what removeObserver() takes, which the
  /// center owns.
  Object* addObserver(NotificationName name, Object* pObj, void* pQueue, ObserverFunction& handler) {
    return static_cast<Object*>(pewter_NSNotificationCenter_addObserverForName_object_queue_usingBlock_(
        this, name, pObj, pQueue,
        [](void* context, void* notification) {
          (*static_cast<ObserverFunction*>(context))(static_cast<Notification*>(notification));
        },
        new ObserverFunction(handler), [](void* context) { delete static_cast<ObserverFunction*>(context); }));
  }
#ifdef __BLOCKS__
  Object* addObserver(NotificationName name, Object* pObj, void* pQueue, ObserverBlock block) {
    ObserverFunction handler = block;
    return addObserver(name, pObj, pQueue, handler);
  }
#endif
  /// The observer is not called again, but for a call that runs just now.
  void removeObserver(Object* pObserver) { pewter_NSNotificationCenter_removeObserver_(this, pObserver); }
};

}  // namespace NS
