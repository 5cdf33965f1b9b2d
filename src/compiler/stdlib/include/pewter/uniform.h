// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/type_traits.h>

// <metal_uniform>.
namespace metal {
// A value that the program promises to be the same in all threads.
template <typename T>
struct uniform {
  using value_type = T;
  uniform() = default;
  __pewter_fn constexpr uniform(T v) : __v(v) {}
  __pewter_fn constexpr operator T() const { return __v; }

 private:
  T __v;
};
template <typename T>
__pewter_fn constexpr uniform<T> make_uniform(T v) {
  return v;
}
template <typename T>
struct is_uniform : false_type {};
template <typename T>
struct is_uniform<uniform<T>> : true_type {};
template <typename T>
inline constexpr bool is_uniform_v = is_uniform<T>::value;

// Operators of their own, though the conversion to T would do: a class of the program's that converts from any number
// brings operators which would then be as good a match. Of two uniforms the result is uniform; of one and a number it
// is a number.
#define __pewter_uniform_operator(op)                                                                 \
  template <typename A, typename B>                                                                   \
  __pewter_fn constexpr auto operator op(uniform<A> a, uniform<B> b)->uniform<decltype(A() op B())> { \
    return A(a) op B(b);                                                                              \
  }                                                                                                   \
  template <typename A, typename B, enable_if_t<is_arithmetic_v<B>, int> = 0>                         \
  __pewter_fn constexpr auto operator op(uniform<A> a, B b)->decltype(A() op b) {                     \
    return A(a) op b;                                                                                 \
  }                                                                                                   \
  template <typename A, typename B, enable_if_t<is_arithmetic_v<A>, int> = 0>                         \
  __pewter_fn constexpr auto operator op(A a, uniform<B> b)->decltype(a op B()) {                     \
    return a op B(b);                                                                                 \
  }
__pewter_uniform_operator(+) __pewter_uniform_operator(-) __pewter_uniform_operator(*) __pewter_uniform_operator(/)
    __pewter_uniform_operator(%) __pewter_uniform_operator(&) __pewter_uniform_operator(|) __pewter_uniform_operator(^)
        __pewter_uniform_operator(<<) __pewter_uniform_operator(>>) __pewter_uniform_operator(==)
            __pewter_uniform_operator(!=) __pewter_uniform_operator(<) __pewter_uniform_operator(<=)
                __pewter_uniform_operator(>) __pewter_uniform_operator(>=)
#undef __pewter_uniform_operator

                    template <typename A>
                    __pewter_fn constexpr auto operator-(uniform<A> a) -> uniform<decltype(-A())> {
  return -A(a);
}
template <typename A>
__pewter_fn constexpr auto operator~(uniform<A> a) -> uniform<decltype(~A())> {
  return ~A(a);
}
template <typename A>
__pewter_fn constexpr auto operator!(uniform<A> a) -> uniform<bool> {
  return !A(a);
}
}  // namespace metal
