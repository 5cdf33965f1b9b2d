// SPDX-License-Identifier: Apache-2.0
#include "scaling/library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <optional>

namespace pewter::scaling {
namespace {

template <class Function>
Function find(void* handle, const char* name) {
  return reinterpret_cast<Function>(dlsym(handle, name));
}

std::optional<Library> openblas(void* handle) {
  using Sgemm = void (*)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float* a,
                         int lda, const float* b, int ldb, float beta, float* c, int ldc);
  const auto sgemm = find<Sgemm>(handle, "cblas_sgemm");
  const auto config = find<char* (*)()>(handle, "openblas_get_config");
  if (!sgemm || !config) return std::nullopt;
  // "OpenBLAS 0.3.21 NO_LAPACKE ...": what it was built with is left out.
  std::string name = config();
  if (const auto space = name.find(' ', name.find(' ') + 1); space != std::string::npos) name.resize(space);
  return Library{name, [sgemm](const float* a, const float* b, float* c, std::uint32_t size) {
                   constexpr int kRowMajor = 101, kNoTranspose = 111;  // of cblas.h
                   const int n = static_cast<int>(size);
                   sgemm(kRowMajor, kNoTranspose, kNoTranspose, n, n, n, 1, a, n, b, n, 0, c, n);
                 }};
}

std::optional<Library> onednn(void* handle) {
  struct Version {
    int major, minor, patch;  // more follows
  };
  using Sgemm = int (*)(char, char, std::int64_t m, std::int64_t n, std::int64_t k, float alpha, const float* a,
                        std::int64_t lda, const float* b, std::int64_t ldb, float beta, float* c, std::int64_t ldc);
  const auto sgemm = find<Sgemm>(handle, "dnnl_sgemm");
  const auto version = find<const Version* (*)()>(handle, "dnnl_version");
  if (!sgemm || !version) return std::nullopt;
  const Version& v = *version();
  return Library{fmt::format("oneDNN {}.{}.{}", v.major, v.minor, v.patch),
                 [sgemm](const float* a, const float* b, float* c, std::uint32_t size) {
                   const std::int64_t n = size;
                   sgemm('N', 'N', n, n, n, 1, a, n, b, n, 0, c, n);
                 }};
}

struct Known {
  const char *file, *package;
  std::optional<Library> (*open)(void* handle);
};
constexpr Known kKnown[] = {{"libopenblas.so.0", "libopenblas0", openblas}, {"libdnnl.so.2", "libdnnl2", onednn}};

}  // namespace

std::vector<Library> open_libraries(std::string* why) {
  std::vector<Library> found;
  for (const Known& known : kKnown) {
    void* handle = dlopen(known.file, RTLD_NOW | RTLD_LOCAL);
    const std::string problem = handle ? fmt::format("{} lacks functions", known.file)
                                       : fmt::format("{} (Debian: {})", dlerror(), known.package);
    if (auto library = handle ? known.open(handle) : std::nullopt)
      found.push_back(std::move(*library));
    else
      *why += (why->empty() ? "" : "; ") + problem;
  }
  return found;
}

}  // namespace pewter::scaling
