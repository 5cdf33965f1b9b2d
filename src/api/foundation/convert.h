// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "foundation/exception.h"
#include "foundation/object.h"
#include "foundation/ref.h"
#include "foundation/string.h"
#include "support/log.h"

// What the functions behind NS:: share: pointers of programs to objects of ours, and back.
namespace pewter::api {

// For methods whose result the caller does not own.
template <class T>
void* autoreleased(foundation::Ref<T> object) {
  return object ? object.leak()->autorelease() : nullptr;
}

// Any live object; null for null and for zombies.
inline foundation::Object* live(const void* self, const char* selector) {
  auto* object = static_cast<foundation::Object*>(const_cast<void*>(self));
  if (!object || object->class_record() != &foundation::kZombieClass) return object;
  foundation::use_zombie(self, selector);
  return nullptr;
}

// An argument that must be a T; null stays null.
template <class T>
T* argument(const void* object, const char* selector) {
  return foundation::cast<T>(object, selector);
}

// `count` objects of a C array; a null among them raises NSInvalidArgumentException in the words of `method`.
inline std::vector<foundation::Ref<foundation::Object>> objects_of(const void* const* objects, std::uint64_t count,
                                                                   const char* method) {
  std::vector<foundation::Ref<foundation::Object>> result;
  result.reserve(objects ? count : 0);
  for (std::uint64_t i = 0; objects && i < count; ++i) {
    foundation::Object* object = live(objects[i], method);
    if (!object)
      foundation::raise("NSInvalidArgumentException", fmt::format("*** {}: attempt to insert nil object from objects[{}]", method, i));
    result.emplace_back(object);
  }
  return result;
}

// What an init method does that fails: the receiver's reference is gone, and there is no object.
inline void* init_failed(foundation::Object* self) {
  if (self) self->release();
  return nullptr;
}

// initWithCoder: of any class.
inline void* coder_not_supported(void* self) {
  if (log::first_time("initWithCoder:")) log::warning("initWithCoder: is not supported: it returns null");
  return init_failed(live(self, "initWithCoder:"));
}

}  // namespace pewter::api
