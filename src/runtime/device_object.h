// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "foundation/object.h"
#include "foundation/quarantine.h"
#include "model/observer.h"
#include "runtime/types.h"

namespace pewter::runtime {

// A never-reused number for the next object. Thread-safe.
ObjectId next_object_id() noexcept;

// What the runtime's objects have in common: an id, a label, a device. Not a class that programs see.
class DeviceObject : public foundation::Object {
 public:
  ObjectId id() const noexcept { return id_; }
  model::ObjectClass object_class() const noexcept { return object_class_; }
  Device* device() const noexcept { return device_.get(); }  // null for the device itself and for what needs none

  // Thread-safe: a label may be set while another thread reads it.
  std::string label() const;
  void set_label(std::string_view label);

 protected:
  DeviceObject(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, ObjectId parent);
  ~DeviceObject();

  // One API call that changes this object (`writes`) or needs it unchanged.
  void observe_access(const char* call, bool writes) const {
    if (model::observed()) tell_access(call, writes);
  }

 private:
  void tell_access(const char* call, bool writes) const;

  const ObjectId id_;
  const model::ObjectClass object_class_;
  mutable std::atomic_flag label_lock_;  // guards label_; held for a copy of the string
  std::string label_;
  Ref<Device> device_;
};

// Where somebody watches: keeps an object for the length of one call of the program's, in which another thread may let
// the last reference go.
class Held {
 public:
  explicit Held(DeviceObject* object) : object_(model::observed() && object->try_retain() ? object : nullptr) {}
  ~Held() {
    if (object_) object_->release();
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  DeviceObject* const object_;
};

// What `delete` would do, and the zombie keeps the object's number.
template <class T>
void bury(T* object) noexcept {
  const ObjectId id = object->id();
  object->~T();
  foundation::quarantine(object, sizeof(T), id);
}

// ClassRecord::destroy of a concrete class.
template <class T>
void destroy(foundation::Object* object) noexcept {
  bury(static_cast<T*>(object));
}

}  // namespace pewter::runtime
