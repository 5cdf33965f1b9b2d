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

template <class Encode>
void in_concurrent_encoder(Metal& metal, Encode encode) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
  encode(encoder);
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
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

}  // namespace corpus
