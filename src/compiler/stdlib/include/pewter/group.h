// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/intrinsics.h>
#include <pewter/relational.h>

// <metal_simdgroup> and <metal_quadgroup>: one text for both, over every integer and floating-point scalar and vector.
// Templates, so that a program's own overloads for its own or for our types are preferred.
#define __pewter_group_fn __pewter_fn __attribute__((convergent))

namespace metal {
namespace __pewter {
template <typename T> inline constexpr bool is_number = is_int<T> || is_real<T>;
template <typename T> concept group_data = is_number<element<T>>;
template <typename T> concept group_integer = is_int<element<T>>;

// One lane's value as 32-bit words and back.
template <typename T> using bits_of = conditional_t<sizeof(T) == 1, uchar, conditional_t<sizeof(T) == 2, ushort, uint>>;
template <typename T> __pewter_fn uint to_word(T v) { return __builtin_bit_cast(bits_of<T>, v); }
template <typename T> __pewter_fn T from_word(uint v) { return __builtin_bit_cast(T, bits_of<T>(v)); }

// Applies f, which takes and gives 32 bits, to every word of a value: data movement, and bitwise reductions.
template <typename T, typename F>
__pewter_group_fn T by_words(T v, F f) {
  if constexpr (components<T> > 1) {
    T r;
    for (int i = 0; i < components<T>; ++i) r[i] = by_words(v[i], f);
    return r;
  } else if constexpr (sizeof(T) == 8) {
    const ulong bits = __builtin_bit_cast(ulong, v);
    const uint low = f(uint(bits)), high = f(uint(bits >> 32));
    return __builtin_bit_cast(T, ulong(high) << 32 | low);
  } else {
    return from_word<T>(f(to_word(v)));
  }
}

// Applies an arithmetic reduction or scan to every component: `f` on int, uint or float, whichever holds the component.
template <typename T, typename F>
__pewter_group_fn T by_components(T v, F f) {
  if constexpr (components<T> > 1) {
    T r;
    for (int i = 0; i < components<T>; ++i) r[i] = by_components(v[i], f);
    return r;
  } else if constexpr (is_real<T>) {
    return T(f(float(v)));
  } else if constexpr (sizeof(T) == 8) {
    return f(conditional_t<is_uint<T>, ulong, long>(v));
  } else {
    return T(f(conditional_t<is_uint<T>, uint, int>(v)));
  }
}

// 64-bit reductions and scans have no intrinsic: they walk over the active lanes, in order, by shuffles.
// `before`: only lanes before this one; `here`: this one too; neither: all. Starts from `start`.
template <typename T, typename Shuffle, typename Op>
__pewter_group_fn T walk(ulong active, uint own, bool all, bool here, T v, T start, Shuffle shuffle, Op op) {
  T r = start;
  for (; active; active &= active - 1) {
    const uint from = __builtin_ctzg(active);
    const T other = shuffle(v, from);
    if (all || from < own || (here && from == own)) r = op(r, other);
  }
  return r;
}
}  // namespace __pewter

// The bits of the lanes that voted yes.
class simd_vote {
 public:
  using vote_t = ulong;
  __pewter_fn explicit constexpr simd_vote(vote_t v = 0) : __v(v) {}
  __pewter_fn explicit constexpr operator vote_t() const { return __v; }
  __pewter_fn constexpr bool all() const { return (__v & 0xffffffffu) == 0xffffffffu; }
  __pewter_fn constexpr bool any() const { return __v != 0; }
 private:
  vote_t __v;
};
class quad_vote {
 public:
  using vote_t = uint;
  __pewter_fn explicit constexpr quad_vote(vote_t v = 0) : __v(v) {}
  __pewter_fn explicit constexpr operator vote_t() const { return __v; }
  __pewter_fn constexpr bool all() const { return (__v & 0xfu) == 0xfu; }
  __pewter_fn constexpr bool any() const { return __v != 0; }
 private:
  vote_t __v;
};

namespace __pewter {
__pewter_fn uint lane_in_simd() { return __pewter_lane(); }
__pewter_fn uint lane_in_quad() { return __pewter_lane() & 3; }
}  // namespace __pewter

// Votes and data movement of group G (simd or quad) with W lanes.
#define __pewter_group_movement(G, W)                                                                          \
  __pewter_group_fn G##_vote G##_ballot(bool vote) { return G##_vote(__pewter_##G##_ballot(vote)); }           \
  __pewter_group_fn G##_vote G##_active_threads_mask() { return G##_ballot(true); }                            \
  __pewter_group_fn bool G##_any(bool vote) { return __pewter_##G##_ballot(vote) != 0; }                       \
  __pewter_group_fn bool G##_all(bool vote) { return __pewter_##G##_ballot(!vote) == 0; }                      \
  __pewter_group_fn bool G##_is_first() {                                                                      \
    return __pewter::lane_in_##G() == uint(__builtin_ctzg(__pewter_##G##_ballot(true)));                       \
  }                                                                                                            \
  __pewter_fn constexpr bool G##_is_helper_thread() { return false; }                                          \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle(T data, ushort lane) {                                                       \
    return __pewter::by_words(data, [lane](uint w) { return __pewter_##G##_shuffle_u32(w, lane & (W - 1)); }); \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_broadcast(T data, ushort lane) { return G##_shuffle(data, lane); }                   \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_broadcast_first(T data) {                                                            \
    return __pewter::by_words(data, [](uint w) { return __pewter_##G##_broadcast_first_u32(w); });             \
  }                                                                                                            \
  /* Lanes with no lane to read from keep their own value. */                                                  \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_up(T data, ushort delta) {                                                   \
    const uint own = __pewter::lane_in_##G();                                                                  \
    return G##_shuffle(data, ushort(own >= delta ? own - delta : own));                                        \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_down(T data, ushort delta) {                                                 \
    const uint own = __pewter::lane_in_##G();                                                                  \
    return G##_shuffle(data, ushort(own + delta < W ? own + delta : own));                                     \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_xor(T data, ushort mask) {                                                   \
    return G##_shuffle(data, ushort(__pewter::lane_in_##G() ^ mask));                                          \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_rotate_up(T data, ushort delta) {                                            \
    return G##_shuffle(data, ushort(__pewter::lane_in_##G() - delta));                                         \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_rotate_down(T data, ushort delta) {                                          \
    return G##_shuffle(data, ushort(__pewter::lane_in_##G() + delta));                                         \
  }                                                                                                            \
  /* Segments of `modulo` lanes; what comes from outside the segment comes from the other end of `filling`. */ \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_and_fill_up(T data, T filling, ushort delta, ushort modulo = W) {            \
    const uint own = __pewter::lane_in_##G(), at = own & (modulo - 1u);                                        \
    const ushort from = ushort((own - at) + ((at - delta) & (modulo - 1u)));                                   \
    const T inside = G##_shuffle(data, from), outside = G##_shuffle(filling, from);                            \
    return at >= delta ? inside : outside;                                                                     \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_shuffle_and_fill_down(T data, T filling, ushort delta, ushort modulo = W) {          \
    const uint own = __pewter::lane_in_##G(), at = own & (modulo - 1u);                                        \
    const ushort from = ushort((own - at) + ((at + delta) & (modulo - 1u)));                                   \
    const T inside = G##_shuffle(data, from), outside = G##_shuffle(filling, from);                            \
    return at + delta < modulo ? inside : outside;                                                             \
  }
__pewter_group_movement(simd, 32)
__pewter_group_movement(quad, 4)
#undef __pewter_group_movement

// One reduction or scan: intrinsics on int, uint and float; op, start, all and here say what 64 bits do instead.
#define __pewter_group_arithmetic(G, name, op, start, all, here)                                               \
  namespace __pewter {                                                                                         \
  struct G##_##name##_function {                                                                               \
    __pewter_group_fn int operator()(int v) const { return __pewter_##G##_##name##_s32(v); }                   \
    __pewter_group_fn uint operator()(uint v) const { return __pewter_##G##_##name##_u32(v); }                 \
    __pewter_group_fn float operator()(float v) const { return __pewter_##G##_##name##_f32(v); }               \
    template <typename T>                                                                                      \
    __pewter_group_fn T operator()(T v) const {                                                                \
      return walk(__pewter_##G##_ballot(true), lane_in_##G(), all, here, v, T(start),                          \
                  [](T w, uint from) { return G##_shuffle(w, ushort(from)); },                                 \
                  [](T a, T b) { return T(op); });                                                             \
    }                                                                                                          \
  };                                                                                                           \
  }                                                                                                            \
  template <__pewter::group_data T>                                                                            \
  __pewter_group_fn T G##_##name(T data) {                                                                     \
    return __pewter::by_components(data, __pewter::G##_##name##_function());                                   \
  }
#define __pewter_group_bitwise(G, name)                                                                        \
  template <__pewter::group_integer T>                                                                         \
  __pewter_group_fn T G##_##name(T data) {                                                                     \
    return __pewter::by_words(data, [](uint w) { return __pewter_##G##_##name##_u32(w); });                    \
  }
#define __pewter_group_reductions(G)                                                                           \
  __pewter_group_arithmetic(G, sum, a + b, 0, true, true)                                                      \
  __pewter_group_arithmetic(G, product, a * b, 1, true, true)                                                  \
  __pewter_group_arithmetic(G, min, b < a ? b : a, v, true, true)                                              \
  __pewter_group_arithmetic(G, max, a < b ? b : a, v, true, true)                                              \
  __pewter_group_arithmetic(G, prefix_inclusive_sum, a + b, 0, false, true)                                    \
  __pewter_group_arithmetic(G, prefix_exclusive_sum, a + b, 0, false, false)                                   \
  __pewter_group_arithmetic(G, prefix_inclusive_product, a * b, 1, false, true)                                \
  __pewter_group_arithmetic(G, prefix_exclusive_product, a * b, 1, false, false)                               \
  __pewter_group_bitwise(G, and)                                                                               \
  __pewter_group_bitwise(G, or)                                                                                \
  __pewter_group_bitwise(G, xor)
__pewter_group_reductions(simd)
__pewter_group_reductions(quad)
#undef __pewter_group_reductions
#undef __pewter_group_bitwise
#undef __pewter_group_arithmetic
}  // namespace metal

// The names that programs call when they extend the functions to types of their own.
#define __pewter_x(name)                                                         \
  template <typename T, typename... A>                                           \
  __pewter_group_fn T __metal_##name(T data, A... a) { return metal::name(data, a...); }
// Bitwise ones take a floating-point argument as the int that it converts to.
#define __pewter_y(name)                                                         \
  template <typename T>                                                          \
  __pewter_group_fn auto __metal_##name(T data) {                                \
    if constexpr (metal::__pewter::is_real<T>) return metal::name(int(data));    \
    else return metal::name(data);                                               \
  }
#define __pewter_group(G)                                                                                         \
  __pewter_x(G##_shuffle) __pewter_x(G##_broadcast) __pewter_x(G##_broadcast_first) __pewter_x(G##_shuffle_up)    \
  __pewter_x(G##_shuffle_down) __pewter_x(G##_shuffle_xor) __pewter_x(G##_shuffle_rotate_up)                      \
  __pewter_x(G##_shuffle_rotate_down) __pewter_x(G##_shuffle_and_fill_up) __pewter_x(G##_shuffle_and_fill_down)   \
  __pewter_x(G##_sum) __pewter_x(G##_product) __pewter_x(G##_min) __pewter_x(G##_max) __pewter_y(G##_and)         \
  __pewter_y(G##_or) __pewter_y(G##_xor) __pewter_x(G##_prefix_inclusive_sum) __pewter_x(G##_prefix_exclusive_sum) \
  __pewter_x(G##_prefix_inclusive_product) __pewter_x(G##_prefix_exclusive_product)
__pewter_group(simd)
__pewter_group(quad)
#undef __pewter_group
#undef __pewter_x
#undef __pewter_y

// Called with a value of the type that the answer shall have.
template <typename T> __pewter_fn constexpr T __metal_get_simdgroup_size(T) { return 32; }
template <typename T> __pewter_fn constexpr T __metal_get_quadgroup_size(T) { return 4; }
template <typename T> __pewter_fn T __metal_get_thread_index_in_simdgroup(T) { return T(__pewter_lane()); }
template <typename T> __pewter_fn T __metal_get_thread_index_in_quadgroup(T) { return T(__pewter_lane() & 3); }
