// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exec/executor.h"

// Kernels written by hand, as the compiler would make them.
namespace pewter::exec::cpu {

inline model::LoadedKernel kernel_of(model::ThreadgroupEntry entry, std::string name = "test") {
  model::LoadedKernel kernel;
  kernel.info.host_name = std::move(name);
  kernel.shape = model::CodeShape::per_simdgroup;
  kernel.entry = reinterpret_cast<void*>(entry);
  return kernel;
}

inline model::LoadedKernel kernel_of(model::ThreadEntry entry, std::string name = "test") {
  model::LoadedKernel kernel;
  kernel.info.host_name = std::move(name);
  kernel.shape = model::CodeShape::per_thread;
  kernel.entry = reinterpret_cast<void*>(entry);
  return kernel;
}

template <class T>
std::byte* bytes_of(std::vector<T>& values) {
  return reinterpret_cast<std::byte*>(values.data());
}

template <class T>
T* buffer(const model::ThreadgroupFrame* frame, unsigned index) {
  return reinterpret_cast<T*>(frame->launch->buffers[index]);
}

// The number of the threadgroup, x first.
inline std::uint64_t number_of(const model::ThreadgroupFrame* frame) {
  const std::uint32_t* count = frame->launch->threadgroups_per_grid;
  const std::uint32_t* at = frame->position_in_grid;
  return (std::uint64_t{at[2]} * count[1] + at[1]) * count[0] + at[0];
}

inline bool is_stopped(const model::ThreadgroupFrame* frame) { return __atomic_load_n(frame->stop, __ATOMIC_RELAXED) != 0; }

// A function that kernels of `executor` may call; null where there is none.
template <class F>
F* function_of(const Executor& executor, std::string_view name) {
  for (const model::HostSymbol& symbol : executor.host_symbols())
    if (symbol.name == name) return reinterpret_cast<F*>(symbol.address);
  return nullptr;
}

}  // namespace pewter::exec::cpu
