// SPDX-License-Identifier: Apache-2.0
#include "foundation/condition.h"

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const AllocatableClass kAlloc(Condition::kClass, []() -> Object* { return new Condition; });

}  // namespace

constinit const ClassRecord Condition::kClass{"NSCondition", &kObjectClass, destroy<Condition>, nullptr};

}  // namespace pewter::foundation
