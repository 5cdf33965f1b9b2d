// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sched.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <atomic>
#include <thread>

// What the programs of the corpus have in common. Each gets one of these and nothing else.
namespace corpus {

struct Metal {
  NS::SharedPtr<MTL::Device> device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::SharedPtr<MTL::CommandQueue> queue = NS::TransferPtr(device->newCommandQueue());
  // Made before there are threads: whatever a program would lock to make them later would order its threads by chance.
  NS::SharedPtr<MTL::Library> library;
  NS::SharedPtr<MTL::ComputePipelineState> fill, copy, copy_pair;

  Metal();
  NS::SharedPtr<MTL::Buffer> buffer() const {
    return NS::TransferPtr(device->newBuffer(kBytes, MTL::ResourceStorageModeShared));
  }
  // A new one of a kernel of the library's.
  NS::SharedPtr<MTL::ComputePipelineState> pipeline(const char* name) const;
  // For struct Pair.
  NS::SharedPtr<MTL::ArgumentEncoder> argument_encoder() const;
  // Everything that was committed to the queue has completed when this returns.
  void drain() const;

  static constexpr std::size_t kCount = 64, kBytes = kCount * 4;
};

class Pool {
 public:
  Pool() = default;
  Pool(const Pool&) = delete;
  ~Pool() { pool_->release(); }

 private:
  NS::AutoreleasePool* pool_ = NS::AutoreleasePool::alloc()->init();
};

// Keeps threads apart in time and orders nothing: relaxed, and no call that anybody could see.
class Turns {
 public:
  void to(int turn) { turn_.store(turn, std::memory_order_relaxed); }
  void wait(int turn) const {
    while (turn_.load(std::memory_order_relaxed) < turn) sched_yield();
  }
  // Likewise, but goes on after a second. False: it did.
  bool wait_a_second(int turn) const;

 private:
  std::atomic<int> turn_{0};
};

// One compute encoder, from its creation to the completion of its command buffer.
struct Encoding {
  explicit Encoding(Metal& metal)
      : commands(metal.queue->commandBuffer()), encoder(commands->computeCommandEncoder()) {}
  ~Encoding() {
    encoder->endEncoding();
    commands->commit();
    commands->waitUntilCompleted();
  }
  MTL::CommandBuffer* commands;
  MTL::ComputeCommandEncoder* encoder;
};
struct Blitting {
  explicit Blitting(Metal& metal) : commands(metal.queue->commandBuffer()), encoder(commands->blitCommandEncoder()) {}
  ~Blitting() {
    encoder->endEncoding();
    commands->commit();
    commands->waitUntilCompleted();
  }
  MTL::CommandBuffer* commands;
  MTL::BlitCommandEncoder* encoder;
};

// One concurrent encoder, from its creation to the completion of its command buffer.
template <class Encode>
void in_concurrent_encoder(Metal& metal, Encode encode) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
  encode(encoder);
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

template <class First, class Second>
void in_two_threads(First first, Second second) {
  std::thread one([&] {
    Pool pool;
    first();
  });
  std::thread two([&] {
    Pool pool;
    second();
  });
  one.join();
  two.join();
}

template <class Body>
void in_threads(int count, Body body);  // body(number)

// Dispatches that fill a buffer with a value; copy one to another.
void encode_fill(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* out, unsigned value);
void encode_copy(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* in, MTL::Buffer* out);
// A whole encoder with a fill.
void encode_session(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, unsigned value);

// The program's own verdict on its results: where one fails it ends with 1.
void expect(bool right);
void expect_filled(MTL::Buffer* buffer, unsigned value);

}  // namespace corpus

#include <vector>

template <class Body>
void corpus::in_threads(int count, Body body) {
  std::vector<std::thread> threads;
  for (int n = 0; n < count; ++n)
    threads.emplace_back([&body, n] {
      Pool pool;
      body(n);
    });
  for (auto& thread : threads) thread.join();
}
