// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/type_traits.h>

// <metal_array>.
namespace metal {
// An aggregate; elements are reached in whatever address space the array is in.
template <typename T, size_t N>
struct array {
  using value_type = T;
  using size_type = size_t;
  T __elements[N ? N : 1];

  __pewter_fn constexpr T& operator[](size_t i) { return __elements[i]; }
  __pewter_fn constexpr const T& operator[](size_t i) const { return __elements[i]; }
  __pewter_fn constexpr T& at(size_t i) { return __elements[i]; }
  __pewter_fn constexpr const T& at(size_t i) const { return __elements[i]; }
  __pewter_fn constexpr T& front() { return __elements[0]; }
  __pewter_fn constexpr const T& front() const { return __elements[0]; }
  __pewter_fn constexpr T& back() { return __elements[N - 1]; }
  __pewter_fn constexpr const T& back() const { return __elements[N - 1]; }
  __pewter_fn constexpr T* data() { return __elements; }
  __pewter_fn constexpr const T* data() const { return __elements; }
  __pewter_fn constexpr T* begin() { return __elements; }
  __pewter_fn constexpr const T* begin() const { return __elements; }
  __pewter_fn constexpr T* end() { return __elements + N; }
  __pewter_fn constexpr const T* end() const { return __elements + N; }
  __pewter_fn static constexpr size_t size() { return N; }
  __pewter_fn static constexpr size_t max_size() { return N; }
  __pewter_fn static constexpr bool empty() { return N == 0; }
  __pewter_fn constexpr void fill(T value) {
    for (size_t i = 0; i < N; ++i) __elements[i] = value;
  }
  __pewter_fn friend constexpr bool operator==(const array& a, const array& b) {
    for (size_t i = 0; i < N; ++i)
      if (!(a[i] == b[i])) return false;
    return true;
  }
};

// A view of an array in any address space.
template <typename T>
struct array_ref {
  using value_type = T;
  array_ref() = default;
  __pewter_fn constexpr array_ref(const T* data, size_t size) : __data(data), __size(size) {}
  template <size_t N> __pewter_fn constexpr array_ref(const array<T, N>& a) : __data(a.data()), __size(N) {}
  template <size_t N> __pewter_fn constexpr array_ref(const T (&a)[N]) : __data(a), __size(N) {}
  __pewter_fn constexpr const T& operator[](size_t i) const { return __data[i]; }
  __pewter_fn constexpr size_t size() const { return __size; }
  __pewter_fn constexpr bool empty() const { return __size == 0; }
  __pewter_fn constexpr const T* data() const { return __data; }
  __pewter_fn constexpr const T* begin() const { return __data; }
  __pewter_fn constexpr const T* end() const { return __data + __size; }
 private:
  const T* __data;
  size_t __size;
};
template <typename T, size_t N> __pewter_fn constexpr array_ref<T> make_array_ref(const array<T, N>& a) { return a; }
template <typename T, size_t N> __pewter_fn constexpr array_ref<T> make_array_ref(const T (&a)[N]) { return a; }
template <typename T> __pewter_fn constexpr array_ref<T> make_array_ref(const T* data, size_t size) { return {data, size}; }
}  // namespace metal
