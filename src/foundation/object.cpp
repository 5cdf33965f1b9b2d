// SPDX-License-Identifier: Apache-2.0
#include "foundation/object.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "foundation/exception.h"
#include "foundation/quarantine.h"
#include "model/observer.h"
#include "support/last_line.h"
#include "support/log.h"

namespace pewter::foundation {
namespace {

constexpr std::int64_t kDying = INT64_MIN / 2;
constexpr std::int64_t kImmortal = INT64_MAX / 2;

std::string describe_root(const Object* object) {
  return fmt::format("<{}: {}>", object->class_record()->name, static_cast<const void*>(object));
}

bool equal_root(const Object* a, const Object* b) { return a == b; }
std::uint64_t hash_root(const Object* object) { return reinterpret_cast<std::uintptr_t>(object) >> 4; }

// The nearest class, from the object's own upwards, that has the function `member`; null if none.
template <class Function>
const ClassRecord* provider(const ClassRecord* record, Function ClassRecord::* member) {
  while (record && !(record->*member)) record = record->super;
  return record;
}

void warn_over_release(const ClassRecord* record) noexcept {
  const char* name = record ? record->name : "NSObject";
  if (log::first_time(fmt::format("over-release {}", name)))
    log::warning(fmt::format("a {} was released more often than it was retained; ignored", name));
}

}  // namespace

constinit const ClassRecord kObjectClass{"NSObject", nullptr, nullptr, describe_root, equal_root, hash_root};
constinit const ClassRecord kZombieClass{"_NSZombie_", nullptr, nullptr, nullptr};

Object* Object::retain() noexcept {
  if (class_record() == &kZombieClass) {
    use_zombie(this, "retain");
    return this;
  }
  // Relaxed: whoever retains holds a reference already, or is told by other means that the object is there.
  references_.fetch_add(1, std::memory_order_relaxed);
  return this;
}

void Object::release() noexcept {
  const ClassRecord* record = class_record();
  if (record == &kZombieClass) {
    if (former_number(this) && model::observed()) return use_zombie(this, "release");
    return warn_over_release(former_class(this));
  }
  const std::int64_t before = references_.fetch_sub(1, std::memory_order_release);
  if (before > 1) return;
  if (before < 1) {
    const bool pairs_with_retain_in_destructor = before > kDying && before < kDying / 2;
    if (!pairs_with_retain_in_destructor) warn_over_release(record);
    return;
  }
  // Other threads may come in between: after a retain the count is above zero, and the release that pairs with it will
  // be here in turn; a release too many leaves it below zero, and we still destroy. The exchange lets one thread
  // through.
  std::int64_t count = 0;
  while (count <= 0 && count > kDying / 2)
    if (references_.compare_exchange_weak(count, kDying, std::memory_order_acquire, std::memory_order_relaxed))
      return record->destroy(this);
}

bool Object::try_retain() noexcept {
  if (class_record() == &kZombieClass) return false;
  // Relaxed: as retain(); whoever destroys has moved the count below zero before, and never back.
  std::int64_t count = references_.load(std::memory_order_relaxed);
  while (count > 0)
    if (references_.compare_exchange_weak(count, count + 1, std::memory_order_relaxed)) return true;
  return false;
}

std::uint64_t Object::retain_count() const noexcept {
  const std::int64_t count = references_.load(std::memory_order_relaxed);
  return class_record() == &kZombieClass || count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

void Object::make_immortal() noexcept { references_.store(kImmortal, std::memory_order_relaxed); }

bool Object::is_kind_of(const ClassRecord& wanted) const noexcept {
  for (const ClassRecord* record = class_record(); record; record = record->super)
    if (record == &wanted) return true;
  return false;
}

std::string Object::description() const {
  const ClassRecord* record = provider(class_record(), &ClassRecord::description);
  return record ? record->description(this) : describe_root(this);
}

bool Object::is_equal(const Object* other) const {
  if (this == other) return true;
  if (!other) return false;
  const ClassRecord* record = provider(class_record(), &ClassRecord::equal);
  return record && other->is_kind_of(*record) && record->equal(this, other);
}

std::uint64_t Object::hash() const {
  const ClassRecord* record = provider(class_record(), &ClassRecord::hash);
  return record ? record->hash(this) : hash_root(this);
}

Object* Object::copy() const {
  const ClassRecord* record = provider(class_record(), &ClassRecord::copy);
  if (!record) unrecognized_selector(this, "copyWithZone:");
  return record->copy(this);
}

void* Object::operator new(std::size_t size) { return ::operator new(std::max(size, kZombieSize)); }

void Object::operator delete(void* memory, std::size_t size) noexcept {
  quarantine(memory, std::max(size, kZombieSize));
}

void unrecognized_selector(const Object* self, const char* selector) {
  raise("NSInvalidArgumentException",
        fmt::format("-[{} {}]: unrecognized selector sent to instance {}", self->class_record()->name, selector,
                    static_cast<const void*>(self)));
}

void use_destroyed(std::uint64_t number, const char* class_name, const void* self, const char* selector) noexcept {
  const std::string line =
      fmt::format("*** -[{} {}]: message sent to deallocated instance {}", class_name, selector, self);
  const bool fatal = model::observe_before({.kind = model::EventKind::assertion_failed,
                                            .object_class = model::class_named(class_name),
                                            .object = number,
                                            .call = selector,
                                            .text = line,
                                            .rule = "PW404",
                                            .why = "The object is gone."});
  if (fatal) end_with_line(line);
}

void use_zombie(const void* self, const char* selector) noexcept {
  const ClassRecord* former = former_class(self);
  const char* name = former ? former->name : "NSObject";
  if (const std::uint64_t number = former_number(self); number && model::observed())
    return use_destroyed(number, name, self, selector);
  if (log::first_time(fmt::format("zombie {}", name)))
    log::warning(fmt::format("-[{} {}] was sent to a freed object; ignored", name, selector));
}

}  // namespace pewter::foundation
