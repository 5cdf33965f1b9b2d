// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/synchronization.h>
#include <pewter/type_traits.h>

// <metal_atomic>: atomics in device and threadgroup memory, as compiler built-ins on the object's own address space.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Watomic-alignment"  // the device triple does not know what the host can do

namespace metal {
template <typename T>
struct alignas(sizeof(T)) atomic {
  static_assert(__is_same(T, int) || __is_same(T, uint) || __is_same(T, bool) || __is_same(T, float) || __is_same(T, long) ||
                    __is_same(T, ulong),
                "atomic<T> takes int, uint, bool, float and ulong");
  using value_type = T;
  T __s;
  atomic() = default;
  __pewter_fn constexpr atomic(T __v) : __s(__v) {}
  atomic(const atomic&) = delete;
  atomic& operator=(const atomic&) = delete;
};
template <typename T> using _atomic = atomic<T>;
using atomic_int = atomic<int>;
using atomic_uint = atomic<uint>;
using atomic_bool = atomic<bool>;
using atomic_float = atomic<float>;
using atomic_ulong = atomic<ulong>;

namespace __pewter {
// Keeps a parameter out of deduction: the atomic alone decides the type.
template <typename T> struct same { using type = T; };
template <typename T> using value = typename same<T>::type;
// Loads, stores and exchanges move bits, whatever type they are: may_alias, since the program also sees them as T.
using byte_bits __attribute__((__may_alias__)) = uchar;
using word_bits __attribute__((__may_alias__)) = uint;
using long_bits __attribute__((__may_alias__)) = ulong;
template <typename T>
using atomic_bits = conditional_t<sizeof(T) == 1, byte_bits, conditional_t<sizeof(T) == 4, word_bits, long_bits>>;
template <typename T> concept counts = !__is_same(T, bool);         // add, sub, min, max
template <typename T> concept has_bits = counts<T> && is_int<T>;    // and, or, xor
}  // namespace __pewter

#define __pewter_fetch(space, name, constraint)                                                              \
  template <constraint T>                                                                                    \
  __pewter_fn T atomic_fetch_##name##_explicit(volatile space atomic<T>* object, __pewter::value<T> operand, \
                                               memory_order order, thread_scope = thread_scope_device) {     \
    return __atomic_fetch_##name((space T*)&object->__s, operand, order);                                    \
  }
#define __pewter_update(space, name)                                                                         \
  template <__pewter::has_bits T>                                                                            \
  __pewter_fn void atomic_##name##_explicit(volatile space atomic<T>* object, __pewter::value<T> operand,    \
                                            memory_order order, thread_scope = thread_scope_device) {        \
    __atomic_fetch_##name((space T*)&object->__s, operand, order);                                           \
  }
#define __pewter_atomics(space)                                                                              \
  template <typename T>                                                                                      \
  __pewter_fn T atomic_load_explicit(const volatile space atomic<T>* object, memory_order order,             \
                                     thread_scope = thread_scope_device) {                                   \
    using B = __pewter::atomic_bits<T>;                                                                      \
    return __builtin_bit_cast(T, __atomic_load_n((const space B*)&object->__s, order));                      \
  }                                                                                                          \
  template <typename T>                                                                                      \
  __pewter_fn void atomic_store_explicit(volatile space atomic<T>* object, __pewter::value<T> desired,       \
                                         memory_order order, thread_scope = thread_scope_device) {           \
    using B = __pewter::atomic_bits<T>;                                                                      \
    __atomic_store_n((space B*)&object->__s, __builtin_bit_cast(B, desired), order);                         \
  }                                                                                                          \
  template <typename T>                                                                                      \
  __pewter_fn T atomic_exchange_explicit(volatile space atomic<T>* object, __pewter::value<T> desired,       \
                                         memory_order order, thread_scope = thread_scope_device) {           \
    using B = __pewter::atomic_bits<T>;                                                                      \
    return __builtin_bit_cast(T, __atomic_exchange_n((space B*)&object->__s, __builtin_bit_cast(B, desired), order)); \
  }                                                                                                          \
  /* Compares bits; where they differ, what was found goes to `expected`. */                                 \
  template <typename T>                                                                                      \
  __pewter_fn bool atomic_compare_exchange_weak_explicit(                                                    \
      volatile space atomic<T>* object, __pewter::value<T>* expected, __pewter::value<T> desired,            \
      memory_order success, memory_order failure, thread_scope = thread_scope_device) {                      \
    using B = __pewter::atomic_bits<T>;                                                                      \
    B found = __builtin_bit_cast(B, *expected);                                                              \
    const bool done = __atomic_compare_exchange_n((space B*)&object->__s, &found, __builtin_bit_cast(B, desired), true, \
                                                  success, failure);                                         \
    if (!done) *expected = __builtin_bit_cast(T, found);                                                     \
    return done;                                                                                             \
  }                                                                                                          \
  template <typename T>                                                                                      \
  __pewter_fn void atomic_init(volatile space atomic<T>* object, __pewter::value<T> desired) {               \
    atomic_store_explicit(object, desired, memory_order_relaxed);                                            \
  }                                                                                                          \
  __pewter_fetch(space, add, __pewter::counts)                                                               \
  __pewter_fetch(space, sub, __pewter::counts)                                                               \
  __pewter_fetch(space, min, __pewter::has_bits)                                                             \
  __pewter_fetch(space, max, __pewter::has_bits)                                                             \
  __pewter_fetch(space, and, __pewter::has_bits)                                                             \
  __pewter_fetch(space, or, __pewter::has_bits)                                                              \
  __pewter_fetch(space, xor, __pewter::has_bits)                                                             \
  __pewter_update(space, min)                                                                                \
  __pewter_update(space, max)
__pewter_atomics(__pewter_device)
__pewter_atomics(__pewter_threadgroup)
#undef __pewter_atomics
#undef __pewter_update
#undef __pewter_fetch
}  // namespace metal
#pragma clang diagnostic pop
