// SPDX-License-Identifier: Apache-2.0
#include <semaphore.h>

#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "random_calls.h"

namespace fuzz {
namespace {

constexpr std::size_t kBytes = 1024;

// A command buffer on its way from thread to thread: nobody else has it.
struct Parcel {
  NS::SharedPtr<MTL::CommandBuffer> commands;
  NS::SharedPtr<MTL::Buffer> scratch;
};

class Mailbox {
 public:
  void put(Parcel parcel) {
    std::lock_guard lock(mutex_);
    parcels_.push_back(std::move(parcel));
  }
  bool take(Parcel* parcel) {
    std::lock_guard lock(mutex_);
    if (parcels_.empty()) return false;
    *parcel = std::move(parcels_.front());
    parcels_.pop_front();
    return true;
  }

 private:
  std::mutex mutex_;
  std::deque<Parcel> parcels_;
};

struct Shared {
  NS::SharedPtr<MTL::Device> device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::SharedPtr<MTL::CommandQueue> queue = NS::TransferPtr(device->newCommandQueue(4096));
  NS::SharedPtr<MTL::SharedEvent> event = NS::TransferPtr(device->newSharedEvent());
  Mailbox mailbox;
  std::mutex heap_mutex, set_mutex;  // guard what follows
  NS::SharedPtr<MTL::Heap> heap;
  NS::SharedPtr<MTL::ResidencySet> set;

  Shared() {
    const auto heap_descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
    heap_descriptor->setSize(1 << 20);
    heap = NS::TransferPtr(device->newHeap(heap_descriptor.get()));
    const auto set_descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
    set = NS::TransferPtr(device->newResidencySet(set_descriptor.get(), nullptr));
  }
};

// One thread.
class Worker {
 public:
  Worker(Shared& shared, Random random) : shared_(shared), random_(random) {}

  void run(int steps) {
    for (int n = 0; n < steps; ++n) {
      NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
      step();
      pool->release();
    }
  }

 private:
  void step() {
    if (!own_.commands && !(random_.below(3) == 0 && shared_.mailbox.take(&own_))) begin();
    switch (random_.below(10)) {
      case 0:
      case 1:
        return compute();
      case 2:
        return blit();
      case 3:
        own_.commands->encodeSignalEvent(shared_.event.get(), 1);
        return;
      case 4:
        return piece_of_heap();
      case 5:
        return residency();
      case 6:
        return hand_on();
      case 7:
        own_.commands->setLabel(NS::String::string("work", NS::UTF8StringEncoding));
        return;
      default:
        return finish();
    }
  }

  void begin() {
    own_.commands = NS::RetainPtr(shared_.queue->commandBuffer());
    own_.scratch = NS::TransferPtr(shared_.device->newBuffer(kBytes, MTL::ResourceStorageModeShared));
  }
  void compute() {
    const int value = 1;
    MTL::ComputeCommandEncoder* encoder =
        own_.commands->computeCommandEncoder(random_.below(2) ? MTL::DispatchTypeConcurrent : MTL::DispatchTypeSerial);
    encoder->setBuffer(own_.scratch.get(), random_.below(4) * 16, random_.below(31));
    encoder->setBytes(&value, sizeof(value), random_.below(31));
    encoder->memoryBarrier(MTL::BarrierScopeBuffers);
    encoder->endEncoding();
  }
  void blit() {
    MTL::BlitCommandEncoder* encoder = own_.commands->blitCommandEncoder();
    encoder->fillBuffer(own_.scratch.get(), NS::Range(0, 4 + 4 * random_.below(kBytes / 4)), 7);
    encoder->endEncoding();
  }
  void piece_of_heap() {
    std::lock_guard lock(shared_.heap_mutex);
    NS::TransferPtr(shared_.heap->newBuffer(256, MTL::ResourceStorageModePrivate));
  }
  void residency() {
    std::lock_guard lock(shared_.set_mutex);
    shared_.set->addAllocation(own_.scratch.get());
    shared_.set->commit();
    shared_.set->removeAllocation(own_.scratch.get());
  }
  void hand_on() {
    shared_.mailbox.put(std::move(own_));
    own_ = {};
  }
  void finish() {
    const auto commands = own_.commands;
    Mailbox* mailbox = &shared_.mailbox;
    // Sometimes the handler sends the next one on its way.
    if (random_.below(3) == 0) {
      Parcel next{NS::RetainPtr(shared_.queue->commandBuffer()), own_.scratch};
      commands->addCompletedHandler([mailbox, next](MTL::CommandBuffer*) { mailbox->put(next); });
    }
    if (random_.below(3) == 0) commands->enqueue();
    commands->commit();
    if (random_.below(2)) commands->waitUntilCompleted();
    own_ = {};
  }

  Shared& shared_;
  Random random_;
  Parcel own_;
};

}  // namespace

void legal_calls(std::uint64_t seed, int threads, int steps) {
  Shared shared;
  std::vector<std::thread> all;
  for (int n = 0; n < threads; ++n)
    all.emplace_back([&, n] { Worker(shared, Random{seed * 1000 + std::uint64_t(n)}).run(steps); });
  for (auto& thread : all) thread.join();
  // Handlers run in the order of their buffers: when the last has run, none is left that could touch `shared`.
  sem_t drained;
  sem_init(&drained, 0, 0);
  MTL::CommandBuffer* last = shared.queue->commandBuffer();
  last->addCompletedHandler([&](MTL::CommandBuffer*) { sem_post(&drained); });
  last->commit();
  sem_wait(&drained);
}

}  // namespace fuzz
