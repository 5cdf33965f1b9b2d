// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "foundation/object.h"

namespace pewter::foundation {

// Makes `T` known to alloc() by its Objective-C name. One static object beside T::kClass:
//   static const AllocatableClass kAlloc(CompileOptions::kClass, [] -> Object* { return new CompileOptions; });
class AllocatableClass {
 public:
  AllocatableClass(const ClassRecord& record, Object* (*make)());
};

// A new object that the caller owns; null, with a warning once a name, if there is no such class. Thread-safe.
Object* allocate(const char* class_name);

}  // namespace pewter::foundation
