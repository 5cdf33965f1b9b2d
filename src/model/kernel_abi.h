// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// What compiled kernels and executors agree on. Code generation reads these structs by offset: change both together.
namespace pewter::model {

inline constexpr unsigned kSimdWidth = 32;
inline constexpr unsigned kQuadWidth = 4;
inline constexpr unsigned kMaxBuffers = 31;             // Metal feature set tables: buffers a compute function
inline constexpr unsigned kMaxThreadgroupBuffers = 31;  // likewise, threadgroup arguments
inline constexpr unsigned kMaxThreadsPerThreadgroup = 1024;
inline constexpr unsigned kMaxThreadgroupMemory = 32 * 1024;  // bytes

// One a dispatch; read-only while it runs.
struct LaunchFrame {
  std::byte* buffers[kMaxBuffers];  // address of the bound bytes, offset applied; null where nothing is bound
  std::uint32_t threads_per_grid[3];
  std::uint32_t threadgroups_per_grid[3];
  std::uint32_t dispatch_threads_per_threadgroup[3];  // as asked for; threadgroups at the edge may be smaller
  // What a thread may write so that all of the grid's still stay in the caches; a kernel that writes more may write
  // past them.
  std::uint32_t cached_bytes_per_thread;
};

// One a running threadgroup.
struct ThreadgroupFrame {
  const LaunchFrame* launch;
  std::byte* static_memory;                          // the kernel's own threadgroup variables
  std::byte* bound_memory[kMaxThreadgroupBuffers];   // setThreadgroupMemoryLength; null where none
  std::uint32_t position_in_grid[3];
  std::uint32_t threads_per_threadgroup[3];          // of this threadgroup
  const volatile std::uint32_t* stop;                // turns nonzero when the threadgroup is to end at the next poll
};

// One a running thread. lane == index_in_threadgroup % 32, simdgroup == index_in_threadgroup / 32.
struct ThreadFrame {
  const ThreadgroupFrame* threadgroup;
  std::uint32_t position_in_threadgroup[3];
  std::uint32_t index_in_threadgroup;
};

// The `per_thread` code shape: runs one thread of the kernel from start to end.
using ThreadEntry = void (*)(const ThreadFrame*);

// The `per_simdgroup` code shape: runs one threadgroup from start to end, each SIMD-group as vectors of 32 lanes.
// `scratch` holds what SIMD-groups keep across barriers: KernelInfo::scratch_bytes for each SIMD-group of the
// threadgroup, aligned to 64, of any content; null where scratch_bytes is 0.
using ThreadgroupEntry = void (*)(const ThreadgroupFrame*, std::byte* scratch);

}  // namespace pewter::model
