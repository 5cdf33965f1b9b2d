// SPDX-License-Identifier: Apache-2.0
// A struct that host and kernel share, by <simd/simd.h> on both sides; the host does the same sums.
#define NS_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#include <simd/simd.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#define SHARED(...) __VA_ARGS__ static const char kShared[] = #__VA_ARGS__;
SHARED(struct Body {
  simd_float4x4 turn;
  simd_float3 place;
  simd_float2 size;
  simd::int4 ids;
  simd_float3x3 inertia;
  simd_uchar4 colour;
};)

static const char kKernel[] = R"(
kernel void turn(device const Body* bodies [[buffer(0)]], device float4* out [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  device const Body& b = bodies[i];
  out[2 * i] = b.turn * float4(b.place, 1.0f) + float4(b.size, float2(b.ids.zw));
  out[2 * i + 1] = float4(b.inertia * b.place, dot(b.place, b.place) + float(b.colour.w) + float(sizeof(Body)));
})";

static int failures = 0;
static void check(bool right, const char* what) {
  if (right) return;
  std::printf("wrong: %s\n", what);
  ++failures;
}
static bool near(simd_float4 a, simd_float4 b) { return simd_reduce_max(simd_abs(simd_float4(a - b))) < 1e-4f; }

static_assert(sizeof(simd_float3) == 16 && alignof(simd_float3) == 16 && sizeof(simd_float2) == 8 && sizeof(simd_uchar3) == 4, "as MSL's");
static_assert(sizeof(simd_float3x3) == 48 && sizeof(simd_float4x2) == 32 && alignof(simd_packed_float4) == 4 && alignof(simd_float16) == 16, "as MSL's");

// What a sum must be, worked out by hand.
static void host_sums() {
  const simd_float3 x = simd_make_float3(1, 2, 3), y = {4, -5, 6};
  check(simd_dot(x, y) == 12 && simd::dot(x, y) == 12, "dot");
  check(simd_equal(simd_cross(x, y), simd_make_float3(27, 6, -13)), "cross");
  check(simd_length(simd_make_float2(3, 4)) == 5 && simd_distance(simd::float2{1, 1}, simd::float2{4, 5}) == 5, "length");
  check(simd_equal(simd_normalize(simd_make_float2(3, 4)), simd_make_float2(0.6f, 0.8f)), "normalize");
  check(simd_all(x > 0) && !simd_all(y > 0) && simd_any(y < 0) && !simd_any(x < 0), "all, any");
  check(simd_equal(simd_select(x, y, y > x), simd_make_float3(4, 2, 6)), "select");
  check(simd_equal(simd_clamp(y, simd_float3(0), simd_float3(5)), simd_make_float3(4, 0, 5)), "clamp");
  check(simd_equal(simd_mix(x, y, simd_float3(0.5f)), simd_make_float3(2.5f, -1.5f, 4.5f)), "mix");
  check(simd_equal(sqrt(simd_make_float2(9, 16)), simd_make_float2(3, 4)) && simd_equal(fabs(y), simd_make_float3(4, 5, 6)), "sqrt, fabs");
  check(simd_reduce_add(simd_make_int4(1, 2, 3, 4)) == 10 && simd_reduce_max(y) == 6 && simd_reduce_min(y) == -5, "reduce");
  check(simd_equal(simd_int(simd_make_float4(1.9f, -1.9f, 3, 4)), simd_make_int4(1, -1, 3, 4)), "conversion");
  check(simd_equal(simd_make_float4(x, 7).wzyx, simd_make_float4(7, 3, 2, 1)), "swizzle");

  const simd_float3x3 m = simd_matrix_from_rows(simd_make_float3(2, 0, 1), simd_make_float3(0, 3, 0), simd_make_float3(1, 0, 1));
  check(simd_determinant(m) == 3, "determinant");
  check(simd_equal(m * x, simd_make_float3(5, 6, 4)) && simd_equal(x * m, simd_make_float3(5, 6, 4)), "matrix times vector");
  check(simd_inverse(m) * m == matrix_identity_float3x3, "inverse");
  const simd_float4x4 p = simd_matrix(simd_make_float4(0, 1, 0, 0), simd_make_float4(0, 0, 1, 0), simd_make_float4(0, 0, 0, 1), simd_make_float4(1, 0, 0, 0));
  check(simd_determinant(simd_matrix(simd_make_double2(1, 2), simd_make_double2(3, 4))) == -2, "determinant of doubles");
  check(simd_determinant(p) == -1 && simd_inverse(p) == simd_transpose(p), "a permutation");
  const simd_float2x3 tall = simd_matrix(x, y);
  check(simd_equal(tall * simd_make_float2(1, 10), simd_make_float3(41, -48, 63)), "two columns of three");
  const simd_float2x2 square = simd_transpose(tall) * tall;
  check(square.columns[0].x == 14 && square.columns[0].y == 12 && square.columns[1].y == 77, "product");
  check(simd_equal(simd::float4x4(2.0f) * simd_make_float4(1, 2, 3, 4), simd_make_float4(2, 4, 6, 8)), "diagonal");
  check(simd_equal(simd::float2x2(x.xy, y.xy).columns[1], simd_make_float2(4, -5)), "columns");
}

int main() {
  host_sums();
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  NS::Error* error = nullptr;
  const std::string source = std::string("#include <metal_stdlib>\n#include <simd/simd.h>\nusing namespace metal;\n") + kShared + kKernel;
  MTL::Library* library = device->newLibrary(NS::String::string(source.c_str(), NS::UTF8StringEncoding), nullptr, &error);
  if (!library) {
    std::printf("%s\n", error->localizedDescription()->utf8String());
    return 1;
  }
  MTL::ComputePipelineState* pipeline = device->newComputePipelineState(library->newFunction(MTLSTR("turn")), &error);
  constexpr unsigned kBodies = 100;
  MTL::Buffer* bodies = device->newBuffer(kBodies * sizeof(Body), MTL::ResourceStorageModeShared);
  MTL::Buffer* out = device->newBuffer(kBodies * 2 * sizeof(simd_float4), MTL::ResourceStorageModeShared);
  auto* body = static_cast<Body*>(bodies->contents());
  for (unsigned i = 0; i < kBodies; ++i) {
    const float angle = 0.1f * static_cast<float>(i);
    body[i].turn = simd_matrix_from_rows(simd_make_float4(cosf(angle), -sinf(angle), 0, 1), simd_make_float4(sinf(angle), cosf(angle), 0, 2), simd_make_float4(0, 0, 1, 3), simd_make_float4(0, 0, 0, 1));
    body[i].place = simd_make_float3(static_cast<float>(i), 1, -1);
    body[i].size = simd_make_float2(0.5f, angle);
    body[i].ids = simd::int4{1, 2, static_cast<int>(i), 4};
    body[i].inertia = simd_diagonal_matrix(simd_make_float3(1, 2, angle));
    body[i].colour = simd_uchar4{1, 2, 3, static_cast<unsigned char>(i)};
  }
  MTL::CommandBuffer* commands = device->newCommandQueue()->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline);
  encoder->setBuffer(bodies, 0, 0);
  encoder->setBuffer(out, 0, 1);
  encoder->dispatchThreads(MTL::Size(kBodies, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  const auto* result = static_cast<const simd_float4*>(out->contents());
  for (unsigned i = 0; i < kBodies; ++i) {
    const Body& b = body[i];
    check(near(result[2 * i], b.turn * simd_make_float4(b.place, 1) + simd_make_float4(b.size, simd_float(b.ids.zw))), "what the kernel made of the matrix");
    const float w = simd_dot(b.place, b.place) + static_cast<float>(b.colour.w) + static_cast<float>(sizeof(Body));
    check(near(result[2 * i + 1] - simd_make_float4(b.inertia * b.place, w), simd_float4(0)), "what the kernel made of the rest");
  }
  pool->release();
  if (failures == 0) std::puts("host and kernel agree");
  return failures == 0 ? 0 : 1;
}
