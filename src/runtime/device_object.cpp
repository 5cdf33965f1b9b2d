// SPDX-License-Identifier: Apache-2.0
#include "runtime/device_object.h"

#include <mutex>

#include "runtime/device.h"

namespace pewter::runtime {
namespace {

// The label's lock is held for a string copy only.
class LabelLock {
 public:
  explicit LabelLock(std::atomic_flag& flag) : flag_(flag) {
    while (flag_.test_and_set(std::memory_order_acquire)) flag_.wait(true, std::memory_order_relaxed);
  }
  ~LabelLock() {
    flag_.clear(std::memory_order_release);
    flag_.notify_one();
  }

 private:
  std::atomic_flag& flag_;
};

}  // namespace

ObjectId next_object_id() noexcept {
  static std::atomic<ObjectId> next{1};
  return next.fetch_add(1, std::memory_order_relaxed);  // only uniqueness matters
}

DeviceObject::DeviceObject(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, ObjectId parent)
    : Object(record), id_(next_object_id()), object_class_(object_class), device_(device) {
  model::observe({.kind = model::EventKind::object_created, .object_class = object_class, .object = id_, .parent = parent});
}

DeviceObject::~DeviceObject() {
  model::observe({.kind = model::EventKind::object_destroyed, .object_class = object_class_, .object = id_});
}

std::string DeviceObject::label() const {
  LabelLock lock(label_lock_);
  return label_;
}

void DeviceObject::set_label(std::string_view label) {
  std::string copy(label);
  {
    LabelLock lock(label_lock_);
    label_.swap(copy);
  }
  model::observe({.kind = model::EventKind::label_set, .object_class = object_class_, .object = id_, .call = "setLabel:", .text = label});
}

void DeviceObject::tell_access(const char* call, bool writes) const {
  model::observe({.kind = model::EventKind::object_accessed, .object_class = object_class_, .writes = writes, .object = id_, .call = call});
}

}  // namespace pewter::runtime
