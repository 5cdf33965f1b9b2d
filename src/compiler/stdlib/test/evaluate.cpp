// SPDX-License-Identifier: Apache-2.0
// What the library computes, checked while it is compiled: nothing here runs.
#include <metal_stdlib>
#include <simd/simd.h>
using namespace metal;

// Sizes and alignments are Metal's.
template <typename T, size_t Size, size_t Align>
constexpr bool laid_out = sizeof(T) == Size && alignof(T) == Align;
static_assert(laid_out<bool, 1, 1> && laid_out<char, 1, 1> && laid_out<half, 2, 2> && laid_out<bfloat, 2, 2> && laid_out<long, 8, 8>);
static_assert(laid_out<bool2, 2, 2> && laid_out<bool3, 4, 4> && laid_out<char4, 4, 4> && laid_out<ushort3, 8, 8>);
static_assert(laid_out<half2, 4, 4> && laid_out<half3, 8, 8> && laid_out<bfloat4, 8, 8> && laid_out<int3, 16, 16>);
static_assert(laid_out<float2, 8, 8> && laid_out<float3, 16, 16> && laid_out<float4, 16, 16>);
static_assert(laid_out<long2, 16, 16> && laid_out<ulong3, 32, 32> && laid_out<long4, 32, 32>);
static_assert(laid_out<packed_float3, 12, 4> && laid_out<packed_half3, 6, 2> && laid_out<packed_uchar3, 3, 1> && laid_out<packed_long2, 16, 8>);
static_assert(laid_out<float2x2, 16, 8> && laid_out<float2x3, 32, 16> && laid_out<float3x2, 24, 8> && laid_out<float4x4, 64, 16>);
static_assert(laid_out<half2x2, 8, 4> && laid_out<half3x3, 24, 8> && laid_out<half4x4, 32, 8>);
static_assert(laid_out<atomic_uint, 4, 4> && laid_out<atomic_bool, 1, 1> && laid_out<atomic_ulong, 8, 8>);
static_assert(is_same_v<simd_float3, float3> && is_same_v<vector_uint2, uint2> && is_same_v<simd::packed_float3, packed_float3>);
static_assert(is_same_v<metal::uint, ::uint> && is_same_v<vec<half, 3>, half3> && is_same_v<matrix_float4x4, metal::float4x4>);

// Threadgroup memory and unions hold what is trivial.
template <typename T>
constexpr bool plain = __is_trivially_copyable(T) && __is_trivially_constructible(T) && __is_trivially_destructible(T);
static_assert(plain<float4> && plain<packed_half3> && plain<float3x3> && plain<array<float3, 4>> && plain<simdgroup_float8x8>);
static_assert(__is_trivially_constructible(atomic_uint));

// Constructors, swizzles, subscripts.
static_assert(float4(1).w == 1 && float4(1, float3(2, 3, 4)).z == 3 && float4(float2(1, 2), float2(3, 4)).w == 4);
static_assert(float4(1, float2(2, 3), 4).y == 2 && float3(float2(1, 2), 3).z == 3 && float3(1, float2(2, 3)).z == 3);
static_assert(float4(packed_float3(1, 2, 3), 4)[2] == 3);
static_assert(int4(float4(1.9f, -1.9f, 2, 3)).y == -1 && bool3(int3(0, 5, -1)).y && half2(bfloat2(1.5f, 2)).x == half(1.5));
static_assert(float4(1, 2, 3, 4).wzyx.x == 4 && float4(1, 2, 3, 4).bgra.x == 3 && float2(1, 2).xxyy.z == 2 && float3(1, 2, 3).rg.g == 2);
static_assert(float4(1, 2, 3, 4).hi.y == 4 && float4(1, 2, 3, 4).odd.x == 2 && int2(5, 6).even == 5 && float3(1, 2, 3).lo.y == 2);
constexpr float4 edited() {
  float4 v = {1, 2, 3};
  v.zw = v.xy;              // 1 2 1 2
  v.rg += 10.0f;            // 11 12 1 2
  v.wzyx = v;               // 2 1 12 11
  v.b += 1;                 // 2 1 13 11
  ++v;                      // 3 2 14 12
  v[1] = 7;                 // 3 7 14 12
  v.xyz = v.zxy;            // 14 3 7 12
  v *= 2;                   // 28 6 14 24
  packed_float3 p = v.xyz;
  p += 1;                   // 29 7 15
  p.xz = p.zx;              // 15 7 29
  return float4(p, v.w);
}
static_assert(all(edited() == float4(15, 7, 29, 24)));

// Operators.
static_assert(all(int3(1, 2, 3) + 1 == int3(2, 3, 4)) && all(2 * float2(1, 2) == float2(2, 4)) && (7 % int2(4, 5)).y == 2);
static_assert((int3(1, 2, 3) << 2).z == 12 && (int3(1, 2, 3) << uint3(1, 2, 33)).z == 6 && (1 << int2(1, 2)).y == 4 && (-8 >> int2(1)).x == -4);
static_assert((~uint2(0)).x == ~0u && (!bool2(true, false)).y && any(bool2(true, false) && true) && !all(bool2(true, false) || false));
static_assert((uchar2(200) + uchar2(100)).x == 44 && (char2(-128) / char2(2)).x == -64);
static_assert(is_same_v<decltype(half2() * half(2)), half2> && is_same_v<decltype(float3() < 1), bool3>);
static_assert(is_same_v<decltype(packed_float3() + packed_float3()), float3>);

// Traits.
static_assert(is_floating_point_v<half> && is_floating_point_v<bfloat> && is_integral_v<ulong> && !is_integral_v<float2>);
static_assert(is_signed_v<char> && is_signed_v<half> && is_unsigned_v<uchar> && is_convertible_v<float, float4> && !is_convertible_v<int4, float4>);
static_assert(is_same_v<conditional_t<true, int, float>, int> && is_same_v<enable_if_t<true, int>, int> && is_same_v<make_unsigned_t<short>, ushort>);
static_assert(is_same_v<remove_cv_t<const volatile int>, int> && is_same_v<remove_addrspace_t<__pewter_device int>, int>);
static_assert(is_same_v<remove_reference_t<int&>, int> && is_same_v<common_type_t<half, float>, float> && is_same_v<decay_t<int[3]>, int*>);
static_assert(_disjunction<is_same<int, float>, is_same<int, int>>::value && !_conjunction<true_type, false_type>::value);
static_assert(is_vector_v<float4> && !is_vector_v<float> && rank_v<int[2][3]> == 2 && extent_v<int[2][3], 1> == 3);

// Limits.
static_assert(numeric_limits<int>::min() == INT_MIN && numeric_limits<long>::max() == LONG_MAX && numeric_limits<uchar>::max() == 255);
static_assert(numeric_limits<half>::max() == half(65504.0f) && numeric_limits<float>::epsilon() == 0x1p-23f && numeric_limits<bfloat>::digits == 8);
static_assert(numeric_limits<float>::lowest() == -MAXFLOAT && numeric_limits<float>::infinity() == INFINITY && numeric_limits<const int>::digits10 == 9);
static_assert(!numeric_limits<float4>::is_specialized && numeric_limits<char>::is_signed && numeric_limits<bool>::digits == 1);

// Integer functions.
static_assert(mulhi(~0ul, ~0ul) == ~0ul - 1 && mulhi(-1l, 5l) == -1 && mulhi(0x80000000u, 4u) == 2 && mulhi(char(-100), char(100)) == -40);
static_assert(mulhi(0x123456789abcdef1ul, 0xfedcba9876543211ul) == 1305938385386173475ul);
static_assert(madsat(INT_MAX, 2, 5) == INT_MAX && madsat(-INT_MAX, 2, -5) == INT_MIN && madsat(3l, -4l, 2l) == -10);
static_assert(madsat(1l << 62, 4l, 0l) == LONG_MAX && madsat(-(1l << 62), 4l, 0l) == LONG_MIN && madsat(~0ul, 1ul, 1ul) == ~0ul);
static_assert(madsat(1l << 62, 2l, -1l) == LONG_MAX && madsat(-1l, 1l, 1l) == 0 && madsat(-(1l << 62), 2l, -1l) == LONG_MIN);
static_assert(madhi(uchar(255), uchar(255), uchar(3)) == 1 && addsat(char(100), char(100)) == 127 && subsat(uchar(1), uchar(2)) == 0);
static_assert(addsat(-INT_MAX, -5) == INT_MIN && subsat(-INT_MAX, 5) == INT_MIN && subsat(5, -INT_MAX) == INT_MAX);
static_assert(rotate(uchar(0x81), uchar(1)) == 3 && rotate(1, 33) == 2 && rotate(short(1), short(-1)) == SHRT_MIN && rotate(5ul, 0ul) == 5);
static_assert(extract_bits(0xf0, 4u, 4u) == -1 && extract_bits(0xf0u, 4u, 4u) == 15 && extract_bits(-1, 0u, 32u) == -1 && extract_bits(5, 0u, 0u) == 0);
static_assert(insert_bits(0, -1, 4u, 4u) == 0xf0 && insert_bits(0u, 7u, 0u, 32u) == 7 && insert_bits(uchar(0xff), uchar(0), 2u, 0u) == 0xff);
static_assert(hadd(INT_MIN, INT_MAX) == -1 && rhadd(uchar(255), uchar(254)) == 255 && hadd(char(-3), char(-4)) == -4);
static_assert(clz(short(1)) == 15 && ctz(uchar(0)) == 8 && popcount(char(-1)) == 8 && reverse_bits(uchar(1)) == 128 && clz(0ul) == 64);
static_assert(absdiff(char(-128), char(127)) == 255 && abs(-5l) == 5 && is_same_v<decltype(absdiff(int3(), int3())), uint3>);
static_assert(median3(3, 1, 2) == 2 && max3(uchar(1), uchar(3), uchar(2)) == 3 && min3(-1, -3, 2) == -3 && clamp(5, 1, 3) == 3);
static_assert(mul24(-3, 4) == -12 && mad24(3u, 4u, 5u) == 17);

// Relational functions, as_type.
static_assert(all(bool3(true)) && !all(bool2(true, false)) && any(bool4(false, false, false, true)) && select(1, 2, true) == 2);
static_assert(all(select(int2(1, 2), int2(3, 4), bool2(false, true)) == int2(1, 4)));
static_assert(as_type<uint>(1.0f) == 0x3f800000 && as_type<half>(ushort(0x3c00)) == half(1) && as_type<ushort2>(0x00020001u).y == 2);

// Matrices.
constexpr float2x2 m{{1, 2}, {3, 4}};
static_assert(determinant(m) == -2 && transpose(m)[0].y == 3 && m * m == float2x2(7, 10, 15, 22));
static_assert(all(m * float2(1, 1) == float2(4, 6)) && all(float2(1, 1) * m == float2(3, 7)) && (2.0f * m)[1].y == 8 && (m - m) == float2x2(0.0f));
static_assert(determinant(float3x3(2)) == 8 && determinant(float4x4(1, 2, 3, 4, 2, 1, 5, 3, 0, 2, 1, 4, 3, 1, 1, 2)) == -11);
static_assert(float2x3(1, 2, 3, 4, 5, 6)[1].x == 4 && all((float2x3(1) * float2(5, 6)) == float3(5, 6, 0)));
static_assert((float3x2(1, 2, 3, 4, 5, 6) * float2x3(1)) == float2x2(1, 2, 3, 4) && half2x2(m)[1].x == half(3));

// Arrays, votes, flags.
static_assert(array<int, 3>{1, 2, 3}[1] == 2 && array<int, 3>{}.size() == 3 && array<int, 2>{4, 5}.back() == 5);
static_assert(simd_vote(0xffffffff).all() && simd_vote(4).any() && ulong(simd_vote(5)) == 5 && quad_vote(15).all() && !quad_vote(7).all());
static_assert((mem_flags::mem_device | mem_flags::mem_threadgroup) == mem_flags(3));
static_assert(uniform<int>(4) / make_uniform(2) == 2);
static_assert(is_same_v<decltype(uniform<int>() + uniform<int>()), uniform<int>>);
static_assert(is_same_v<decltype(uniform<int>() * 2.0f), float> && is_same_v<decltype(1u - uniform<uint>()), uint>);
static_assert(make_uniform(1.5f) * make_uniform(2) == 3 && -make_uniform(7) % 4 == -3 && ~make_uniform(1) == -2 && !make_uniform(0));
// A number that converts from any other, with operators, is not what uniforms take.
struct any_number {
  float v;
  template <typename T, typename = enable_if_t<is_convertible_v<T, float>>> constexpr any_number(T x) : v(x) {}
};
constexpr any_number operator/(any_number, any_number) { return 0; }
constexpr bool operator>(any_number, any_number) { return false; }
static_assert(uniform<int>(9) / uniform<int>(2) == 4 && uniform<int>(9) > 2 && 9 > uniform<int>(2));
