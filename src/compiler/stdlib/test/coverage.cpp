// SPDX-License-Identifier: Apache-2.0
// Every function over every type that it takes: compiled to code, so that each overload is there, unambiguous, and lowers.
#include <metal_stdlib>
using namespace metal;

// Keeps a value alive, whatever it is.
template <typename T> void use(T value) {
  static __pewter_threadgroup T sink;
  sink = value;
}
template <typename T> T make() {
  static __pewter_threadgroup T source;
  return source;
}
#define EACH_WIDTH(F, T) F<T>(); F<vec<T, 2>>(); F<vec<T, 3>>(); F<vec<T, 4>>();
#define SIGNED(F) EACH_WIDTH(F, char) EACH_WIDTH(F, short) EACH_WIDTH(F, int) EACH_WIDTH(F, long)
#define UNSIGNED(F) EACH_WIDTH(F, uchar) EACH_WIDTH(F, ushort) EACH_WIDTH(F, uint) EACH_WIDTH(F, ulong)
#define INTEGER(F) SIGNED(F) UNSIGNED(F)
#define REAL(F) EACH_WIDTH(F, half) EACH_WIDTH(F, float)
#define BFLOAT(F) EACH_WIDTH(F, bfloat)
template <typename T> using boolean = __pewter::shaped<T, bool>;
template <typename T> using integer = __pewter::shaped<T, int>;
template <typename T, typename U> void expect() { static_assert(is_same_v<T, U>, "result type"); }
#define CHECK(R, ...) expect<R, decltype(__VA_ARGS__)>(); use(__VA_ARGS__);

template <typename T> void integers() {
  using S = __pewter::element<T>;
  const T a = make<T>(), b = make<T>(), c = make<T>();
  CHECK(T, abs(a)) CHECK(T, clz(a)) CHECK(T, ctz(a)) CHECK(T, popcount(a)) CHECK(T, reverse_bits(a))
  use(absdiff(a, b));
  CHECK(T, addsat(a, b)) CHECK(T, subsat(a, b)) CHECK(T, hadd(a, b)) CHECK(T, rhadd(a, b)) CHECK(T, mulhi(a, b)) CHECK(T, rotate(a, b))
  CHECK(T, max(a, b)) CHECK(T, min(a, b)) CHECK(T, clamp(a, b, c)) CHECK(T, clamp(a, S(1), S(3)))
  CHECK(T, madhi(a, b, c)) CHECK(T, madsat(a, b, c)) CHECK(T, max3(a, b, c)) CHECK(T, min3(a, b, c)) CHECK(T, median3(a, b, c))
  CHECK(T, extract_bits(a, 1u, 3u)) CHECK(T, insert_bits(a, b, 1u, 3u)) CHECK(T, select(a, b, boolean<T>(true)))
}

template <typename T> void arithmetic() {
  T a = make<T>(), b = make<T>();
  use(a + b), use(a - b), use(a * b), use(a / b), use(-a), use(+a);
  use(a == b), use(a != b), use(a < b), use(a <= b), use(a > b), use(a >= b);
  a += b, a -= b, a *= b, a /= b;
  use(a++), use(a--), use(++a), use(--a);
}
template <typename T> void bitwise() {
  T a = make<T>(), b = make<T>();
  use(a % b), use(a & b), use(a | b), use(a ^ b), use(~a), use(a << b), use(a >> b), use(a << 1), use(a >> 1u);
  a %= b, a &= b, a |= b, a ^= b, a <<= b, a >>= b, a <<= 1;
  use(!a), use(a && b), use(a || b);
}

template <typename T> void reals() {
  using S = __pewter::element<T>;
  const T a = make<T>(), b = make<T>(), c = make<T>();
#define UNARY(f) CHECK(T, f(a)) CHECK(T, fast::f(a)) CHECK(T, precise::f(a))
#define BINARY(f) CHECK(T, f(a, b)) CHECK(T, fast::f(a, b)) CHECK(T, precise::f(a, b))
#define TERNARY(f) CHECK(T, f(a, b, c)) CHECK(T, fast::f(a, b, c)) CHECK(T, precise::f(a, b, c))
  UNARY(acos) UNARY(acosh) UNARY(asin) UNARY(asinh) UNARY(atan) UNARY(atanh) UNARY(ceil) UNARY(cos) UNARY(cosh) UNARY(cospi)
  UNARY(exp) UNARY(exp2) UNARY(exp10) UNARY(fabs) UNARY(abs) UNARY(floor) UNARY(fract) UNARY(log) UNARY(log2) UNARY(log10)
  UNARY(rint) UNARY(round) UNARY(rsqrt) UNARY(sin) UNARY(sinh) UNARY(sinpi) UNARY(sqrt) UNARY(tan) UNARY(tanh) UNARY(tanpi)
  UNARY(trunc) UNARY(saturate) UNARY(sign)
  BINARY(atan2) BINARY(copysign) BINARY(divide) BINARY(fdim) BINARY(fmax) BINARY(fmin) BINARY(fmod) BINARY(max) BINARY(min)
  BINARY(nextafter) BINARY(pow) BINARY(powr) BINARY(step)
  TERNARY(fma) TERNARY(fmax3) TERNARY(fmin3) TERNARY(fmedian3) TERNARY(max3) TERNARY(min3) TERNARY(median3)
  TERNARY(clamp) TERNARY(mix) TERNARY(smoothstep)
  CHECK(T, clamp(a, S(0), S(1))) CHECK(T, mix(a, b, S(0.5f))) CHECK(T, max(a, S(0))) CHECK(T, step(S(1), a))
  T second;
  integer<T> exponent;
  CHECK(T, modf(a, second)) CHECK(T, sincos(a, second)) CHECK(T, frexp(a, exponent)) CHECK(T, ldexp(a, exponent))
  CHECK(T, precise::modf(a, second)) CHECK(T, fast::sincos(a, second))
  CHECK(integer<T>, ilogb(a))
  use(second), use(exponent);
}
template <typename T> void classification() {
  using B = boolean<T>;
  const T a = make<T>(), b = make<T>();
  CHECK(B, isfinite(a)) CHECK(B, isinf(a)) CHECK(B, isnan(a)) CHECK(B, isnormal(a)) CHECK(B, isordered(a, b)) CHECK(B, isunordered(a, b))
  CHECK(B, signbit(a)) CHECK(T, select(a, b, B(true)))
  CHECK(bool, all(isnan(a))) CHECK(bool, any(isnan(a)))
}
// A bfloat gives a float; so do mixtures. Vectors keep their type.
void bfloats() {
  const bfloat a = make<bfloat>();
  CHECK(float, exp(a)) CHECK(float, max(a, a)) CHECK(float, max(a, 1.0f)) CHECK(float, fma(a, a, a)) CHECK(float, abs(a))
  const bfloat3 v = make<bfloat3>();
  CHECK(bfloat3, exp(v)) CHECK(bfloat3, max(v, v)) CHECK(bfloat3, fma(v, v, v))
}

template <typename T> void geometry() {
  using S = __pewter::element<T>;
  const T a = make<T>(), b = make<T>(), c = make<T>();
  CHECK(S, dot(a, b)) CHECK(S, length(a)) CHECK(S, length_squared(a)) CHECK(S, distance(a, b)) CHECK(S, distance_squared(a, b))
  CHECK(T, normalize(a)) CHECK(T, faceforward(a, b, c)) CHECK(T, reflect(a, b)) CHECK(T, refract(a, b, S(0.5f)))
  CHECK(T, fast::normalize(a)) CHECK(S, precise::length(a))
}

template <typename T> void groups() {
  const T a = make<T>(), b = make<T>();
#define MOVEMENT(G)                                                                                                       \
  CHECK(T, G##_shuffle(a, 1)) CHECK(T, G##_shuffle_up(a, 1)) CHECK(T, G##_shuffle_down(a, 1)) CHECK(T, G##_shuffle_xor(a, 1)) \
  CHECK(T, G##_shuffle_rotate_up(a, 1)) CHECK(T, G##_shuffle_rotate_down(a, 1)) CHECK(T, G##_shuffle_and_fill_up(a, b, 1))     \
  CHECK(T, G##_shuffle_and_fill_up(a, b, 1, 2)) CHECK(T, G##_shuffle_and_fill_down(a, b, 1))                              \
  CHECK(T, G##_shuffle_and_fill_down(a, b, 1, 2)) CHECK(T, G##_broadcast(a, 1)) CHECK(T, G##_broadcast_first(a))
#define REDUCTION(G)                                                                                                      \
  CHECK(T, G##_sum(a)) CHECK(T, G##_product(a)) CHECK(T, G##_min(a)) CHECK(T, G##_max(a))                                 \
  CHECK(T, G##_prefix_inclusive_sum(a)) CHECK(T, G##_prefix_exclusive_sum(a))                                             \
  CHECK(T, G##_prefix_inclusive_product(a)) CHECK(T, G##_prefix_exclusive_product(a))
#define BITWISE(G) CHECK(T, G##_and(a)) CHECK(T, G##_or(a)) CHECK(T, G##_xor(a))
  MOVEMENT(simd) MOVEMENT(quad) REDUCTION(simd) REDUCTION(quad)
  if constexpr (__pewter::is_int<__pewter::element<T>>) { BITWISE(simd) BITWISE(quad) }
}
void votes() {
  const bool p = make<bool>();
  CHECK(bool, simd_all(p)) CHECK(bool, simd_any(p)) CHECK(simd_vote, simd_ballot(p)) CHECK(simd_vote, simd_active_threads_mask())
  CHECK(bool, simd_is_first()) CHECK(bool, simd_is_helper_thread())
  CHECK(bool, quad_all(p)) CHECK(bool, quad_any(p)) CHECK(quad_vote, quad_ballot(p)) CHECK(quad_vote, quad_active_threads_mask())
  CHECK(bool, quad_is_first()) CHECK(bool, quad_is_helper_thread())
}

#define ATOMIC_COMMON(T, space, o)                                                                              \
  CHECK(T, atomic_load_explicit(o, memory_order_acquire)) CHECK(T, atomic_exchange_explicit(o, make<T>(), memory_order_acq_rel)) \
  atomic_store_explicit(o, make<T>(), memory_order_release);                                                    \
  {                                                                                                             \
    T expected = make<T>();                                                                                     \
    CHECK(bool, atomic_compare_exchange_weak_explicit(o, &expected, make<T>(), memory_order_seq_cst, memory_order_relaxed)) \
  }
#define ATOMIC_SUM(T, o)                                               \
  CHECK(T, atomic_fetch_add_explicit(o, 1, memory_order_relaxed)) CHECK(T, atomic_fetch_sub_explicit(o, 1, memory_order_relaxed))
#define ATOMIC_BITS(T, o)                                              \
  CHECK(T, atomic_fetch_and_explicit(o, 1, memory_order_relaxed)) CHECK(T, atomic_fetch_or_explicit(o, 1, memory_order_relaxed)) \
  CHECK(T, atomic_fetch_xor_explicit(o, 1, memory_order_relaxed)) CHECK(T, atomic_fetch_min_explicit(o, 1, memory_order_relaxed)) \
  CHECK(T, atomic_fetch_max_explicit(o, 1, memory_order_relaxed))
#define ATOMICS(space)                                                                                          \
  void atomics(space atomic_int* i, volatile space atomic_uint* u, space atomic_bool* b, space atomic_float* f, \
               space atomic_ulong* l) {                                                                         \
    ATOMIC_COMMON(int, space, i) ATOMIC_COMMON(uint, space, u) ATOMIC_COMMON(bool, space, b)                    \
    ATOMIC_COMMON(float, space, f) ATOMIC_COMMON(ulong, space, l)                                               \
    ATOMIC_SUM(int, i) ATOMIC_SUM(uint, u) ATOMIC_SUM(float, f) ATOMIC_BITS(int, i) ATOMIC_BITS(uint, u)        \
    atomic_max_explicit(l, 3, memory_order_relaxed);                                                            \
    atomic_min_explicit(l, 3, memory_order_relaxed);                                                            \
    use(atomic_fetch_add_explicit((space atomic<uint>*)u, 1u, memory_order_relaxed));                           \
  }
ATOMICS(__pewter_device)
ATOMICS(__pewter_threadgroup)

template <typename T> void simdgroup_matrices() {
  using M = simdgroup_matrix<T, 8, 8>;
  __pewter_device T* memory = nullptr;
  static __pewter_threadgroup T tile[64];
  M a, b(T(1)), c = make_filled_simdgroup_matrix<T, 8, 8>(T(0)), d;
  simdgroup_load(a, memory), simdgroup_load(a, memory, 16), simdgroup_load(a, memory, 16, ulong2(8, 0)), simdgroup_load(b, tile, 8, 0, true);
  simdgroup_multiply(d, a, b);
  simdgroup_multiply_accumulate(d, a, b, c);
  simdgroup_float8x8 sum(0.0f);
  simdgroup_multiply_accumulate(sum, a, b, sum);
  d = a * b;
  d.thread_elements()[0] += T(1);
  simdgroup_store(d, memory), simdgroup_store(d, memory, 16, ulong2(8, 0), true), simdgroup_store(d, tile, 8);
}

template <typename T> void matrices() {
  matrix<T, 2, 3> m = make<matrix<T, 2, 3>>();
  matrix<T, 4, 4> q = make<matrix<T, 4, 4>>();
  use(m + m), use(m - m), use(-m), use(m * T(2)), use(T(2) * m), use(m * vec<T, 2>(1)), use(vec<T, 3>(1) * m);
  use(m * matrix<T, 3, 2>(T(1))), use(transpose(m)), use(q * q), use(determinant(q));
  use(determinant(matrix<T, 3, 3>(T(1)))), use(determinant(matrix<T, 2, 2>(T(1))));
  m[1].y = T(3), m[0] = vec<T, 3>(1), q *= q, q *= T(2), q += q, q -= q;
}
void packing() {
  const float4 f = make<float4>();
  const half4 h = make<half4>();
  const uint p = make<uint>();
  const ushort s = make<ushort>();
#define PACK(format, P, N) CHECK(P, pack_float_to_##format(float##N(f.__get_##N))) CHECK(P, pack_half_to_##format(half##N(h.__get_##N)))
#define __get_2 xy
#define __get_3 xyz
#define __get_4 xyzw
#define UNPACK(format, N, v) CHECK(float##N, unpack_##format##_to_float(v)) CHECK(half##N, unpack_##format##_to_half(v))
  PACK(unorm4x8, uint, 4) PACK(snorm4x8, uint, 4) PACK(srgb_unorm4x8, uint, 4) PACK(unorm2x16, uint, 2) PACK(snorm2x16, uint, 2)
  PACK(unorm10a2, uint, 4) PACK(unorm565, ushort, 3)
  UNPACK(unorm4x8, 4, p) UNPACK(snorm4x8, 4, p) UNPACK(unorm4x8_srgb, 4, p) UNPACK(unorm2x16, 2, p) UNPACK(snorm2x16, 2, p)
  UNPACK(unorm10a2, 4, p) UNPACK(unorm565, 3, s)
}

// Operators and swizzles in each address space.
void volatiles(volatile __pewter_device float4* d, volatile __pewter_threadgroup half2* t) {
  float4 v = *d;
  *d = v + 1, d->x = 2, *t = half2(v.xy), d[1] = d[0] + d[2];
  use(dot(*d, v)), use(*t * half(2));
}
void spaces(__pewter_device float4* d, __pewter_threadgroup float4* t, __pewter_constant float4* c, __pewter_device packed_float3* p) {
  d->xyz = t->zyx + c->xyz;
  *d += *c, d[1].w *= 2, t->xy = p->yz, *p = c->rgb, *p += d->xyz, (*p)[1] = 3;
  float4 v = *c;
  v.zw = d->xx;
  *t = v;
  __pewter_device float& x = d->x;
  x = 1;
  use(any(*d == *c)), use(dot(*d, *t)), use(length(*p)), use(as_type<uint4>(*d));
}
__pewter_constant float4 table[2] = {{1, 2, 3, 4}, float4(float2(5), 6, 7)};
__pewter_constant packed_half3 packed_table[1] = {{1, 2, 3}};
__pewter_constant float3x3 matrix_table = float3x3(1.0f);
__pewter_constant os_log logger("pewter", "coverage");

// What programs build on internals.
namespace metal {
inline bfloat abs(bfloat x) { return bfloat(__metal_fabs(float(x), __METAL_MAYBE_FAST_MATH__)); }
inline bfloat simd_sum(bfloat x) { return bfloat(__metal_simd_sum(float(x))); }
}  // namespace metal
void internals() {
  CHECK(bfloat, metal::abs(make<bfloat>())) CHECK(bfloat, metal::simd_sum(make<bfloat>()))
  CHECK(ushort, __metal_get_simdgroup_size(ushort())) CHECK(ushort, __metal_get_thread_index_in_simdgroup(ushort()))
  CHECK(int, __metal_simd_xor(1.0f))
  CHECK(float, __metal_nextafter(1.0f, 2.0f)) CHECK(ushort, __metal_simd_shuffle_and_fill_up(ushort(1), ushort(2), ushort(3), ushort(4)))
}

void everything(uint i) {
  INTEGER(integers) INTEGER(arithmetic) REAL(arithmetic) BFLOAT(arithmetic) INTEGER(bitwise)
  REAL(reals) REAL(classification) BFLOAT(classification) bfloats();
  mul24(1, 2), mad24(1u, 2u, 3u), mul24(int3(1), int3(2)), mad24(uint2(1), uint2(2), uint2(3));
  geometry<half2>(), geometry<half3>(), geometry<half4>(), geometry<float2>(), geometry<float3>(), geometry<float4>();
  use(cross(make<float3>(), make<float3>())), use(cross(make<half3>(), make<half3>()));
  INTEGER(groups) REAL(groups) BFLOAT(groups) votes();
  simdgroup_matrices<half>(), simdgroup_matrices<float>(), simdgroup_matrices<bfloat>(), matrices<half>(), matrices<float>(), packing(), internals();
  threadgroup_barrier(mem_flags::mem_none), threadgroup_barrier(mem_flags::mem_device | mem_flags::mem_threadgroup);
  threadgroup_barrier(mem_flags::mem_device, thread_scope_device), simdgroup_barrier(mem_flags::mem_threadgroup);
  atomic_thread_fence(mem_flags::mem_device, memory_order_seq_cst, thread_scope_device);
  use(table[i] + float(packed_table[i].x) + matrix_table[i].xxxx);
  os_log_default.log("%d", i), logger.log_debug("%v4f %s", table[i], "text"), os_log_default.log_with_type(OS_LOG_TYPE_ERROR, "none");
  for (auto x : array<float, 3>{1, 2, 3}) use(x);
  use(make_array_ref(array<int, 2>{1, 2}).size());
}
