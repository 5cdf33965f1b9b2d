// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// NSArray: an immutable list that owns a reference to each object. Thread-safe once made.
class Array final : public Object {
 public:
  static const ClassRecord kClass;

  Array() : Object(kClass) {}
  explicit Array(std::vector<Ref<Object>> objects) : Object(kClass), objects_(std::move(objects)) {}
  static Ref<Array> create(std::vector<Ref<Object>> objects) { return make<Array>(std::move(objects)); }

  // For alloc()->init...(): only before anyone else has the array.
  void init(std::vector<Ref<Object>> objects) { objects_ = std::move(objects); }

  std::uint64_t count() const { return objects_.size(); }
  // Raises NSRangeException for an index that is not below count().
  Object* object(std::uint64_t index) const;
  const std::vector<Ref<Object>>& objects() const { return objects_; }

 private:
  std::vector<Ref<Object>> objects_;
};

}  // namespace pewter::foundation
