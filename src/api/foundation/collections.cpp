// SPDX-License-Identifier: Apache-2.0
// NSArray, NSDictionary, NSSet and the enumerators over them.
#include <algorithm>

#include "Foundation/NSArray.hpp"
#include "Foundation/NSDictionary.hpp"
#include "Foundation/NSEnumerator.hpp"
#include "Foundation/NSSet.hpp"
#include "api/foundation/convert.h"
#include "foundation/array.h"
#include "foundation/dictionary.h"
#include "foundation/enumerator.h"
#include "foundation/set.h"

using namespace pewter;
using namespace pewter::api;
using foundation::Array;
using foundation::cast;
using foundation::Dictionary;
using foundation::Enumerator;
using foundation::Object;
using foundation::Ref;
using foundation::Set;

namespace {

using Objects = std::vector<Ref<Object>>;

Dictionary::Entries entries_of(const void* const* objects, const void* const* keys, NS::UInteger count,
                               const char* method) {
  Objects values = objects_of(objects, count, method);
  Objects names = objects_of(keys, count, method);
  Dictionary::Entries entries;
  for (std::size_t i = 0; i < std::min(values.size(), names.size()); ++i)
    entries.emplace_back(std::move(names[i]), std::move(values[i]));
  return entries;
}

// Copies objects from `start` on to the caller's buffer and returns how many.
std::size_t batch(const Objects& objects, std::size_t start, void** buffer, std::size_t room) {
  std::size_t count = 0;
  for (; count < room && start + count < objects.size(); ++count) buffer[count] = objects[start + count].get();
  return count;
}

}  // namespace

void* pewter_NSArray_array() { return autoreleased(Array::create({})); }

void* pewter_NSArray_arrayWithObject_(const void* object) {
  return autoreleased(Array::create(objects_of(&object, 1, "+[NSArray arrayWithObject:]")));
}

void* pewter_NSArray_arrayWithObjects_count_(const void* const* objects, NS::UInteger count) {
  return autoreleased(Array::create(objects_of(objects, count, "+[NSArray arrayWithObjects:count:]")));
}

void* pewter_NSArray_initWithObjects_count_(void* self, const void* const* objects, NS::UInteger count) {
  auto* array = cast<Array>(self, "initWithObjects:count:");
  if (array) array->init(objects_of(objects, count, "-[NSArray initWithObjects:count:]"));
  return array;
}

void* pewter_NSArray_initWithCoder_(void* self, const void*) { return coder_not_supported(self); }

void* pewter_NSArray_objectAtIndex_(const void* self, NS::UInteger index) {
  const auto* array = cast<Array>(self, "objectAtIndex:");
  return array ? array->object(index) : nullptr;
}

// Programs ask any collection through any collection's pointer.
static NS::UInteger count_of(const void* self) {
  const Object* object = live(self, "count");
  if (!object) return 0;
  if (object->is_kind_of(Dictionary::kClass)) return static_cast<const Dictionary*>(object)->count();
  if (object->is_kind_of(Set::kClass)) return static_cast<const Set*>(object)->count();
  return cast<Array>(object, "count")->count();
}

NS::UInteger pewter_NSArray_count(const void* self) { return count_of(self); }
NS::UInteger pewter_NSDictionary_count(const void* self) { return count_of(self); }
NS::UInteger pewter_NSSet_count(const void* self) { return count_of(self); }

void* pewter_NSDictionary_dictionary() { return autoreleased(Dictionary::create({})); }

void* pewter_NSDictionary_dictionaryWithObject_forKey_(const void* object, const void* key) {
  return autoreleased(Dictionary::create(entries_of(&object, &key, 1, "+[NSDictionary dictionaryWithObject:forKey:]")));
}

void* pewter_NSDictionary_dictionaryWithObjects_forKeys_count_(const void* const* objects, const void* const* keys,
                                                               NS::UInteger count) {
  return autoreleased(
      Dictionary::create(entries_of(objects, keys, count, "+[NSDictionary dictionaryWithObjects:forKeys:count:]")));
}

void* pewter_NSDictionary_initWithObjects_forKeys_count_(void* self, const void* const* objects,
                                                         const void* const* keys, NS::UInteger count) {
  auto* dictionary = cast<Dictionary>(self, "initWithObjects:forKeys:count:");
  if (dictionary) dictionary->init(entries_of(objects, keys, count, "-[NSDictionary initWithObjects:forKeys:count:]"));
  return dictionary;
}

void* pewter_NSDictionary_initWithCoder_(void* self, const void*) { return coder_not_supported(self); }

void* pewter_NSDictionary_keyEnumerator(const void* self) {
  const auto* dictionary = cast<Dictionary>(self, "keyEnumerator");
  return dictionary ? autoreleased(foundation::make<Enumerator>(dictionary->keys())) : nullptr;
}

void* pewter_NSDictionary_objectForKey_(const void* self, const void* key) {
  const auto* dictionary = cast<Dictionary>(self, "objectForKey:");
  return dictionary ? dictionary->object(live(key, "objectForKey:")) : nullptr;
}

void* pewter_NSSet_objectEnumerator(const void* self) {
  const auto* set = cast<Set>(self, "objectEnumerator");
  return set ? autoreleased(foundation::make<Enumerator>(set->all_objects())) : nullptr;
}

void* pewter_NSSet_initWithObjects_count_(void* self, const void* const* objects, NS::UInteger count) {
  auto* set = cast<Set>(self, "initWithObjects:count:");
  if (set) set->init(objects_of(objects, count, "-[NSSet initWithObjects:count:]"));
  return set;
}

void* pewter_NSSet_initWithCoder_(void* self, const void*) { return coder_not_supported(self); }

void* pewter_NSEnumerator_nextObject(void* self) {
  auto* enumerator = cast<Enumerator>(self, "nextObject");
  return enumerator ? enumerator->next() : nullptr;
}

void* pewter_NSEnumerator_allObjects(void* self) {
  auto* enumerator = cast<Enumerator>(self, "allObjects");
  return enumerator ? autoreleased(Array::create(enumerator->rest())) : nullptr;
}

NS::UInteger pewter_NSFastEnumeration_countByEnumeratingWithState_objects_count_(void* self,
                                                                                 NS::FastEnumerationState* state,
                                                                                 void** buffer, NS::UInteger room) {
  const char* selector = "countByEnumeratingWithState:objects:count:";
  Object* object = live(self, selector);
  if (!object || !state || !buffer) return 0;
  // Nothing here changes while it is enumerated, so the mutation word is one that never changes either.
  state->mutationsPtr = &state->extra[0];
  state->itemsPtr = reinterpret_cast<NS::Object**>(buffer);
  std::size_t count = 0;
  if (object->is_kind_of(Array::kClass)) {
    count = batch(static_cast<Array*>(object)->objects(), state->state, buffer, room);
  } else if (object->is_kind_of(Dictionary::kClass)) {
    count = batch(static_cast<Dictionary*>(object)->keys(), state->state, buffer, room);
  } else if (object->is_kind_of(Set::kClass)) {
    count = batch(static_cast<Set*>(object)->all_objects(), state->state, buffer, room);
  } else {
    auto* enumerator = cast<Enumerator>(object, selector);
    for (void* next = nullptr; count < room && (next = enumerator->next());) buffer[count++] = next;
  }
  state->state += count;
  return count;
}
