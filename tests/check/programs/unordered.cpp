// SPDX-License-Identifier: Apache-2.0
// PW201. Objects for one thread at a time, used by two that nothing orders (mlx#3216, kalosm#339). The calls never
// meet: the programs work in every run, until one day they do not.
#include "metal.h"

#include <condition_variable>
#include <mutex>

namespace corpus {
namespace {

void encode_first(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 1);
  encoder->endEncoding();
  turns.to(1);
}
void encode_second(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  turns.wait(1);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 2);
  encoder->endEncoding();
}

void set_up(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* out, Turns& turns) {
  const unsigned value = 8;
  encoder->setComputePipelineState(metal.fill.get());
  encoder->setBuffer(out, 0, 0);
  encoder->setBytes(&value, sizeof(value), 1);
  turns.to(1);
}
void dispatch_elsewhere(MTL::ComputeCommandEncoder* encoder, Turns& turns) {
  turns.wait(1);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
}

void write_arguments(MTL::ArgumentEncoder* arguments, MTL::Buffer* memory, MTL::Buffer* in, Turns& turns) {
  arguments->setArgumentBuffer(memory, 0);
  arguments->setBuffer(in, 0, 0);
  turns.to(1);
}
void write_more_arguments(MTL::ArgumentEncoder* arguments, MTL::Buffer* memory, MTL::Buffer* in, Turns& turns) {
  turns.wait(1);
  arguments->setArgumentBuffer(memory, 0);
  arguments->setBuffer(in, 0, 0);
}

void add_weights(MTL::ResidencySet* set, MTL::Buffer* weights, Turns& turns) {
  set->addAllocation(weights);
  turns.to(1);
}
void add_cache(MTL::ResidencySet* set, MTL::Buffer* cache, Turns& turns) {
  turns.wait(1);
  set->addAllocation(cache);
  turns.to(2);
}

void take_from_heap(MTL::Heap* heap, Turns& turns) {
  const auto buffer = NS::TransferPtr(heap->newBuffer(256, MTL::ResourceStorageModePrivate));
  turns.to(1);
}
void take_more_from_heap(MTL::Heap* heap, Turns& turns) {
  turns.wait(1);
  const auto buffer = NS::TransferPtr(heap->newBuffer(256, MTL::ResourceStorageModePrivate));
}

void encode_alone(const Metal& metal, MTL::CommandBuffer* commands, MTL::Buffer* out, Turns& turns) {
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 9);
  encoder->endEncoding();
  turns.to(1);
}

void encode_under_lock(const Metal& metal, std::mutex& mutex, MTL::CommandBuffer* commands, MTL::Buffer* out) {
  std::lock_guard lock(mutex);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode_fill(metal, encoder, out, 1);
  encoder->endEncoding();
}
void two_locks(Metal& metal, std::mutex& first, std::mutex& second) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads(
      [&] {
        encode_under_lock(metal, first, commands, out.get());
        turns.to(1);
      },
      [&] {
        turns.wait(1);
        encode_under_lock(metal, second, commands, out.get());
      });
  commands->commit();
  commands->waitUntilCompleted();
}

NS::SharedPtr<MTL::Heap> make_heap(const Metal& metal) {
  const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
  descriptor->setSize(1 << 16);
  return NS::TransferPtr(metal.device->newHeap(descriptor.get()));
}
NS::SharedPtr<MTL::ResidencySet> make_set(const Metal& metal) {
  const auto descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
  return NS::TransferPtr(metal.device->newResidencySet(descriptor.get(), nullptr));
}
NS::SharedPtr<MTL::Buffer> argument_memory(const Metal& metal, MTL::ArgumentEncoder* arguments) {
  return NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared));
}

}  // namespace

void command_buffer_unordered(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  in_two_threads([&] { encode_first(metal, commands, one.get(), turns); },
                 [&] { encode_second(metal, commands, two.get(), turns); });
  commands->commit();
  commands->waitUntilCompleted();
}
void command_buffer_joined(Metal& metal) {
  const auto one = metal.buffer(), two = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  std::thread([&] {
    Pool pool;
    encode_first(metal, commands, one.get(), turns);
  }).join();
  std::thread([&] {
    Pool pool;
    encode_second(metal, commands, two.get(), turns);
  }).join();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(one.get(), 1);
  expect_filled(two.get(), 2);
}

void encoder_unordered(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  Turns turns;
  in_two_threads([&] { set_up(metal, encoder, out.get(), turns); }, [&] { dispatch_elsewhere(encoder, turns); });
  commands->commit();
  commands->waitUntilCompleted();
}
void encoder_handed_over(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  Turns turns;
  std::mutex mutex;
  std::condition_variable ready;
  bool set = false;
  in_two_threads(
      [&] {
        set_up(metal, encoder, out.get(), turns);
        std::lock_guard lock(mutex);
        set = true;
        ready.notify_one();
      },
      [&] {
        std::unique_lock lock(mutex);
        ready.wait(lock, [&] { return set; });
        lock.unlock();
        dispatch_elsewhere(encoder, turns);
      });
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 8);
}

void argument_encoder_unordered(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto one = argument_memory(metal, arguments.get()), two = argument_memory(metal, arguments.get());
  const auto in = metal.buffer();
  Turns turns;
  in_two_threads([&] { write_arguments(arguments.get(), one.get(), in.get(), turns); },
                 [&] { write_more_arguments(arguments.get(), two.get(), in.get(), turns); });
}
void argument_encoder_for_each_thread(Metal& metal) {
  const auto first = metal.argument_encoder(), second = metal.argument_encoder();
  const auto one = argument_memory(metal, first.get()), two = argument_memory(metal, second.get());
  const auto in = metal.buffer();
  Turns turns;
  in_two_threads([&] { write_arguments(first.get(), one.get(), in.get(), turns); },
                 [&] { write_more_arguments(second.get(), two.get(), in.get(), turns); });
}

void residency_set_unordered(Metal& metal) {
  const auto set = make_set(metal);
  const auto weights = metal.buffer(), cache = metal.buffer();
  Turns turns;
  in_two_threads([&] { add_weights(set.get(), weights.get(), turns); },
                 [&] { add_cache(set.get(), cache.get(), turns); });
  set->commit();
}
void residency_set_joined(Metal& metal) {
  const auto set = make_set(metal);
  const auto weights = metal.buffer(), cache = metal.buffer();
  Turns turns;
  std::thread([&] { add_weights(set.get(), weights.get(), turns); }).join();
  add_cache(set.get(), cache.get(), turns);
  set->commit();
  expect(set->allocationCount() == 2);
}

void heap_unordered(Metal& metal) {
  const auto heap = make_heap(metal);
  Turns turns;
  in_two_threads([&] { take_from_heap(heap.get(), turns); }, [&] { take_more_from_heap(heap.get(), turns); });
}
void heap_for_each_thread(Metal& metal) {
  const auto first = make_heap(metal), second = make_heap(metal);
  Turns turns;
  in_two_threads([&] { take_from_heap(first.get(), turns); }, [&] { take_more_from_heap(second.get(), turns); });
}

void commit_without_join(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  std::thread worker([&] {
    Pool pool;
    encode_alone(metal, commands, out.get(), turns);
  });
  turns.wait(1);
  commands->commit();
  worker.join();
  commands->waitUntilCompleted();
}
void commit_with_join(Metal& metal) {
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  Turns turns;
  std::thread worker([&] {
    Pool pool;
    encode_alone(metal, commands, out.get(), turns);
  });
  worker.join();
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 9);
}

void different_locks(Metal& metal) {
  std::mutex first, second;
  two_locks(metal, first, second);
}
void the_same_lock(Metal& metal) {
  std::mutex mutex;
  two_locks(metal, mutex, mutex);
}

}  // namespace corpus
