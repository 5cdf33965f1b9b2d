// SPDX-License-Identifier: Apache-2.0
#include "foundation/data.h"

#include <fmt/format.h>

#include <functional>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const Data* as_data(const Object* object) { return static_cast<const Data*>(object); }
std::string describe(const Object* object) { return fmt::format("{{length = {}}}", as_data(object)->length()); }
bool equal(const Object* a, const Object* b) { return as_data(a)->view() == as_data(b)->view(); }
std::uint64_t hash_of(const Object* object) { return std::hash<std::string_view>()(as_data(object)->view()); }
// A copy of its own: mutableBytes() hands out the original's memory.
Object* copy_of(const Object* object) { return new Data(as_data(object)->view()); }

const AllocatableClass kAlloc(Data::kClass, []() -> Object* { return new Data; });

}  // namespace

constinit const ClassRecord Data::kClass{"NSData", &kObjectClass, destroy<Data>, describe, equal, hash_of, copy_of};

}  // namespace pewter::foundation
