// SPDX-License-Identifier: Apache-2.0
// The library compiled for the host itself, so that what it computes can be compared with the C
// library's answers. The tests reach it through these functions only: two worlds with different `size_t`s must not meet.
// Distinct, and never used here.
#define __pewter_device __attribute__((address_space(1)))
#define __pewter_constant __attribute__((address_space(2)))
#define __pewter_threadgroup __attribute__((address_space(3)))
#define __METAL_ENABLE_LOGGING__ 1
#include <pewter/logging.h>
#include <pewter/math.h>
#include <pewter/pack.h>

extern "C" {
// One formatted argument; the line arrives at __pewter_log_line, which the test defines.
void log_float(const char* format, float v) { metal::os_log_default.log_error(format, v); }
void log_long(const char* format, long v) { metal::os_log_default.log(format, v); }
void log_uint(const char* format, unsigned v) { metal::os_log_default.log(format, v); }
void log_int(const char* format, int v) { metal::os_log_default.log(format, v); }
void log_char(const char* format, signed char v) { metal::os_log_default.log(format, v); }
void log_text(const char* format, const char* v) { metal::os_log_default.log(format, v); }
void log_vector(const char* format, float x, float y, float z) { metal::os_log_default.log(format, metal::float3(x, y, z)); }

float f_sinpi(float x) { return metal::sinpi(x); }
float f_cospi(float x) { return metal::cospi(x); }
float f_tanpi(float x) { return metal::tanpi(x); }
float f_fract(float x) { return metal::fract(x); }
float f_sign(float x) { return metal::sign(x); }
float f_powr(float x, float y) { return metal::powr(x, y); }
float f_fdim(float x, float y) { return metal::fdim(x, y); }
float f_median3(float x, float y, float z) { return metal::median3(x, y, z); }
float f_modf(float x, float* whole) { return metal::modf(x, *whole); }
// Halves travel as bits.
unsigned short h_nextafter(unsigned short x, unsigned short y) {
  return __builtin_bit_cast(unsigned short, metal::nextafter(__builtin_bit_cast(half, x), __builtin_bit_cast(half, y)));
}
unsigned short h_fract(unsigned short x) { return __builtin_bit_cast(unsigned short, metal::fract(__builtin_bit_cast(half, x))); }
unsigned short h_fma(unsigned short x, unsigned short y, unsigned short z) {
  return __builtin_bit_cast(unsigned short, metal::fma(__builtin_bit_cast(half, x), __builtin_bit_cast(half, y), __builtin_bit_cast(half, z)));
}
unsigned pack_unorm(float x, float y, float z, float w) { return metal::pack_float_to_unorm4x8(metal::float4(x, y, z, w)); }
unsigned pack_snorm(float x, float y) { return metal::pack_float_to_snorm2x16(metal::float2(x, y)); }
unsigned srgb_there_and_back(unsigned p) { return metal::pack_float_to_srgb_unorm4x8(metal::unpack_unorm4x8_srgb_to_float(p)); }
unsigned short rgb565_there_and_back(unsigned short p) { return metal::pack_half_to_unorm565(metal::unpack_unorm565_to_half(p)); }
unsigned rgb10a2_there_and_back(unsigned p) { return metal::pack_float_to_unorm10a2(metal::unpack_unorm10a2_to_float(p)); }
unsigned snorm8_there_and_back(unsigned p) { return metal::pack_half_to_snorm4x8(metal::unpack_snorm4x8_to_half(p)); }
}
