// SPDX-License-Identifier: Apache-2.0
#include "scaling/library.h"

#include <dlfcn.h>

namespace pewter::scaling {

Result<Library, std::string> Library::open() {
  // Stays loaded: its threads may outlive whoever opened it.
  void* handle = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return Failure{std::string(dlerror()) + " (Debian: libopenblas0)"};
  const auto sgemm = reinterpret_cast<Sgemm>(dlsym(handle, "cblas_sgemm"));
  const auto config = reinterpret_cast<char* (*)()>(dlsym(handle, "openblas_get_config"));
  if (!sgemm || !config) return Failure{std::string("libopenblas.so.0 is not OpenBLAS")};
  return Library(sgemm, config());
}

void Library::multiply(const float* a, const float* b, float* c, std::uint32_t size) const {
  constexpr int kRowMajor = 101, kNoTranspose = 111;  // of cblas.h
  const int n = static_cast<int>(size);
  sgemm_(kRowMajor, kNoTranspose, kNoTranspose, n, n, n, 1, a, n, b, n, 0, c, n);
}

}  // namespace pewter::scaling
