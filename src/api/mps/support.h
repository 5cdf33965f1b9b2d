// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/metal/support.h"
#include "mps/matrix.h"
#include "mps/matrix_multiplication.h"
#include "mps/ndarray.h"
#include "mps/ndarray_matrix_multiplication.h"

// As the Metal API's (api/metal/support.h), for MetalPerformanceShaders.
namespace pewter::api {

// What init...() returns: the object, or null after the caller's reference is given back.
template <class T>
void* initialised(T* object, bool succeeded) {
  if (succeeded) return object;
  object->release();
  return nullptr;
}

}  // namespace pewter::api

// The value of `expression`, in which `self` is the object of class mps::Object; zero for null.
#define PEWTER_MPS_GET(Object, Type, selector, expression)                         \
  Type pewter_MPS##Object##_##selector(const void* object) {                       \
    auto* self = pewter::foundation::cast<pewter::mps::Object>(object, #selector); \
    if (!self) return {};                                                          \
    return static_cast<Type>(expression);                                          \
  }

// Runs `statement`, in which `value` is the argument; nothing for null.
#define PEWTER_MPS_SET(Object, Type, selector, statement)                                             \
  void pewter_MPS##Object##_##selector##_(const void* object, Type value) {                           \
    if (auto* self = pewter::foundation::cast<pewter::mps::Object>(object, #selector ":")) statement; \
  }
