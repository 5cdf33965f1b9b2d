// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

// What the API tests share: a device, a queue, a pool, and short ways to kernels. Only public headers.
namespace api {

// What programs leave in an NS::Error* before a call: every call must write it.
inline NS::Error* const kUnwritten = reinterpret_cast<NS::Error*>(std::uintptr_t(0x10));

inline NS::String* string(const char* utf8) { return NS::String::string(utf8, NS::UTF8StringEncoding); }
inline std::string text(const NS::String* string) { return string ? string->utf8String() : "(null)"; }
inline std::string text(const NS::Error* error) { return error ? text(error->localizedDescription()) : "(no error)"; }

// Every kernel that the tests use, in one library: one compile a kernel.
inline const char* const kSource = R"(
#include <metal_stdlib>
using namespace metal;
kernel void increment(device int* data [[buffer(0)]], uint i [[thread_position_in_grid]]) { data[i] += 1; }
kernel void add(device const int* a [[buffer(0)]], device const int* b [[buffer(1)]], device int* out [[buffer(2)]],
                uint i [[thread_position_in_grid]]) { out[i] = a[i] + b[i]; }
kernel void copy(device const int* from [[buffer(0)]], device int* to [[buffer(1)]], uint i [[thread_position_in_grid]]) { to[i] = from[i]; }
kernel void scale(device int* data [[buffer(0)]], constant int& by [[buffer(1)]], uint i [[thread_position_in_grid]]) { data[i] *= by; }
// Slow enough that a reader which does not wait sees old values.
kernel void slow_increment(device int* data [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  volatile int spin = 0; for (int n = 0; n < 2000; ++n) spin = spin + 1; data[i] += spin / 2000; }
kernel void forever(device atomic_uint* data [[buffer(0)]]) { while (atomic_load_explicit(data, memory_order_relaxed) == 0) { } }
kernel void write_far(device int* data [[buffer(0)]]) { data[ulong(1) << 48] = 1; }
kernel void reversed(device int* data [[buffer(0)]], threadgroup int* tile [[threadgroup(0)]], uint l [[thread_position_in_threadgroup]],
                     uint n [[threads_per_threadgroup]]) {
  tile[l] = data[l]; threadgroup_barrier(mem_flags::mem_threadgroup); data[l] = tile[n - 1 - l]; }
kernel void shape(device uint* out [[buffer(0)]], uint3 p [[thread_position_in_grid]], uint3 n [[threads_per_grid]], uint3 g [[threads_per_threadgroup]]) {
  out[p.x + n.x * (p.y + n.y * p.z)] = g.x * 10000 + g.y * 100 + g.z; }
kernel void static_memory(device int* out [[buffer(0)]], uint l [[thread_index_in_threadgroup]]) {
  threadgroup int t[256]; t[l] = int(l); threadgroup_barrier(mem_flags::mem_threadgroup); out[l] = t[l ^ 1]; }
struct Arguments { device int* a [[id(0)]]; device int* b [[id(1)]]; int scale [[id(2)]]; };
kernel void through_arguments(constant Arguments& args [[buffer(0)]], uint i [[thread_position_in_grid]]) { args.b[i] = args.a[i] * args.scale; }
struct Pair { int low; device int* target; };
struct Packed { int first [[id(0)]]; int second [[id(1)]]; array<device int*, 2> sources [[id(4)]]; Pair pair [[id(8)]]; half4 weights; };
kernel void through_packed(constant Packed& args [[buffer(3)]], uint i [[thread_position_in_grid]]) {
  args.pair.target[i] = args.sources[0][i] * args.first + args.sources[1][i] * args.second + args.pair.low + int(args.weights.w); }
constant int factor [[function_constant(0)]];
constant bool negate_value [[function_constant(1)]];
constant bool negated = is_function_constant_defined(negate_value) ? negate_value : false;
kernel void specialised(device int* data [[buffer(0)]], uint i [[thread_position_in_grid]]) { int v = data[i] * factor; data[i] = negated ? -v : v; }
[[max_total_threads_per_threadgroup(128)]] kernel void limited(device int* data [[buffer(0)]], uint i [[thread_position_in_grid]]) { data[i] = 1; }
)";

class Test : public testing::Test {
 protected:
  Test() {
    device = MTL::CreateSystemDefaultDevice();
    queue = device->newCommandQueue();
  }
  ~Test() override {
    if (library_) library_->release();
    queue->release();
    device->release();
    pool->release();
  }

  MTL::Library* library() {
    if (!library_) {
      NS::Error* error = kUnwritten;
      library_ = device->newLibrary(string(kSource), nullptr, &error);
      EXPECT_NE(library_, nullptr) << text(error);
      EXPECT_EQ(error, nullptr);
    }
    return library_;
  }

  MTL::ComputePipelineState* pipeline(const char* name) {
    NS::Error* error = kUnwritten;
    MTL::Function* function = library()->newFunction(string(name));
    EXPECT_NE(function, nullptr) << name;
    MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
    EXPECT_NE(state, nullptr) << name << ": " << text(error);
    if (function) function->release();
    return state ? state->autorelease() : nullptr;
  }

  MTL::Buffer* ints(std::size_t count, int value = 0) {
    MTL::Buffer* buffer = device->newBuffer(count * sizeof(int), MTL::ResourceStorageModeShared);
    for (std::size_t n = 0; n < count; ++n) static_cast<int*>(buffer->contents())[n] = value;
    return buffer->autorelease();
  }

  static std::vector<int> values(MTL::Buffer* buffer) {
    const int* data = static_cast<const int*>(buffer->contents());
    return {data, data + buffer->length() / sizeof(int)};
  }

  // One dispatch of `threads` threads with buffers 0, 1, ... in an encoder of its own.
  static void encode(MTL::CommandBuffer* commands, MTL::ComputePipelineState* state, const std::vector<MTL::Buffer*>& buffers, NS::UInteger threads,
                     NS::UInteger group = 32) {
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    encoder->setComputePipelineState(state);
    for (std::size_t n = 0; n < buffers.size(); ++n) encoder->setBuffer(buffers[n], 0, n);
    encoder->dispatchThreads(MTL::Size(threads, 1, 1), MTL::Size(group, 1, 1));
    encoder->endEncoding();
  }

  void run(MTL::CommandBuffer* commands) {
    commands->commit();
    commands->waitUntilCompleted();
    ASSERT_EQ(commands->status(), MTL::CommandBufferStatusCompleted) << text(commands->error());
    EXPECT_EQ(commands->error(), nullptr);
  }

  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* device = nullptr;
  MTL::CommandQueue* queue = nullptr;

 private:
  MTL::Library* library_ = nullptr;
};

}  // namespace api
