// SPDX-License-Identifier: Apache-2.0
#include "foundation/notification.h"

#include <algorithm>
#include <memory>

namespace pewter::foundation {
namespace {

// What add() returns.
class Token final : public Object {
 public:
  static const ClassRecord kClass;
  Token() : Object(kClass) {}
};

constinit const ClassRecord Token::kClass{"__NSObserver", &kObjectClass, destroy<Token>, nullptr};

}  // namespace

constinit const ClassRecord Notification::kClass{"NSNotification", &kObjectClass, destroy<Notification>, nullptr,
                                                 nullptr,          nullptr,       copy_by_retain};
constinit const ClassRecord NotificationCenter::kClass{"NSNotificationCenter", &kObjectClass,
                                                       destroy<NotificationCenter>, nullptr};

NotificationCenter* NotificationCenter::default_center() {
  static NotificationCenter* const center = [] {
    auto* made = new NotificationCenter;
    made->make_immortal();
    return made;
  }();
  return center;
}

Object* NotificationCenter::add(Ref<String> name, Object* object, Handler handler) {
  Ref<Object> token = make<Token>();
  Object* result = token.get();
  std::lock_guard lock(mutex_);
  observers_.push_back(
      {std::move(token), std::move(name), object, std::make_shared<const Handler>(std::move(handler))});
  return result;
}

void NotificationCenter::remove(Object* token) {
  Observer removed;  // destroyed after the lock: the handler's captures may do anything
  std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(observers_.begin(), observers_.end(), [&](const Observer& o) { return o.token.get() == token; });
  if (found == observers_.end()) return;
  removed = std::move(*found);
  observers_.erase(found);
}

void NotificationCenter::post(Ref<String> name, Object* object, Ref<Dictionary> user_info) {
  std::vector<std::shared_ptr<const Handler>> handlers;
  {
    std::lock_guard lock(mutex_);
    for (const Observer& observer : observers_)
      if ((!observer.name || observer.name->is_equal(name.get())) && (!observer.object || observer.object == object))
        handlers.push_back(observer.handler);
  }
  const Ref<Notification> notification = make<Notification>(std::move(name), Ref<Object>(object), std::move(user_info));
  for (const auto& handler : handlers) (*handler)(notification.get());
}

}  // namespace pewter::foundation
