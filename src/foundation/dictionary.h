// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// Hashing and comparing by value, for containers of objects.
struct ObjectHash {
  std::size_t operator()(const Ref<Object>& object) const { return object->hash(); }
};
struct ObjectEqual {
  bool operator()(const Ref<Object>& a, const Ref<Object>& b) const { return a->is_equal(b.get()); }
};

// NSDictionary: an immutable map that owns a reference to each key and object. Thread-safe once made.
class Dictionary final : public Object {
 public:
  static const ClassRecord kClass;
  using Entries = std::vector<std::pair<Ref<Object>, Ref<Object>>>;  // key, object

  Dictionary() : Object(kClass) {}
  // Of entries with equal keys the first stays.
  explicit Dictionary(Entries entries) : Object(kClass) { init(std::move(entries)); }
  static Ref<Dictionary> create(Entries entries) { return make<Dictionary>(std::move(entries)); }

  // For alloc()->init...(): only before anyone else has the dictionary. Keys are copied.
  void init(Entries entries);

  std::uint64_t count() const { return entries_.size(); }
  Object* object(const Object* key) const;  // null if there is none
  std::vector<Ref<Object>> keys() const;
  const std::unordered_map<Ref<Object>, Ref<Object>, ObjectHash, ObjectEqual>& entries() const { return entries_; }

 private:
  std::unordered_map<Ref<Object>, Ref<Object>, ObjectHash, ObjectEqual> entries_;
};

}  // namespace pewter::foundation
