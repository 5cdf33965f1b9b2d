// SPDX-License-Identifier: Apache-2.0
#include "preload/real.h"

#include <dlfcn.h>

namespace pewter::preload {

Real real;

namespace {

__attribute__((tls_model("initial-exec"))) thread_local bool finding = false;

template <class Function>
void find(Function& function, const char* name, const char* version) {
  void* found = version ? dlvsym(RTLD_NEXT, name, version) : nullptr;
  if (!found) found = dlsym(RTLD_NEXT, name);
  // Others may be at it, too, and find the same.
  __atomic_store_n(&function, reinterpret_cast<Function>(found), __ATOMIC_RELAXED);
}

}  // namespace

void find_real() {
  if (finding) return;
  finding = true;
#define REAL(name, version) find(real.name, #name, version);
#include "preload/functions.def"
#undef REAL
  finding = false;
}

namespace {
__attribute__((constructor(101))) void find_early() { find_real(); }
}  // namespace

}  // namespace pewter::preload
