// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include "random_calls.h"

namespace fuzz {
namespace {

constexpr int kSlots = 4;

struct Shared {
  NS::SharedPtr<MTL::Device> device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  // Room for every buffer that is made: a full queue blocks, as it should, and would end nothing.
  MTL::CommandQueue* queue = device->newCommandQueue(1 << 16);
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::Fence* fence = device->newFence();
  MTL::Heap* heap = nullptr;
  MTL::ResidencySet* set = nullptr;
  MTL::Buffer* buffers[3] = {};
  // Retained when stored and never released: what is raced on here is the API, not the program's own pointers.
  std::atomic<MTL::CommandBuffer*> commands[kSlots] = {};
  std::atomic<MTL::ComputeCommandEncoder*> compute[kSlots] = {};
  std::atomic<MTL::BlitCommandEncoder*> blit[kSlots] = {};

  Shared() {
    const auto heap_descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
    heap_descriptor->setSize(1 << 20);
    heap = device->newHeap(heap_descriptor.get());
    const auto set_descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
    set = device->newResidencySet(set_descriptor.get(), nullptr);
    for (auto& buffer : buffers) buffer = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  }
};

template <class T>
T* kept(T* object) {
  return object ? object->retain() : nullptr;
}

// A buffer that goes while it is needed.
void lose_a_buffer(Shared& s, MTL::BlitCommandEncoder* blit) {
  MTL::Buffer* scratch = s.device->newBuffer(256, MTL::ResourceStorageModeShared);
  blit->fillBuffer(scratch, NS::Range(0, 256), 1);
  scratch->release();
}

void call(Shared& s, Random& random, bool careful) {
  const auto slot = random.below(kSlots);
  MTL::CommandBuffer* commands = s.commands[slot].load();
  MTL::ComputeCommandEncoder* compute = s.compute[slot].load();
  MTL::BlitCommandEncoder* blit = s.blit[slot].load();
  MTL::Buffer* buffer = s.buffers[random.below(3)];
  const std::uint64_t indices = careful ? 8 : 40;
  switch (random.below(careful ? 26 : 28)) {
    case 0:
      s.commands[slot] = kept(s.queue->commandBuffer());
      break;
    case 1:
      s.commands[slot] = kept(s.queue->commandBufferWithUnretainedReferences());
      break;
    case 2:
    case 3:
      s.compute[slot] = kept(commands->computeCommandEncoder());
      break;
    case 4:
      s.compute[slot] = kept(commands->computeCommandEncoder(MTL::DispatchTypeConcurrent));
      break;
    case 5:
      s.blit[slot] = kept(commands->blitCommandEncoder());
      break;
    case 6:
      commands->computeCommandEncoder();
      break;  // and forgotten
    case 7:
    case 8:
      compute->endEncoding();
      break;
    case 9:
      blit->endEncoding();
      break;
    case 10:
      commands->commit();
      break;
    case 11:
      compute->setBuffer(buffer, random.below(64) * 4, random.below(indices));
      break;
    case 12: {
      int value = 3;
      compute->setBytes(&value, sizeof(value), random.below(indices));
      break;
    }
    case 13:
      compute->memoryBarrier(MTL::BarrierScopeBuffers);
      break;
    case 14:
      compute->updateFence(s.fence);
      break;
    case 15:
      compute->waitForFence(s.fence);
      break;
    case 16:
      blit->fillBuffer(buffer, NS::Range(random.below(100), random.below(100)), 1);
      break;
    case 17:
      blit->copyFromBuffer(buffer, 0, s.buffers[random.below(3)], 512, 128);
      break;
    case 18:
      commands->encodeSignalEvent(s.event, random.below(100));
      break;
    case 19:
      commands->addCompletedHandler([](MTL::CommandBuffer* done) { (void)done->status(); });
      break;
    case 20:
      commands->setLabel(NS::String::string("label", NS::UTF8StringEncoding));
      break;
    case 21:
      (void)commands->status();
      (void)commands->error();
      (void)commands->label();
      break;
    case 22:
      s.event->setSignaledValue(random.below(1000));
      break;
    case 23:
      compute->setThreadgroupMemoryLength(careful ? 64 : random.below(80), random.below(indices));
      break;
    case 24:
      NS::TransferPtr(s.heap->newBuffer(256, MTL::ResourceStorageModePrivate));
      break;
    case 25:
      s.set->addAllocation(buffer);
      s.set->commit();
      s.set->removeAllocation(buffer);
      break;
    case 26:
      compute->dispatchThreads(MTL::Size(1, 1, 1), MTL::Size(1, 1, 1));
      break;
    case 27:
      lose_a_buffer(s, blit);
      break;
  }
}

}  // namespace

void illegal_calls(std::uint64_t seed, int threads, int steps, bool careful) {
  static Shared& shared = *new Shared;  // for ever: command buffers may still run
  std::barrier start(threads);
  std::vector<std::thread> all;
  for (int n = 0; n < threads; ++n)
    all.emplace_back([&, n] {
      Random random{seed * 1000 + std::uint64_t(n)};
      start.arrive_and_wait();
      for (int k = 0; k < steps; ++k) {
        NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
        call(shared, random, careful);
        pool->release();
      }
    });
  for (auto& thread : all) thread.join();
}

}  // namespace fuzz
