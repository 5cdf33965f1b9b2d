// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_set>
#include <vector>

#include "foundation/dictionary.h"

namespace pewter::foundation {

// NSSet: an immutable set that owns a reference to each object. Thread-safe once made.
class Set final : public Object {
 public:
  static const ClassRecord kClass;

  Set() : Object(kClass) {}
  explicit Set(const std::vector<Ref<Object>>& objects) : Object(kClass), objects_(objects.begin(), objects.end()) {}
  static Ref<Set> create(const std::vector<Ref<Object>>& objects) { return make<Set>(objects); }

  // For alloc()->init...(): only before anyone else has the set.
  void init(const std::vector<Ref<Object>>& objects) { objects_ = {objects.begin(), objects.end()}; }

  std::uint64_t count() const { return objects_.size(); }
  bool contains(const Object* object) const;
  std::vector<Ref<Object>> all_objects() const { return {objects_.begin(), objects_.end()}; }

 private:
  std::unordered_set<Ref<Object>, ObjectHash, ObjectEqual> objects_;
};

}  // namespace pewter::foundation
