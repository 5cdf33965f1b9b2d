// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "foundation/dictionary.h"
#include "foundation/string.h"

namespace pewter::foundation {

// NSNotification: what an observer is handed. Immutable.
class Notification final : public Object {
 public:
  static const ClassRecord kClass;

  Notification(Ref<String> name, Ref<Object> object, Ref<Dictionary> user_info)
      : Object(kClass), name_(std::move(name)), object_(std::move(object)), user_info_(std::move(user_info)) {}

  String* name() const { return name_.get(); }
  Object* object() const { return object_.get(); }
  Dictionary* user_info() const { return user_info_.get(); }

 private:
  Ref<String> name_;
  Ref<Object> object_;
  Ref<Dictionary> user_info_;
};

// NSNotificationCenter. Thread-safe; observers run on the thread that posts, outside of any lock.
class NotificationCenter final : public Object {
 public:
  static const ClassRecord kClass;
  using Handler = std::function<void(Notification*)>;

  NotificationCenter() : Object(kClass) {}
  static NotificationCenter* default_center();  // immortal

  // A null name or object matches every one. Returns the token for remove(), which the center owns until then.
  Object* add(Ref<String> name, Object* object, Handler handler);
  // Also drops a token that was never added: nothing happens. A handler that runs just now runs to its end.
  void remove(Object* token);
  void post(Ref<String> name, Object* object, Ref<Dictionary> user_info);

 private:
  struct Observer {
    Ref<Object> token;
    Ref<String> name;
    Object* object;  // compared, never used: the observer does not keep it
    std::shared_ptr<const Handler> handler;
  };

  std::mutex mutex_;
  std::vector<Observer> observers_;
};

}  // namespace pewter::foundation
