// SPDX-License-Identifier: Apache-2.0
// random_misuse SEED THREADS CALLS: threads call whatever they like on shared queues, command buffers, encoders, buffers and
// events. It may end normally or in an assertion; never in a crash, never not at all.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <atomic>
#include <barrier>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

// splitmix64: every run of a seed makes the same calls a thread; how they meet is up to the machine.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
};

constexpr int kSlots = 4;

struct Shared {
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  // Room for every buffer that is made: a full queue blocks, as it should, and would end nothing.
  MTL::CommandQueue* queues[2] = {device->newCommandQueue(4096), device->newCommandQueue(4096)};
  MTL::Buffer* buffers[3] = {};
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::Fence* fence = device->newFence();
  // Retained when stored and never released: what is raced on here is the API, not the program's own pointers.
  std::atomic<MTL::CommandBuffer*> commands[kSlots] = {};
  std::atomic<MTL::ComputeCommandEncoder*> compute[kSlots] = {};
  std::atomic<MTL::BlitCommandEncoder*> blit[kSlots] = {};
};

void call(Shared& s, Random& random) {
  const auto slot = random.below(kSlots);
  MTL::CommandBuffer* commands = s.commands[slot].load();
  MTL::ComputeCommandEncoder* compute = s.compute[slot].load();
  MTL::BlitCommandEncoder* blit = s.blit[slot].load();
  MTL::Buffer* buffer = s.buffers[random.below(3)];
  switch (random.below(24)) {
    case 0:
    case 1: s.commands[slot] = s.queues[random.below(2)]->commandBuffer()->retain(); break;
    case 2: s.commands[slot] = s.queues[random.below(2)]->commandBufferWithUnretainedReferences()->retain(); break;
    case 3:
    case 4: s.compute[slot] = commands->computeCommandEncoder()->retain(); break;
    case 5: s.compute[slot] = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent)->retain(); break;
    case 6: s.blit[slot] = commands->blitCommandEncoder()->retain(); break;
    case 7:
    case 8: compute->endEncoding(); break;
    case 9: blit->endEncoding(); break;
    case 10: commands->commit(); break;
    case 11: compute->setBuffer(buffer, random.below(64) * 4, random.below(8)); break;
    case 12: { int value = 3; compute->setBytes(&value, sizeof(value), random.below(8)); break; }
    case 13: compute->memoryBarrier(MTL::BarrierScopeBuffers); break;
    case 14: compute->updateFence(s.fence); break;
    case 15: compute->waitForFence(s.fence); break;
    case 16: blit->fillBuffer(buffer, NS::Range(random.below(100), random.below(100)), 1); break;
    case 17: blit->copyFromBuffer(buffer, 0, s.buffers[random.below(3)], 512, 128); break;
    case 18: commands->encodeSignalEvent(s.event, random.below(100)); break;
    case 19: commands->addCompletedHandler([](MTL::CommandBuffer* done) { (void)done->status(); }); break;
    case 20: commands->setLabel(NS::String::string("label", NS::UTF8StringEncoding)); break;
    case 21: (void)commands->status(); (void)commands->error(); (void)commands->label(); break;
    case 22: s.event->setSignaledValue(random.below(1000)); break;
    case 23: compute->setThreadgroupMemoryLength(64, random.below(4)); break;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::uint64_t seed = std::strtoull(argv[1], nullptr, 10);
  const int threads = std::atoi(argv[2]), calls = std::atoi(argv[3]);
  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  Shared shared;
  for (auto& buffer : shared.buffers) buffer = shared.device->newBuffer(4096, MTL::ResourceStorageModeShared);
  std::barrier start(threads);
  std::vector<std::thread> all;
  for (int n = 0; n < threads; ++n)
    all.emplace_back([&, n] {
      Random random{seed * 1000 + std::uint64_t(n)};
      start.arrive_and_wait();
      for (int k = 0; k < calls; ++k) {
        NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
        call(shared, random);
        inner->release();
      }
    });
  for (auto& thread : all) thread.join();
  pool->release();
  return 0;
}
