// SPDX-License-Identifier: Apache-2.0
// PW301. Dispatches of a concurrent encoder that depend on each other (mlx#3144, MoltenVK#1180).
#include "metal.h"

namespace corpus {
namespace {

struct Buffers {
  explicit Buffers(const Metal& metal) : a(metal.buffer()), b(metal.buffer()), c(metal.buffer()) {}
  NS::SharedPtr<MTL::Buffer> a, b, c;
};

void write_then_read(const Metal& metal, MTL::ComputeCommandEncoder* encoder, Buffers& on, bool barrier) {
  encode_fill(metal, encoder, on.a.get(), 1);
  if (barrier) encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  encode_copy(metal, encoder, on.a.get(), on.b.get());
}

void read_then_write(const Metal& metal, MTL::ComputeCommandEncoder* encoder, Buffers& on, bool barrier) {
  encode_copy(metal, encoder, on.a.get(), on.b.get());
  if (barrier) encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  encode_fill(metal, encoder, on.a.get(), 2);
}

void guard_the_wrong_one(const Metal& metal, MTL::ComputeCommandEncoder* encoder, Buffers& on,
                         const MTL::Resource* guarded) {
  encode_fill(metal, encoder, on.a.get(), 1);
  encoder->memoryBarrier(&guarded, 1);
  encode_copy(metal, encoder, on.a.get(), on.b.get());
}

void write_twice(const Metal& metal, MTL::ComputeCommandEncoder* encoder, Buffers& on, bool barrier) {
  encode_fill(metal, encoder, on.a.get(), 1);
  if (barrier) encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  encode_fill(metal, encoder, on.a.get(), 2);
}

void run_on(MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* kernel, MTL::Buffer* buffer) {
  encoder->setComputePipelineState(kernel);
  encoder->setBuffer(buffer, 0, 0);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
}

void count_twice(MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* counter, Buffers& on) {
  run_on(encoder, counter, on.a.get());
  run_on(encoder, counter, on.a.get());
}

void clear_then_count(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* counter,
                      Buffers& on, bool barrier) {
  encode_fill(metal, encoder, on.a.get(), 5);
  if (barrier) encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  run_on(encoder, counter, on.a.get());
}

void count_then_copy(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* counter,
                     Buffers& on, bool barrier) {
  run_on(encoder, counter, on.a.get());
  if (barrier) encoder->memoryBarrier(MTL::BarrierScopeBuffers);
  encode_copy(metal, encoder, on.a.get(), on.b.get());
}

// An addend that a function constant takes away, as a matrix product's is (MLX).
NS::SharedPtr<MTL::ComputePipelineState> add_source(const Metal& metal, bool has_source) {
  const auto constants = NS::TransferPtr(MTL::FunctionConstantValues::alloc()->init());
  constants->setConstantValue(&has_source, MTL::DataTypeBool, NS::UInteger(0));
  const auto name = NS::String::string("add_source", NS::UTF8StringEncoding);
  NS::Error* error = nullptr;
  const auto function = NS::TransferPtr(metal.library->newFunction(name, constants.get(), &error));
  return NS::TransferPtr(metal.device->newComputePipelineState(function.get(), &error));
}

void sum_up(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* kernel, Buffers& on) {
  encoder->setBuffer(on.a.get(), 0, 2);
  encode_fill(metal, encoder, on.a.get(), 4);
  run_on(encoder, kernel, on.b.get());
}

}  // namespace

void read_after_write(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { write_then_read(metal, encoder, on, false); });
}
void read_after_write_with_barrier(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { write_then_read(metal, encoder, on, true); });
  expect_filled(on.b.get(), 1);
}

void write_after_read(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { read_then_write(metal, encoder, on, false); });
}
void write_after_read_with_barrier(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { read_then_write(metal, encoder, on, true); });
  expect_filled(on.b.get(), 0);
  expect_filled(on.a.get(), 2);
}

void barrier_of_another_resource(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { guard_the_wrong_one(metal, encoder, on, on.c.get()); });
}
void barrier_of_the_resource(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { guard_the_wrong_one(metal, encoder, on, on.a.get()); });
  expect_filled(on.b.get(), 1);
}

void write_after_write(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { write_twice(metal, encoder, on, false); });
}
void write_after_write_with_barrier(Metal& metal) {
  Buffers on(metal);
  in_concurrent_encoder(metal, [&](auto* encoder) { write_twice(metal, encoder, on, true); });
  expect_filled(on.a.get(), 2);
}

void counted_without_atomics(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment");
  in_concurrent_encoder(metal, [&](auto* encoder) { count_twice(encoder, counter.get(), on); });
}
void counted_with_atomics(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment_atomically");
  in_concurrent_encoder(metal, [&](auto* encoder) { count_twice(encoder, counter.get(), on); });
  expect_filled(on.a.get(), 2);
}

void counted_before_cleared(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment_atomically");
  in_concurrent_encoder(metal, [&](auto* encoder) { clear_then_count(metal, encoder, counter.get(), on, false); });
}
void counted_after_cleared(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment_atomically");
  in_concurrent_encoder(metal, [&](auto* encoder) { clear_then_count(metal, encoder, counter.get(), on, true); });
  expect_filled(on.a.get(), 6);
}

void source_filled_meanwhile(Metal& metal) {
  Buffers on(metal);
  const auto kernel = add_source(metal, true);
  in_concurrent_encoder(metal, [&](auto* encoder) { sum_up(metal, encoder, kernel.get(), on); });
}
void left_bound_for_nobody(Metal& metal) {
  Buffers on(metal);
  const auto kernel = add_source(metal, false);
  in_concurrent_encoder(metal, [&](auto* encoder) { sum_up(metal, encoder, kernel.get(), on); });
  expect_filled(on.b.get(), 1);
}

void read_while_counted(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment_atomically");
  in_concurrent_encoder(metal, [&](auto* encoder) { count_then_copy(metal, encoder, counter.get(), on, false); });
}
void read_when_counted(Metal& metal) {
  Buffers on(metal);
  const auto counter = metal.pipeline("increment_atomically");
  in_concurrent_encoder(metal, [&](auto* encoder) { count_then_copy(metal, encoder, counter.get(), on, true); });
  expect_filled(on.b.get(), 1);
}

// A counter gives out the places that two dispatches write.
void two_dispatches_append(Metal& metal) {
  Buffers on(metal);
  const auto append = metal.pipeline("append");
  in_concurrent_encoder(metal, [&](auto* encoder) {
    encoder->setBuffer(on.b.get(), 0, 1);
    for (int i = 0; i < 2; ++i) {
      encoder->setComputePipelineState(append.get());
      encoder->setBuffer(on.a.get(), 0, 0);
      encoder->dispatchThreads(MTL::Size(Metal::kCount / 2, 1, 1), MTL::Size(32, 1, 1));
    }
  });
  expect_filled(on.b.get(), 7);
}

}  // namespace corpus
