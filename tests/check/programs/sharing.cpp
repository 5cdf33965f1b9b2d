// SPDX-License-Identifier: Apache-2.0
// What threads may share, and how they keep the rest to themselves.
#include <memory>
#include <mutex>
#include <vector>

#include "metal.h"

namespace corpus {

void one_queue_many_threads(Metal& metal) {
  in_threads(8, [&](int n) {
    const auto out = metal.buffer();
    for (unsigned k = 0; k < 5; ++k) {
      Pool pool;
      MTL::CommandBuffer* commands = metal.queue->commandBuffer();
      encode_session(metal, commands, out.get(), k + unsigned(n));
      commands->commit();
      commands->waitUntilCompleted();
      expect_filled(out.get(), k + unsigned(n));
    }
  });
}

void committed_by_another_after_join(Metal& metal) {
  std::vector<NS::SharedPtr<MTL::CommandBuffer>> commands(4);
  std::vector<NS::SharedPtr<MTL::Buffer>> out(4);
  in_threads(4, [&](int n) {
    out[size_t(n)] = metal.buffer();
    commands[size_t(n)] = NS::RetainPtr(metal.queue->commandBuffer());
    encode_session(metal, commands[size_t(n)].get(), out[size_t(n)].get(), unsigned(n));
  });
  std::thread([&] {
    for (auto& one : commands) one->commit();
  }).join();
  metal.drain();
  for (unsigned n = 0; n < 4; ++n) expect_filled(out[n].get(), n);
}

// The place in the queue is taken first, by the thread that knows the order; each thread commits when it is done.
void enqueued_in_order(Metal& metal) {
  const auto out = metal.buffer();
  std::vector<MTL::CommandBuffer*> commands;
  for (int n = 0; n < 4; ++n) commands.push_back(metal.queue->commandBuffer());
  for (auto* one : commands) one->enqueue();
  in_threads(4, [&](int n) {
    auto* mine = commands[size_t(3 - n)];
    encode_session(metal, mine, out.get(), unsigned(3 - n));
    mine->commit();
  });
  metal.drain();
  expect_filled(out.get(), 3);
}

void parallel_encoders(Metal& metal) {
  Turns turns;
  std::atomic<int> open{0};
  std::vector<NS::SharedPtr<MTL::Buffer>> out;
  for (int n = 0; n < 4; ++n) out.push_back(metal.buffer());
  in_threads(4, [&](int n) {
    MTL::CommandBuffer* commands = metal.queue->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    if (open.fetch_add(1, std::memory_order_relaxed) == 3) turns.to(1);
    turns.wait(1);  // all four are open
    encode_fill(metal, encoder, out[size_t(n)].get(), unsigned(n));
    encoder->endEncoding();
    commands->commit();
  });
  metal.drain();
  for (unsigned n = 0; n < 4; ++n) expect_filled(out[n].get(), n);
}

void reused_after_completion(Metal& metal) {
  const auto out = metal.buffer();
  for (unsigned n = 0; n < 4; ++n) {
    MTL::CommandBuffer* commands = metal.queue->commandBuffer();
    encode_session(metal, commands, out.get(), n);
    commands->commit();
    commands->waitUntilCompleted();
    expect_filled(out.get(), n);
    static_cast<unsigned*>(out->contents())[0] = 77;
  }
}

void many_wait_for_one(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, out.get(), 5);
  commands->commit();
  in_threads(4, [&](int) {
    commands->waitUntilCompleted();
    expect(commands->status() == MTL::CommandBufferStatusCompleted && !commands->error());
    expect_filled(out.get(), 5);
  });
}

namespace {
void use_pipeline(Metal& metal, MTL::ComputePipelineState* pipeline) {
  const auto out = metal.buffer();
  const unsigned value = 6;
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline);
  encoder->setBuffer(out.get(), 0, 0);
  encoder->setBytes(&value, sizeof(value), 1);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 6);
}
}  // namespace

void pipeline_made_once(Metal& metal) {
  std::once_flag once;
  NS::SharedPtr<MTL::ComputePipelineState> pipeline;
  in_threads(4, [&](int) {
    std::call_once(once, [&] { pipeline = metal.pipeline("fill"); });
    use_pipeline(metal, pipeline.get());
  });
}

void pipeline_in_a_static(Metal& metal) {
  in_threads(4, [&](int) {
    static const NS::SharedPtr<MTL::ComputePipelineState> pipeline = metal.pipeline("fill");
    use_pipeline(metal, pipeline.get());
  });
}

void pools_for_each_thread(Metal& metal) {
  const auto out = metal.buffer();
  in_threads(4, [&](int) {
    for (unsigned n = 0; n < 4; ++n) {
      Pool outer;
      MTL::CommandBuffer* commands = metal.queue->commandBuffer();
      {
        Pool inner;  // takes the encoder with it
        encode_session(metal, commands, out.get(), n);
      }
      commands->commit();
    }
  });
  metal.drain();
}

}  // namespace corpus
