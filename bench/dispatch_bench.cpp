// SPDX-License-Identifier: Apache-2.0
// From commit to completion: what a command buffer costs, and what threads that do almost nothing cost.
#include "fixture.h"

namespace pewter::bench {
namespace {

void encode_add(MTL::CommandBuffer* commands, MTL::ComputePipelineState* pipeline, MTL::Buffer* left,
                MTL::Buffer* right, MTL::Buffer* sum, NS::UInteger count) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline);
  encoder->setBuffer(left, 0, 0);
  encoder->setBuffer(right, 0, 1);
  encoder->setBuffer(sum, 0, 2);
  encoder->dispatchThreads(MTL::Size(count, 1, 1), MTL::Size(256, 1, 1));
  encoder->endEncoding();
}

// Nothing to run: the way through queue, scheduler and completion.
void submit_empty_and_wait(benchmark::State& state) {
  for (auto _ : state) {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    commands->commit();
    commands->waitUntilCompleted();
  }
}
BENCHMARK(submit_empty_and_wait)->Unit(benchmark::kMicrosecond)->UseRealTime();

// One dispatch of `range` threads and a wait for its end.
void dispatch_and_wait(benchmark::State& state) {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto count = static_cast<NS::UInteger>(state.range(0));
  auto pipeline = make_pipeline(state, kAddSource, "add");
  if (!pipeline) return;
  auto left = make_buffer(count * 4), right = make_buffer(count * 4), sum = make_buffer(count * 4);
  for (NS::UInteger i = 0; i < count; ++i) {
    static_cast<float*>(left->contents())[i] = static_cast<float>(i);
    static_cast<float*>(right->contents())[i] = 1;
  }
  for (bool checked = false; auto _ : state) {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    encode_add(commands, pipeline.get(), left.get(), right.get(), sum.get(), count);
    commands->commit();
    commands->waitUntilCompleted();
    if (checked) continue;
    checked = true;
    state.PauseTiming();
    for (NS::UInteger i = 0; runs_kernels() && i < count; ++i) {
      if (static_cast<float*>(sum->contents())[i] != static_cast<float>(i) + 1) {
        state.SkipWithError("a sum is wrong");
        return;
      }
    }
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(dispatch_and_wait)->Arg(1)->Arg(256)->Arg(65536)->Arg(1048576)->Unit(benchmark::kMicrosecond)->UseRealTime();

// A hundred tiny dispatches in one command buffer: what one costs where no submission is in the way.
void hundred_tiny_dispatches(benchmark::State& state) {
  constexpr int kDispatches = 100;
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto pipeline = make_pipeline(state, kAddSource, "add");
  if (!pipeline) return;
  auto left = make_buffer(4096), right = make_buffer(4096), sum = make_buffer(4096);
  for (auto _ : state) {
    auto inner = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue()->commandBuffer();
    for (int i = 0; i < kDispatches; ++i) encode_add(commands, pipeline.get(), left.get(), right.get(), sum.get(), 256);
    commands->commit();
    commands->waitUntilCompleted();
    if (commands->status() != MTL::CommandBufferStatusCompleted) {
      state.SkipWithError("the command buffer failed");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * kDispatches);
}
BENCHMARK(hundred_tiny_dispatches)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace pewter::bench
