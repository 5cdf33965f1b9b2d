// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dlfcn.h>

#include <string>

#include "support/result.h"

namespace pewter::bench {

// A library of a peer, opened when it is wanted: without it only that peer is missing. It stays loaded: its threads may
// outlive whoever opened it.
class DynamicLibrary {
 public:
  static Result<DynamicLibrary, std::string> open(const char* name) {
    void* handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return Failure{std::string(dlerror())};
    return DynamicLibrary(handle);
  }

  // Null where the library has no such function.
  template <class Function>
  bool find(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(dlsym(handle_, name));
    return function != nullptr;
  }

 private:
  explicit DynamicLibrary(void* handle) : handle_(handle) {}
  void* handle_;
};

}  // namespace pewter::bench
