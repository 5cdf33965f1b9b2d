// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/intrinsics.h>

// Barriers and fences: what <metal_compute> and <metal_atomic> share.
namespace metal {

enum class mem_flags : uint {
  mem_none = 0,
  mem_device = 1,
  mem_threadgroup = 2,
  mem_texture = 4,
  mem_threadgroup_imageblock = 8,
  mem_object_data = 16,
  mem_device_and_threadgroup = 3,
};
constexpr mem_flags operator|(mem_flags a, mem_flags b) { return mem_flags(uint(a) | uint(b)); }
constexpr mem_flags operator&(mem_flags a, mem_flags b) { return mem_flags(uint(a) & uint(b)); }
constexpr mem_flags operator^(mem_flags a, mem_flags b) { return mem_flags(uint(a) ^ uint(b)); }
constexpr mem_flags operator~(mem_flags a) { return mem_flags(~uint(a)); }
constexpr mem_flags& operator|=(mem_flags& a, mem_flags b) { return a = a | b; }
constexpr mem_flags& operator&=(mem_flags& a, mem_flags b) { return a = a & b; }

enum thread_scope : int {
  thread_scope_thread = 0,
  thread_scope_threadgroup = 1,
  thread_scope_device = 2,
  thread_scope_simdgroup = 4,
};
enum memory_scope : int {
  memory_scope_device = 2,
  memory_scope_threadgroup = 1,
  memory_scope_simdgroup = 4,
};
enum memory_order : int {
  memory_order_relaxed = __ATOMIC_RELAXED,
  memory_order_acquire = __ATOMIC_ACQUIRE,
  memory_order_release = __ATOMIC_RELEASE,
  memory_order_acq_rel = __ATOMIC_ACQ_REL,
  memory_order_seq_cst = __ATOMIC_SEQ_CST,
};

__pewter_fn __attribute__((convergent)) void threadgroup_barrier(mem_flags flags, thread_scope = thread_scope_threadgroup) {
  __pewter_threadgroup_barrier(uint(flags));
}
__pewter_fn __attribute__((convergent)) void threadgroup_barrier(mem_flags flags, memory_scope) {
  __pewter_threadgroup_barrier(uint(flags));
}
__pewter_fn __attribute__((convergent)) void simdgroup_barrier(mem_flags flags, thread_scope = thread_scope_simdgroup) {
  __pewter_simdgroup_barrier(uint(flags));
}
__pewter_fn __attribute__((convergent)) void simdgroup_barrier(mem_flags flags, memory_scope) {
  __pewter_simdgroup_barrier(uint(flags));
}

// Every fence covers all memory and all threads of the host: wider than asked for is always allowed.
__pewter_fn void atomic_thread_fence(mem_flags, memory_order order, thread_scope = thread_scope_device) {
  __atomic_thread_fence(order);
}
}  // namespace metal
