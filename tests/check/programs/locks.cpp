// SPDX-License-Identifier: Apache-2.0
// One lock around all of it, of every kind.
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "metal.h"

namespace corpus {
namespace {

// Threads encode on one command buffer, each session whole under the lock.
template <class Lock>
void sessions_under(Metal& metal, Lock with_lock) {
  const NS::SharedPtr<MTL::Buffer> out[2] = {metal.buffer(), metal.buffer()};
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  in_threads(2, [&](int n) {
    for (unsigned k = 1; k < 6; ++k) with_lock([&] { encode_session(metal, commands, out[n].get(), k); });
  });
  commands->commit();
  commands->waitUntilCompleted();
  for (const auto& one : out) expect_filled(one.get(), 5);
}

}  // namespace

void argument_encoder_under_lock(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto in = metal.buffer(), out = metal.buffer();
  std::mutex mutex;
  in_threads(2, [&](int) {
    const auto memory =
        NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared));
    std::lock_guard lock(mutex);
    arguments->setArgumentBuffer(memory.get(), 0);
    arguments->setBuffer(in.get(), 0, 0);
    arguments->setBuffer(out.get(), 0, 1);
  });
}

void recursive_lock_around_session(Metal& metal) {
  std::recursive_mutex mutex;
  const auto out = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  in_threads(2, [&](int) {
    std::lock_guard whole(mutex);
    MTL::ComputeCommandEncoder* encoder;
    {
      std::lock_guard call(mutex);
      encoder = commands->computeCommandEncoder();
    }
    {
      std::lock_guard call(mutex);
      encode_fill(metal, encoder, out.get(), 5);
    }
    std::lock_guard call(mutex);
    encoder->endEncoding();
  });
  commands->commit();
  commands->waitUntilCompleted();
  expect_filled(out.get(), 5);
}

// Writers replace the current command buffer; readers look at it.
void reader_writer_lock(Metal& metal) {
  std::shared_mutex mutex;
  const auto out = metal.buffer();
  auto current = NS::RetainPtr(metal.queue->commandBuffer());
  in_threads(4, [&](int n) {
    for (int k = 0; k < 5; ++k) {
      if (n % 2) {
        std::shared_lock lock(mutex);
        expect(current->status() == MTL::CommandBufferStatusNotEnqueued);
      } else {
        std::unique_lock lock(mutex);
        encode_session(metal, current.get(), out.get(), 5);
        current->commit();
        current = NS::RetainPtr(metal.queue->commandBuffer());
      }
    }
  });
  metal.drain();
  expect_filled(out.get(), 5);
}

void timed_lock(Metal& metal) {
  std::timed_mutex mutex;
  sessions_under(metal, [&](auto session) {
    while (!mutex.try_lock_for(std::chrono::seconds(1)));
    std::lock_guard lock(mutex, std::adopt_lock);
    session();
  });
}

void heap_under_lock(Metal& metal) {
  const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
  descriptor->setSize(1 << 20);
  const auto heap = NS::TransferPtr(metal.device->newHeap(descriptor.get()));
  std::mutex mutex;
  in_threads(4, [&](int) {
    for (int k = 0; k < 8; ++k) {
      NS::SharedPtr<MTL::Buffer> piece;
      {
        std::lock_guard lock(mutex);
        piece = NS::TransferPtr(heap->newBuffer(Metal::kBytes, MTL::ResourceStorageModePrivate));
      }
      MTL::CommandBuffer* commands = metal.queue->commandBuffer();
      encode_session(metal, commands, piece.get(), 1);
      commands->commit();
    }
  });
  metal.drain();
}

void residency_set_under_lock(Metal& metal) {
  const auto descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
  const auto set = NS::TransferPtr(metal.device->newResidencySet(descriptor.get(), nullptr));
  std::mutex mutex;
  in_threads(4, [&](int) {
    const auto buffer = metal.buffer();
    std::lock_guard lock(mutex);
    set->addAllocation(buffer.get());
    set->commit();
    set->removeAllocation(buffer.get());
    set->commit();
  });
  expect(set->allocationCount() == 0);
}

// A pool of scratch buffers has a lock of its own, taken and let go while an encoder is open. The command buffers are
// the threads' own.
void lock_inside_session_for_something_else(Metal& metal) {
  std::mutex scratch_lock;
  std::vector<NS::SharedPtr<MTL::Buffer>> scratch;
  in_threads(2, [&](int) {
    for (int k = 0; k < 5; ++k) {
      MTL::CommandBuffer* commands = metal.queue->commandBuffer();
      MTL::ComputeCommandEncoder* encoder;
      NS::SharedPtr<MTL::Buffer> mine;
      {
        std::lock_guard lock(scratch_lock);
        encoder = commands->computeCommandEncoder();
        if (!scratch.empty()) {
          mine = scratch.back();
          scratch.pop_back();
        }
      }
      if (!mine) mine = metal.buffer();
      encode_fill(metal, encoder, mine.get(), 4);
      encoder->endEncoding();
      commands->commit();
      commands->waitUntilCompleted();
      std::lock_guard lock(scratch_lock);
      scratch.push_back(mine);
    }
  });
  for (const auto& one : scratch) expect_filled(one.get(), 4);
}

}  // namespace corpus
