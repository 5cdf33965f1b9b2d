// SPDX-License-Identifier: Apache-2.0
#include "foundation/object.h"

#include <cstdio>

#include "Foundation/NSAutoreleasePool.hpp"
#include "Foundation/NSObject.hpp"
#include "api/foundation/convert.h"
#include "foundation/autorelease_pool.h"
#include "foundation/class_registry.h"

using namespace pewter;
using namespace pewter::api;
using foundation::AutoreleasePool;
using foundation::cast;
using foundation::Object;

namespace {

// Retain, release and autorelease look for zombies themselves.
Object* object_at(const void* self) { return static_cast<Object*>(const_cast<void*>(self)); }

}  // namespace

void* pewter_class_alloc(const char* class_name) { return class_name ? foundation::allocate(class_name) : nullptr; }
void* pewter_NSObject_init(void* self) { return live(self, "init"); }

void* pewter_NSObject_retain(const void* self) { return self ? object_at(self)->retain() : nullptr; }
void pewter_NSObject_release(const void* self) {
  if (self) object_at(self)->release();
}
void* pewter_NSObject_autorelease(const void* self) { return self ? object_at(self)->autorelease() : nullptr; }
NS::UInteger pewter_NSObject_retainCount(const void* self) { return self ? object_at(self)->retain_count() : 0; }

void* pewter_NSObject_copy(const void* self) {
  const Object* object = live(self, "copy");
  return object ? object->copy() : nullptr;
}

NS::UInteger pewter_NSObject_hash(const void* self) {
  const Object* object = live(self, "hash");
  return object ? object->hash() : 0;
}

bool pewter_NSObject_isEqual_(const void* self, const void* other) {
  const Object* object = live(self, "isEqual:");
  return object && object->is_equal(live(other, "isEqual:"));
}

void* pewter_NSObject_description(const void* self) {
  const Object* object = live(self, "description");
  return object ? autoreleased(foundation::string(object->description())) : nullptr;
}

void* pewter_NSObject_debugDescription(const void* self) { return pewter_NSObject_description(self); }

void* pewter_NSAutoreleasePool_init(void* self) {
  auto* pool = cast<AutoreleasePool>(self, "init");
  if (pool) pool->init();
  return pool;
}

void pewter_NSAutoreleasePool_drain(void* self) {
  if (auto* pool = cast<AutoreleasePool>(self, "drain")) pool->release();
}

void pewter_NSAutoreleasePool_addObject_(void* self, void* object) {
  if (auto* pool = cast<AutoreleasePool>(self, "addObject:")) pool->add(object_at(object));
}

void pewter_NSAutoreleasePool_showPools() { std::fputs(foundation::describe_pools().c_str(), stderr); }
