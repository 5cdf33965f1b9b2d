// SPDX-License-Identifier: Apache-2.0
#include "blas/library.h"

#include <dlfcn.h>

#include <fmt/format.h>

namespace pewter::blas {
namespace {

struct OpenMp {
  int (*get_max_threads)() = nullptr;
  void (*set_num_threads)(int) = nullptr;
};

struct Loaded {
  Library library;
  OpenMp open_mp;
};

template <class Function>
bool find(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  return function != nullptr;
}

Loaded load_all() {
  Loaded loaded;
  // The name that its interface has: another one's functions could differ.
  constexpr const char* kName = "libdnnl.so.2";
  void* handle = dlopen(kName, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char* why = dlerror();
    loaded.library.problem = fmt::format("{} (Debian's package libdnnl2 has it)", why ? why : kName);
    return loaded;
  }
  Library& library = loaded.library;
  // A program may have an OpenMP of its own; the library's calls find that one first, as these do.
  OpenMp& omp = loaded.open_mp;
  const bool controls = (find(RTLD_DEFAULT, "omp_set_num_threads", omp.set_num_threads) ||
                         find(handle, "omp_set_num_threads", omp.set_num_threads)) &&
                        (find(RTLD_DEFAULT, "omp_get_max_threads", omp.get_max_threads) ||
                         find(handle, "omp_get_max_threads", omp.get_max_threads));
  if (!controls || !find(handle, "dnnl_sgemm", library.sgemm)) {
    library.sgemm = nullptr;
    library.problem = fmt::format("{} is not built as Debian's is, with OpenMP", kName);
    return loaded;
  }
  find(handle, "dnnl_gemm_s8s8s32", library.s8_gemm);
  find(handle, "dnnl_gemm_bf16bf16f32", library.bf16_gemm);
  return loaded;
}

const Loaded& loaded() {
  // Never destroyed: products may run while the process ends.
  static const auto& instance = *new Loaded(load_all());
  return instance;
}

}  // namespace

const Library& Library::get() { return loaded().library; }

OneThread::OneThread() : before_(1) {
  const OpenMp& omp = loaded().open_mp;
  if (!omp.set_num_threads) return;
  before_ = omp.get_max_threads();
  if (before_ != 1) omp.set_num_threads(1);
}

OneThread::~OneThread() {
  if (before_ != 1) loaded().open_mp.set_num_threads(before_);
}

}  // namespace pewter::blas
