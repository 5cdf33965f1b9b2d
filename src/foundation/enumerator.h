// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "foundation/object.h"
#include "foundation/ref.h"

namespace pewter::foundation {

// NSEnumerator: walks once over the objects that it was made with. For one thread at a time.
class Enumerator final : public Object {
 public:
  static const ClassRecord kClass;

  explicit Enumerator(std::vector<Ref<Object>> objects) : Object(kClass), objects_(std::move(objects)) {}

  Object* next() { return next_ < objects_.size() ? objects_[next_++].get() : nullptr; }
  // The objects that next() has not given yet; none are left after that.
  std::vector<Ref<Object>> rest() {
    std::vector<Ref<Object>> rest(objects_.begin() + static_cast<std::ptrdiff_t>(next_), objects_.end());
    next_ = objects_.size();
    return rest;
  }

 private:
  std::vector<Ref<Object>> objects_;
  std::size_t next_ = 0;
};

}  // namespace pewter::foundation
