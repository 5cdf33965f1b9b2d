// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/vector.h>

// <metal_type_traits>. is_empty, void_t, forward and move are not Metal's, and programs add them to namespace metal.
namespace metal {

template <typename T, T v>
struct integral_constant {
  static constexpr T value = v;
  using value_type = T;
  using type = integral_constant;
  constexpr operator value_type() const { return value; }
  constexpr value_type operator()() const { return value; }
};
template <bool B> using bool_constant = integral_constant<bool, B>;
using true_type = bool_constant<true>;
using false_type = bool_constant<false>;

// Selections.
template <bool B, typename T = void> struct enable_if {};
template <typename T> struct enable_if<true, T> { using type = T; };
template <bool B, typename T, typename U> struct conditional { using type = T; };
template <typename T, typename U> struct conditional<false, T, U> { using type = U; };
template <bool B, typename T = void> using enable_if_t = typename enable_if<B, T>::type;
template <bool B, typename T, typename U> using conditional_t = typename conditional<B, T, U>::type;

template <typename...> struct _conjunction : true_type {};
template <typename B> struct _conjunction<B> : B {};
template <typename B, typename... Rest> struct _conjunction<B, Rest...> : conditional_t<bool(B::value), _conjunction<Rest...>, B> {};
template <typename...> struct _disjunction : false_type {};
template <typename B> struct _disjunction<B> : B {};
template <typename B, typename... Rest> struct _disjunction<B, Rest...> : conditional_t<bool(B::value), B, _disjunction<Rest...>> {};
template <typename B> struct _negation : bool_constant<!bool(B::value)> {};

// One-type predicates that the compiler answers.
#define __pewter_predicate(name, ...)                                  \
  template <typename T> struct name : bool_constant<__VA_ARGS__> {};   \
  template <typename T> inline constexpr bool name##_v = __VA_ARGS__;
__pewter_predicate(is_void, __is_void(T))
__pewter_predicate(is_integral, __is_integral(T))
__pewter_predicate(is_floating_point, __is_floating_point(T))
__pewter_predicate(is_array, __is_array(T))
__pewter_predicate(is_enum, __is_enum(T))
__pewter_predicate(is_union, __is_union(T))
__pewter_predicate(is_class, __is_class(T))
__pewter_predicate(is_function, __is_function(T))
__pewter_predicate(is_pointer, __is_pointer(T))
__pewter_predicate(is_lvalue_reference, __is_lvalue_reference(T))
__pewter_predicate(is_rvalue_reference, __is_rvalue_reference(T))
__pewter_predicate(is_reference, __is_reference(T))
__pewter_predicate(is_member_object_pointer, __is_member_object_pointer(T))
__pewter_predicate(is_member_function_pointer, __is_member_function_pointer(T))
__pewter_predicate(is_member_pointer, __is_member_pointer(T))
__pewter_predicate(is_null_pointer, __is_same(__remove_cv(T), decltype(nullptr)))
__pewter_predicate(is_arithmetic, __is_arithmetic(T))
__pewter_predicate(is_fundamental, __is_fundamental(T))
__pewter_predicate(is_object, __is_object(T))
__pewter_predicate(is_scalar, __is_scalar(T))
__pewter_predicate(is_compound, __is_compound(T))
__pewter_predicate(is_const, __is_const(T))
__pewter_predicate(is_volatile, __is_volatile(T))
__pewter_predicate(is_trivial, __is_trivial(T))
__pewter_predicate(is_trivially_copyable, __is_trivially_copyable(T))
__pewter_predicate(is_standard_layout, __is_standard_layout(T))
__pewter_predicate(is_pod, __is_pod(T))
__pewter_predicate(is_literal_type, __is_literal_type(T))
__pewter_predicate(is_polymorphic, __is_polymorphic(T))
__pewter_predicate(is_abstract, __is_abstract(T))
__pewter_predicate(is_final, __is_final(T))
__pewter_predicate(is_signed, __is_signed(T) || __is_floating_point(T))
__pewter_predicate(is_unsigned, __is_unsigned(T))
__pewter_predicate(is_default_constructible, __is_constructible(T))
__pewter_predicate(is_copy_constructible, __is_constructible(T, const T&))
__pewter_predicate(is_move_constructible, __is_constructible(T, T&&))
__pewter_predicate(is_destructible, __is_destructible(T))
__pewter_predicate(is_trivially_default_constructible, __is_trivially_constructible(T))
__pewter_predicate(is_trivially_copy_constructible, __is_trivially_constructible(T, const T&))
__pewter_predicate(is_trivially_destructible, __is_trivially_destructible(T))
__pewter_predicate(is_vector, (__pewter::components<__remove_cv(T)> > 1))
#undef __pewter_predicate

template <typename T, typename U> struct is_same : bool_constant<__is_same(T, U)> {};
template <typename T, typename U> inline constexpr bool is_same_v = __is_same(T, U);
template <typename B, typename D> struct is_base_of : bool_constant<__is_base_of(B, D)> {};
template <typename B, typename D> inline constexpr bool is_base_of_v = __is_base_of(B, D);
template <typename T, typename U> struct is_convertible : bool_constant<__is_convertible_to(T, U)> {};
template <typename T, typename U> inline constexpr bool is_convertible_v = __is_convertible_to(T, U);
template <typename T, typename U> struct is_assignable : bool_constant<__is_assignable(T, U)> {};
template <typename T, typename U> inline constexpr bool is_assignable_v = __is_assignable(T, U);
template <typename T, typename... A> struct is_constructible : bool_constant<__is_constructible(T, A...)> {};
template <typename T, typename... A> inline constexpr bool is_constructible_v = __is_constructible(T, A...);
template <typename T, typename... A> struct is_trivially_constructible : bool_constant<__is_trivially_constructible(T, A...)> {};
template <typename T, typename... A> inline constexpr bool is_trivially_constructible_v = __is_trivially_constructible(T, A...);

template <typename T> struct alignment_of : integral_constant<size_t, alignof(T)> {};
template <typename T> inline constexpr size_t alignment_of_v = alignof(T);
template <typename T> struct rank : integral_constant<size_t, __array_rank(T)> {};
template <typename T> inline constexpr size_t rank_v = __array_rank(T);
template <typename T, unsigned I = 0> struct extent : integral_constant<size_t, __array_extent(T, I)> {};
template <typename T, unsigned I = 0> inline constexpr size_t extent_v = __array_extent(T, I);

// Type to type.
#define __pewter_transform(name, ...)                            \
  template <typename T> struct name { using type = __VA_ARGS__; }; \
  template <typename T> using name##_t = typename name<T>::type;
__pewter_transform(remove_const, __remove_const(T))
__pewter_transform(remove_volatile, __remove_volatile(T))
__pewter_transform(remove_cv, __remove_cv(T))
__pewter_transform(remove_reference, __remove_reference_t(T))
__pewter_transform(remove_pointer, __remove_pointer(T))
__pewter_transform(remove_extent, __remove_extent(T))
__pewter_transform(remove_all_extents, __remove_all_extents(T))
__pewter_transform(add_const, const T)
__pewter_transform(add_volatile, volatile T)
__pewter_transform(add_cv, const volatile T)
__pewter_transform(add_pointer, __add_pointer(T))
__pewter_transform(add_lvalue_reference, __add_lvalue_reference(T))
__pewter_transform(add_rvalue_reference, __add_rvalue_reference(T))
__pewter_transform(make_signed, __make_signed(T))
__pewter_transform(make_unsigned, __make_unsigned(T))
__pewter_transform(underlying_type, __underlying_type(T))
#undef __pewter_transform

template <typename T> typename add_rvalue_reference<T>::type declval() noexcept;

// Address spaces come off with the const and volatile that stand outside of them.
template <typename T> struct remove_addrspace { using type = T; };
#define __pewter_x(space)                                                                \
  template <typename T> struct remove_addrspace<space T> { using type = T; };            \
  template <typename T> struct remove_addrspace<const space T> { using type = const T; }; \
  template <typename T> struct remove_addrspace<volatile space T> { using type = volatile T; };
__pewter_x(__pewter_device) __pewter_x(__pewter_constant) __pewter_x(__pewter_threadgroup)
#undef __pewter_x
template <typename T> using remove_addrspace_t = typename remove_addrspace<T>::type;

template <typename T> struct decay { using type = __decay(T); };
template <typename T> using decay_t = typename decay<T>::type;

template <typename... T> struct common_type;
template <typename T> struct common_type<T> { using type = decay_t<T>; };
template <typename T, typename U> struct common_type<T, U> {
  using type = decay_t<decltype(true ? declval<T>() : declval<U>())>;
};
template <typename T, typename U, typename... Rest> struct common_type<T, U, Rest...> {
  using type = typename common_type<typename common_type<T, U>::type, Rest...>::type;
};
template <typename... T> using common_type_t = typename common_type<T...>::type;

// Vectors: the same shape with other components, and components without their shape.
template <typename T> struct make_scalar { using type = __pewter::element<T>; };
template <typename T> using make_scalar_t = typename make_scalar<T>::type;
template <typename T, int N> struct make_vector { using type = vec<T, N>; };
template <typename T> struct make_vector<T, 1> { using type = T; };
template <typename T, int N> using make_vector_t = typename make_vector<T, N>::type;

namespace __pewter {
// T with components U: shaped<float3, bool> is bool3, shaped<float, bool> is bool.
template <typename T, typename U> using shaped = make_vector_t<U, components<T>>;
}  // namespace __pewter
}  // namespace metal
