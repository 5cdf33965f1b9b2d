// SPDX-License-Identifier: Apache-2.0
#include "foundation/set.h"

#include <algorithm>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const Set* as_set(const Object* object) { return static_cast<const Set*>(object); }

std::string describe(const Object* object) {
  std::vector<std::string> lines;
  for (const Ref<Object>& element : as_set(object)->all_objects()) lines.push_back(element->description());
  std::sort(lines.begin(), lines.end());
  std::string text = "{(\n";
  for (const std::string& line : lines) text += "    " + line + (&line == &lines.back() ? "\n" : ",\n");
  return text + ")}";
}

bool equal(const Object* a, const Object* b) {
  const std::vector<Ref<Object>> left = as_set(a)->all_objects();
  return left.size() == as_set(b)->count() && std::all_of(left.begin(), left.end(), [&](const Ref<Object>& object) {
           return as_set(b)->contains(object.get());
         });
}

std::uint64_t hash_of(const Object* object) { return as_set(object)->count(); }

const AllocatableClass kAlloc(Set::kClass, []() -> Object* { return new Set; });

}  // namespace

constinit const ClassRecord Set::kClass{"NSSet", &kObjectClass, destroy<Set>, describe, equal, hash_of, copy_by_retain};

bool Set::contains(const Object* object) const {
  return object && objects_.count(Ref<Object>(const_cast<Object*>(object))) != 0;
}

}  // namespace pewter::foundation
