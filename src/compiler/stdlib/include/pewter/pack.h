// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/math.h>

// <metal_pack>: normalised integers. Component 0 is in the lowest bits; conversion rounds to nearest even, NaN becomes 0.
#pragma float_control(precise, on, push)
namespace metal {
namespace __pewter {
__pewter_fn uint to_unorm(float x, float scale) {
  return uint(__builtin_rintf(__builtin_fminf(__builtin_fmaxf(x, 0.0f), 1.0f) * scale));
}
__pewter_fn uint to_snorm(float x, float scale, uint mask) {
  const float clamped = pick(x == x, __builtin_fminf(__builtin_fmaxf(x, -1.0f), 1.0f), 0.0f);
  return uint(int(__builtin_rintf(clamped * scale))) & mask;
}
__pewter_fn float from_snorm(int x, float scale) { return __builtin_fmaxf(float(x) / scale, -1.0f); }
__pewter_fn float to_srgb(float x) {
  x = __builtin_fminf(__builtin_fmaxf(x, 0.0f), 1.0f);
  return pick(x < 0.0031308f, x * 12.92f, 1.055f * fast::powr(x, 1.0f / 2.4f) - 0.055f);
}
__pewter_fn float from_srgb(float x) {
  return pick(x <= 0.04045f, x / 12.92f, fast::powr((x + 0.055f) / 1.055f, 2.4f));
}

__pewter_fn uint pack_unorm4x8(float4 v) {
  return to_unorm(v.x, 255) | to_unorm(v.y, 255) << 8 | to_unorm(v.z, 255) << 16 | to_unorm(v.w, 255) << 24;
}
__pewter_fn uint pack_snorm4x8(float4 v) {
  return to_snorm(v.x, 127, 255) | to_snorm(v.y, 127, 255) << 8 | to_snorm(v.z, 127, 255) << 16 | to_snorm(v.w, 127, 255) << 24;
}
__pewter_fn uint pack_srgb_unorm4x8(float4 v) {
  return pack_unorm4x8(float4(to_srgb(v.x), to_srgb(v.y), to_srgb(v.z), v.w));
}
__pewter_fn uint pack_unorm2x16(float2 v) { return to_unorm(v.x, 65535) | to_unorm(v.y, 65535) << 16; }
__pewter_fn uint pack_snorm2x16(float2 v) { return to_snorm(v.x, 32767, 65535) | to_snorm(v.y, 32767, 65535) << 16; }
__pewter_fn uint pack_unorm10a2(float4 v) {
  return to_unorm(v.x, 1023) | to_unorm(v.y, 1023) << 10 | to_unorm(v.z, 1023) << 20 | to_unorm(v.w, 3) << 30;
}
__pewter_fn ushort pack_unorm565(float3 v) {
  return ushort(to_unorm(v.x, 31) | to_unorm(v.y, 63) << 5 | to_unorm(v.z, 31) << 11);
}
__pewter_fn float4 unpack_unorm4x8(uint p) {
  return float4(p & 255, p >> 8 & 255, p >> 16 & 255, p >> 24) / 255.0f;
}
__pewter_fn float4 unpack_snorm4x8(uint p) {
  return float4(from_snorm(int(p) << 24 >> 24, 127), from_snorm(int(p) << 16 >> 24, 127), from_snorm(int(p) << 8 >> 24, 127),
                from_snorm(int(p) >> 24, 127));
}
__pewter_fn float4 unpack_unorm4x8_srgb(uint p) {
  const float4 v = unpack_unorm4x8(p);
  return float4(from_srgb(v.x), from_srgb(v.y), from_srgb(v.z), v.w);
}
__pewter_fn float2 unpack_unorm2x16(uint p) { return float2(p & 65535, p >> 16) / 65535.0f; }
__pewter_fn float2 unpack_snorm2x16(uint p) {
  return float2(from_snorm(int(p) << 16 >> 16, 32767), from_snorm(int(p) >> 16, 32767));
}
__pewter_fn float4 unpack_unorm10a2(uint p) {
  return float4(float3(p & 1023, p >> 10 & 1023, p >> 20 & 1023) / 1023.0f, float(p >> 30) / 3.0f);
}
__pewter_fn float3 unpack_unorm565(ushort p) {
  return float3(p & 31, p >> 5 & 63, p >> 11) / float3(31.0f, 63.0f, 31.0f);
}
}  // namespace __pewter

// pack_float_to_F, pack_half_to_F, unpack_F_to_float, unpack_F_to_half.
#define __pewter_pack(format, P, N)                                                                          \
  __pewter_fn P pack_float_to_##format(float##N v) { return __pewter::pack_##format(v); }                    \
  __pewter_fn P pack_half_to_##format(half##N v) { return __pewter::pack_##format(float##N(v)); }
#define __pewter_unpack(format, P, N)                                                                        \
  __pewter_fn float##N unpack_##format##_to_float(P p) { return __pewter::unpack_##format(p); }              \
  __pewter_fn half##N unpack_##format##_to_half(P p) { return half##N(__pewter::unpack_##format(p)); }
#define __pewter_x(format, P, N) __pewter_pack(format, P, N) __pewter_unpack(format, P, N)
__pewter_x(unorm4x8, uint, 4)
__pewter_x(snorm4x8, uint, 4)
__pewter_x(unorm2x16, uint, 2)
__pewter_x(snorm2x16, uint, 2)
__pewter_x(unorm10a2, uint, 4)
__pewter_x(unorm565, ushort, 3)
__pewter_pack(srgb_unorm4x8, uint, 4)
__pewter_unpack(unorm4x8_srgb, uint, 4)
#undef __pewter_x
#undef __pewter_pack
#undef __pewter_unpack
}  // namespace metal
#pragma float_control(pop)
