// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "foundation/object.h"
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

// ClassRecord::destroy of a concrete class.
template <class T>
void destroy(foundation::Object* object) noexcept {
  delete static_cast<T*>(object);
}

}  // namespace pewter::runtime
