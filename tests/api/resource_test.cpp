// SPDX-License-Identifier: Apache-2.0
// Buffers, heaps, residency sets, blits, object lifetimes, null receivers, the capture manager: any executor.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "fixture.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define PEWTER_LEAKS_ON_PURPOSE __lsan::ScopedDisabler leaks_on_purpose
#endif
#endif
#ifndef PEWTER_LEAKS_ON_PURPOSE
#define PEWTER_LEAKS_ON_PURPOSE static_cast<void>(0)
#endif

namespace {

class Resource : public api::Test {};

TEST_F(Resource, BufferKinds) {
  for (auto mode : {MTL::ResourceStorageModeShared, MTL::ResourceStorageModeManaged, MTL::ResourceStorageModePrivate}) {
    MTL::Buffer* buffer = device->newBuffer(1000, mode);
    ASSERT_NE(buffer, nullptr);
    EXPECT_EQ(buffer->length(), 1000u);
    EXPECT_GE(buffer->allocatedSize(), 1000u);
    EXPECT_EQ(buffer->device(), device);
    EXPECT_EQ(buffer->heap(), nullptr);
    if (mode != MTL::ResourceStorageModePrivate) EXPECT_NE(buffer->contents(), nullptr);
    EXPECT_NE(buffer->gpuAddress(), 0u);
    buffer->didModifyRange(NS::Range(0, 10));
    buffer->release();
  }
}

// Programs touch what lies between length and the end of the page, and succeed on a Mac.
TEST_F(Resource, TheRestOfThePageIsThere) {
  MTL::Buffer* buffer = device->newBuffer(10, MTL::ResourceStorageModeShared);
  auto* bytes = static_cast<volatile unsigned char*>(buffer->contents());
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer->contents()) % 4096, 0u);
  bytes[4095] = 7;
  EXPECT_EQ(bytes[4095], 7);
  buffer->release();
}

TEST_F(Resource, BytesAreCopied) {
  int values[] = {1, 2, 3};
  MTL::Buffer* buffer = device->newBuffer(values, sizeof(values), MTL::ResourceStorageModeShared);
  values[0] = 9;
  EXPECT_EQ(Resource::values(buffer), (std::vector<int>{1, 2, 3}));
  buffer->release();
}

TEST_F(Resource, NoCopyUsesTheCallersPagesAndCallsTheDeallocator) {
  void* memory = std::aligned_alloc(16384, 16384);
  static_cast<int*>(memory)[5] = 55;
  void* freed = nullptr;
  NS::UInteger length = 0;
  MTL::Buffer* buffer = device->newBuffer(memory, 16384, MTL::ResourceStorageModeShared, [&](void* pointer, NS::UInteger size) {
    freed = pointer;
    length = size;
  });
  ASSERT_NE(buffer, nullptr);
  EXPECT_EQ(buffer->contents(), memory);
  EXPECT_EQ(static_cast<int*>(buffer->contents())[5], 55);
  buffer->release();
  EXPECT_EQ(freed, memory);
  EXPECT_EQ(length, 16384u);
  std::free(memory);
}

TEST_F(Resource, ImpossibleLengthsGiveNull) {
  EXPECT_EQ(device->newBuffer(device->maxBufferLength() + 1, MTL::ResourceStorageModeShared), nullptr);
  EXPECT_EQ(device->newBuffer(~NS::UInteger(0), MTL::ResourceStorageModeShared), nullptr);
}

TEST_F(Resource, AllocatedSizeIsCounted) {
  const NS::UInteger before = device->currentAllocatedSize();
  MTL::Buffer* buffer = device->newBuffer(1 << 20, MTL::ResourceStorageModeShared);
  EXPECT_GE(device->currentAllocatedSize(), before + (1 << 20));
  buffer->release();
  EXPECT_LT(device->currentAllocatedSize(), before + (1 << 20));
}

TEST_F(Resource, Heaps) {
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  descriptor->setSize(1 << 20);
  descriptor->setStorageMode(MTL::StorageModeShared);
  MTL::Heap* heap = device->newHeap(descriptor);
  descriptor->release();
  ASSERT_NE(heap, nullptr);
  EXPECT_GE(heap->size(), 1u << 20);
  EXPECT_EQ(heap->usedSize(), 0u);
  MTL::Buffer* a = heap->newBuffer(1000, MTL::ResourceStorageModeShared);
  MTL::Buffer* b = heap->newBuffer(5000, MTL::ResourceStorageModeShared);
  ASSERT_NE(a, nullptr);
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(a->heap(), heap);
  EXPECT_GE(heap->usedSize(), 6000u);
  EXPECT_LE(heap->maxAvailableSize(256), heap->size() - 6000u);
  std::memset(a->contents(), 1, 1000);
  std::memset(b->contents(), 2, 5000);
  EXPECT_EQ(static_cast<unsigned char*>(a->contents())[999], 1);
  EXPECT_EQ(heap->newBuffer(2 << 20, MTL::ResourceStorageModeShared), nullptr);  // does not fit
  a->release();
  b->release();
  EXPECT_EQ(heap->usedSize(), 0u);
  MTL::Buffer* whole = heap->newBuffer(1 << 20, MTL::ResourceStorageModeShared);
  EXPECT_NE(whole, nullptr);
  whole->release();
  const MTL::SizeAndAlign need = device->heapBufferSizeAndAlign(1000, MTL::ResourceStorageModeShared);
  EXPECT_GE(need.size, 1000u);
  EXPECT_GT(need.align, 0u);
  heap->release();
}

TEST_F(Resource, ABufferKeepsItsHeapAlive) {
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  descriptor->setSize(65536);
  MTL::Heap* heap = device->newHeap(descriptor);
  descriptor->release();
  MTL::Buffer* buffer = heap->newBuffer(4096, MTL::ResourceStorageModePrivate);
  heap->release();
  ASSERT_NE(buffer, nullptr);
  EXPECT_NE(buffer->gpuAddress(), 0u);
  buffer->release();
}

TEST_F(Resource, PlacementHeap) {
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  descriptor->setSize(65536);
  descriptor->setType(MTL::HeapTypePlacement);
  descriptor->setStorageMode(MTL::StorageModeShared);
  MTL::Heap* heap = device->newHeap(descriptor);
  descriptor->release();
  MTL::Buffer* buffer = heap->newBuffer(4096, MTL::ResourceStorageModeShared, 16384);
  ASSERT_NE(buffer, nullptr);
  EXPECT_EQ(buffer->heapOffset(), 16384u);
  MTL::Buffer* overlapping = heap->newBuffer(4096, MTL::ResourceStorageModeShared, 16384);
  ASSERT_NE(overlapping, nullptr);
  static_cast<int*>(buffer->contents())[0] = 42;
  EXPECT_EQ(static_cast<int*>(overlapping->contents())[0], 42);  // placement may alias
  EXPECT_EQ(heap->newBuffer(4096, MTL::ResourceStorageModeShared, 65536), nullptr);
  overlapping->release();
  buffer->release();
  heap->release();
}

TEST_F(Resource, ResidencySets) {
  MTL::ResidencySetDescriptor* descriptor = MTL::ResidencySetDescriptor::alloc()->init();
  descriptor->setLabel(api::string("set"));
  NS::Error* error = api::kUnwritten;
  MTL::ResidencySet* set = device->newResidencySet(descriptor, &error);
  descriptor->release();
  ASSERT_NE(set, nullptr);
  EXPECT_EQ(error, nullptr);
  MTL::Buffer* a = ints(100);
  MTL::Buffer* b = ints(200);
  set->addAllocation(a);
  set->addAllocation(b);
  set->addAllocation(b);
  set->commit();
  EXPECT_EQ(set->allocationCount(), 2u);
  EXPECT_TRUE(set->containsAllocation(a));
  EXPECT_EQ(set->allAllocations()->count(), 2u);
  EXPECT_GE(set->allocatedSize(), 1200u);
  set->requestResidency();
  queue->addResidencySet(set);
  queue->addResidencySet(set);
  queue->removeResidencySet(set);
  set->removeAllocation(a);
  set->commit();
  EXPECT_EQ(set->allocationCount(), 1u);
  EXPECT_FALSE(set->containsAllocation(a));
  set->endResidency();
  set->release();
}

TEST_F(Resource, RetainReleaseAutorelease) {
  MTL::Buffer* buffer = device->newBuffer(16, MTL::ResourceStorageModeShared);
  EXPECT_EQ(buffer->retainCount(), 1u);
  EXPECT_EQ(buffer->retain(), buffer);
  EXPECT_EQ(buffer->retainCount(), 2u);
  NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
  buffer->autorelease();
  EXPECT_EQ(buffer->retainCount(), 2u);
  inner->release();
  EXPECT_EQ(buffer->retainCount(), 1u);
  NS::SharedPtr<MTL::Buffer> shared = NS::TransferPtr(buffer);
  NS::SharedPtr<MTL::Buffer> second = shared;
  EXPECT_EQ(shared->retainCount(), 2u);
  shared.reset();
  EXPECT_EQ(second->retainCount(), 1u);
}

// Small public programs release what was autoreleased, and end on a Mac.
TEST_F(Resource, OneReleaseTooManyIsForgiven) {
  NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  encoder->release();
  commands->release();
  NS::String* autoreleased = api::string("text");
  autoreleased->release();
  inner->release();
  // What comes after is sound.
  MTL::CommandBuffer* next = queue->commandBuffer();
  next->commit();
  next->waitUntilCompleted();
  EXPECT_EQ(next->status(), MTL::CommandBufferStatusCompleted);
}

TEST_F(Resource, NoPoolLeaksAndLives) {
  std::thread([this] {
    PEWTER_LEAKS_ON_PURPOSE;
    MTL::CommandBuffer* commands = queue->commandBuffer();  // no pool on this thread
    commands->commit();
    commands->waitUntilCompleted();
    EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  }).join();
}

TEST_F(Resource, NullReceiversAnswerZero) {
  MTL::Device* no_device = nullptr;
  MTL::CommandQueue* no_queue = nullptr;
  MTL::CommandBuffer* no_commands = nullptr;
  MTL::ComputeCommandEncoder* no_encoder = nullptr;
  MTL::Buffer* no_buffer = nullptr;
  EXPECT_EQ(no_device->newCommandQueue(), nullptr);
  EXPECT_EQ(no_device->name(), nullptr);
  EXPECT_EQ(no_queue->commandBuffer(), nullptr);
  EXPECT_EQ(no_commands->computeCommandEncoder(), nullptr);
  EXPECT_EQ(no_commands->status(), MTL::CommandBufferStatusNotEnqueued);
  no_commands->addCompletedHandler([](MTL::CommandBuffer*) { FAIL(); });
  no_commands->commit();
  no_commands->waitUntilCompleted();
  no_encoder->setBuffer(nullptr, 0, 0);
  no_encoder->dispatchThreads(MTL::Size(1, 1, 1), MTL::Size(1, 1, 1));
  no_encoder->endEncoding();
  EXPECT_EQ(no_buffer->contents(), nullptr);
  EXPECT_EQ(no_buffer->length(), 0u);
  no_buffer->release();
  no_buffer->retain();
  NS::Error* no_error = nullptr;
  EXPECT_EQ(no_error->localizedDescription()->utf8String(), nullptr);
}

TEST_F(Resource, CaptureManagerRefusesNonsenseAndWritesATrace) {
  MTL::CaptureManager* manager = MTL::CaptureManager::sharedCaptureManager();
  ASSERT_NE(manager, nullptr);
  EXPECT_EQ(manager, MTL::CaptureManager::sharedCaptureManager());
  EXPECT_FALSE(manager->isCapturing());
  const std::string path = testing::TempDir() + "/pewter_capture_" + std::to_string(::getpid()) + ".gputrace";
  MTL::CaptureDescriptor* descriptor = MTL::CaptureDescriptor::alloc()->init();
  NS::Error* error = api::kUnwritten;
  EXPECT_FALSE(manager->startCapture(descriptor, &error));  // no object
  EXPECT_NE(error, nullptr);
  EXPECT_NE(error, api::kUnwritten);
  descriptor->setCaptureObject(device);
  descriptor->setDestination(MTL::CaptureDestinationGPUTraceDocument);
  descriptor->setOutputURL(NS::URL::fileURLWithPath(api::string(path.c_str())));
  error = api::kUnwritten;
  ASSERT_TRUE(manager->startCapture(descriptor, &error)) << api::text(error);
  EXPECT_EQ(error, nullptr);
  EXPECT_TRUE(manager->isCapturing());
  error = api::kUnwritten;
  EXPECT_FALSE(manager->startCapture(descriptor, &error));  // already
  EXPECT_NE(error, nullptr);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setLabel(api::string("captured encoder"));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  manager->stopCapture();
  EXPECT_FALSE(manager->isCapturing());
  descriptor->release();
  // A file, or a folder that holds one.
  std::string all;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      std::ifstream file(entry.path());
      all.append(std::istreambuf_iterator<char>(file), {});
    }
  } else {
    std::ifstream file(path);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_NE(all.find("{"), std::string::npos);
  EXPECT_NE(all.find("command_buffers"), std::string::npos) << all.substr(0, 500);
  EXPECT_NE(all.find("captured encoder"), std::string::npos) << all.substr(0, 500);
  std::filesystem::remove_all(path);
}

TEST_F(Resource, Blits) {
  MTL::Buffer* a = ints(64, 1);
  MTL::Buffer* b = ints(64, 2);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(a, NS::Range(16, 32), 0xff);
  blit->copyFromBuffer(a, 0, b, 128, 64);
  blit->synchronizeResource(b);
  blit->endEncoding();
  run(commands);
  const auto got_a = values(a), got_b = values(b);
  for (int n = 0; n < 64; ++n) {
    EXPECT_EQ(got_a[std::size_t(n)], n >= 4 && n < 12 ? -1 : 1) << n;
    EXPECT_EQ(got_b[std::size_t(n)], n < 32 || n >= 48 ? 2 : n - 32 >= 4 && n - 32 < 12 ? -1 : 1) << n;
  }
}

}  // namespace
