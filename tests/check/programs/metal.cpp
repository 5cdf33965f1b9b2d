// SPDX-License-Identifier: Apache-2.0
#include "metal.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "failed.h"

namespace corpus {
namespace {

constexpr const char* kSource = R"(#include <metal_stdlib>
using namespace metal;
kernel void fill(device uint* out [[buffer(0)]], constant uint& value [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = value; }
kernel void copy(device const uint* in [[buffer(0)]], device uint* out [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = in[i]; }
struct Pair { device const uint* in; device uint* out; };
kernel void copy_pair(constant Pair& pair [[buffer(0)]], uint i [[thread_position_in_grid]]) { pair.out[i] = pair.in[i]; }
struct Factors { uint a, b, c, d; };
kernel void scale(device uint* out [[buffer(0)]], constant Factors& factors [[buffer(1)]], device uint* unused [[buffer(2)]],
                  threadgroup uint* scratch [[threadgroup(0)]], uint i [[thread_position_in_grid]], uint t [[thread_index_in_threadgroup]]) {
  scratch[t] = factors.a + factors.b + factors.c + factors.d;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = scratch[t ^ 1];
}
kernel void in_tiles(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint t [[thread_index_in_threadgroup]]) {
  threadgroup uint tile[4096];
  tile[t] = i;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = tile[t ^ 1] ^ 1;
}
[[max_total_threads_per_threadgroup(64)]] kernel void small_groups(device uint* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = i; }
kernel void increment(device uint* counts [[buffer(0)]], uint i [[thread_position_in_grid]]) { counts[i] += 1; }
kernel void increment_atomically(device atomic_uint* counts [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  atomic_fetch_add_explicit(&counts[i], 1, memory_order_relaxed);
}
kernel void append(device atomic_uint* next [[buffer(0)]], device uint* list [[buffer(1)]]) {
  list[atomic_fetch_add_explicit(next, 1, memory_order_relaxed)] = 7;
}
constant bool has_source [[function_constant(0)]];
kernel void add_source(device uint* out [[buffer(0)]], device const uint* source [[buffer(2), function_constant(has_source)]],
                       uint i [[thread_position_in_grid]]) {
  out[i] = 1 + (has_source ? source[i] : 0);
}
)";

NS::String* string(const char* text) { return NS::String::string(text, NS::UTF8StringEncoding); }

std::atomic<bool> wrong{false};

}  // namespace

Metal::Metal() {
  NS::Error* error = nullptr;
  library = NS::TransferPtr(device->newLibrary(string(kSource), nullptr, &error));
  if (!library) {
    std::printf("%s\n", error->localizedDescription()->utf8String());
    std::exit(1);
  }
  fill = pipeline("fill");
  copy = pipeline("copy");
  copy_pair = pipeline("copy_pair");
}

NS::SharedPtr<MTL::ComputePipelineState> Metal::pipeline(const char* name) const {
  Pool pool;
  NS::Error* error = nullptr;
  const auto function = NS::TransferPtr(library->newFunction(string(name)));
  return NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
}

NS::SharedPtr<MTL::ArgumentEncoder> Metal::argument_encoder() const {
  Pool pool;
  const auto function = NS::TransferPtr(library->newFunction(string("copy_pair")));
  return NS::TransferPtr(function->newArgumentEncoder(0));
}

void Metal::drain() const {
  Pool pool;
  MTL::CommandBuffer* last = queue->commandBuffer();
  last->commit();
  last->waitUntilCompleted();
}

bool Turns::wait_a_second(int turn) const {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  while (turn_.load(std::memory_order_relaxed) < turn) {
    if (std::chrono::steady_clock::now() > end) return false;
    sched_yield();
  }
  return true;
}

void encode_fill(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* out, unsigned value) {
  encoder->setComputePipelineState(metal.fill.get());
  encoder->setBuffer(out, 0, 0);
  encoder->setBytes(&value, sizeof(value), 1);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
}

void encode_copy(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* in, MTL::Buffer* out) {
  encoder->setComputePipelineState(metal.copy.get());
  encoder->setBuffer(in, 0, 0);
  encoder->setBuffer(out, 0, 1);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
}

void encode_session(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, unsigned value) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, value);
  encoder->endEncoding();
}

void expect(bool right) {
  if (!right) wrong = true;
}

void expect_filled(MTL::Buffer* buffer, unsigned value) {
  const auto* numbers = static_cast<const unsigned*>(buffer->contents());
  for (std::size_t i = 0; i < Metal::kCount; ++i) expect(numbers[i] == value);
}

bool failed() { return wrong; }

}  // namespace corpus
