// SPDX-License-Identifier: Apache-2.0
#include "foundation/array.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/class_registry.h"
#include "foundation/exception.h"

namespace pewter::foundation {
namespace {

const std::vector<Ref<Object>>& objects_of(const Object* object) {
  return static_cast<const Array*>(object)->objects();
}

std::string describe(const Object* object) {
  std::string text = "(\n";
  for (const Ref<Object>& element : objects_of(object))
    text += fmt::format("    {}{}\n", element->description(), element == objects_of(object).back() ? "" : ",");
  return text + ")";
}

bool equal(const Object* a, const Object* b) {
  return std::equal(objects_of(a).begin(), objects_of(a).end(), objects_of(b).begin(), objects_of(b).end(),
                    [](const Ref<Object>& x, const Ref<Object>& y) { return x->is_equal(y.get()); });
}

// Foundation hashes arrays by their count too: cheap, and equal arrays agree.
std::uint64_t hash_of(const Object* object) { return objects_of(object).size(); }

const AllocatableClass kAlloc(Array::kClass, []() -> Object* { return new Array; });

}  // namespace

constinit const ClassRecord Array::kClass{"NSArray", &kObjectClass, destroy<Array>, describe,
                                          equal,     hash_of,       copy_by_retain};

Object* Array::object(std::uint64_t index) const {
  if (index < objects_.size()) return objects_[index].get();
  if (objects_.empty())
    raise("NSRangeException",
          fmt::format("*** -[NSArray objectAtIndex:]: index {} beyond bounds for empty array", index));
  raise("NSRangeException",
        fmt::format("*** -[NSArray objectAtIndex:]: index {} beyond bounds [0 .. {}]", index, objects_.size() - 1));
}

}  // namespace pewter::foundation
