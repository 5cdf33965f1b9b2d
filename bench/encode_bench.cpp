// SPDX-License-Identifier: Apache-2.0
// What recording costs, with nothing run: the same under every executor.
#include "fixture.h"

namespace pewter::bench {
namespace {

// One dispatch as programs encode it: a pipeline, three buffers, a few constants, a size.
void encode_dispatch(benchmark::State& state) {
  constexpr int kDispatches = 1000;  // a command buffer
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto pipeline = make_pipeline(state, kAddSource, "add");
  if (!pipeline) return;
  auto a = make_buffer(4096), b = make_buffer(4096), c = make_buffer(4096);
  const std::uint32_t constants[4] = {1, 2, 3, 4};
  for (auto _ : state) {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    for (int i = 0; i < kDispatches; ++i) {
      encoder->setComputePipelineState(pipeline.get());
      encoder->setBuffer(a.get(), 0, 0);
      encoder->setBuffer(b.get(), 0, 1);
      encoder->setBuffer(c.get(), 0, 2);
      encoder->setBytes(constants, sizeof(constants), 3);
      encoder->dispatchThreads(MTL::Size(1024, 1, 1), MTL::Size(256, 1, 1));
    }
    encoder->endEncoding();
    // Never committed: only the encoding is measured.
  }
  state.SetItemsProcessed(state.iterations() * kDispatches);
}
BENCHMARK(encode_dispatch)->Unit(benchmark::kMicrosecond);

void open_and_end_encoder(benchmark::State& state) {
  constexpr int kEncoders = 100;
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  for (auto _ : state) {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    for (int i = 0; i < kEncoders; ++i) commands->computeCommandEncoder()->endEncoding();
  }
  state.SetItemsProcessed(state.iterations() * kEncoders);
}
BENCHMARK(open_and_end_encoder)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pewter::bench
