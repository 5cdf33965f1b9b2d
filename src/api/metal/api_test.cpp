// SPDX-License-Identifier: Apache-2.0
// The public API over libpewter.so as a program sees it, without kernels: the null executor runs.
// (PEWTER_EXECUTOR=null).
#include <gtest/gtest.h>
#include <stdlib.h>

#include <Metal/Metal.hpp>
#include <atomic>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

NS::Error* const kGarbage = reinterpret_cast<NS::Error*>(0x10);  // programs leave the variable uninitialised

NS::String* text(const char* utf8) { return NS::String::string(utf8, NS::UTF8StringEncoding); }

class Api : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(device, nullptr); }
  ~Api() override {
    queue->release();
    device->release();
    pool->release();
  }

  NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
  MTL::Device* device = MTL::CreateSystemDefaultDevice();
  MTL::CommandQueue* queue = device->newCommandQueue();
};

TEST_F(Api, TheDeviceIsTheOneOfAllDevices) {
  NS::Array* all = MTL::CopyAllDevices();
  ASSERT_EQ(all->count(), 1u);
  EXPECT_EQ(all->object(0), static_cast<NS::Object*>(device));
  all->release();
  MTL::Device* c_form = MTLCreateSystemDefaultDevice();
  EXPECT_EQ(c_form, device);
  c_form->release();
}

TEST_F(Api, TheDeviceSaysWhatItIs) {
  std::string name = device->name()->utf8String();
  EXPECT_FALSE(name.empty());
  EXPECT_NE(name, "Apple Paravirtual device");
  // Programs parse generation and size from the last three characters.
  std::string architecture = device->architecture()->name()->utf8String();
  ASSERT_GE(architecture.size(), 3u);
  EXPECT_TRUE(isdigit(architecture[architecture.size() - 3]));
  EXPECT_TRUE(isdigit(architecture[architecture.size() - 2]));
  EXPECT_TRUE(islower(architecture.back()));

  EXPECT_TRUE(device->supportsFamily(MTL::GPUFamilyMetal3));
  EXPECT_FALSE(device->supportsFamily(MTL::GPUFamily(9999)));
  EXPECT_TRUE(device->hasUnifiedMemory());
  EXPECT_NE(device->registryID(), 0u);
  EXPECT_GT(device->maxBufferLength(), 1u << 28);
  EXPECT_GT(device->recommendedMaxWorkingSetSize(), 0u);
  EXPECT_EQ(device->maxThreadgroupMemoryLength(), 32768u);
  EXPECT_EQ(device->maxThreadsPerThreadgroup().width, 1024u);
  EXPECT_EQ(device->counterSets()->count(), 0u);

  MTL::Timestamp cpu = 0, gpu = 0;
  device->sampleTimestamps(&cpu, &gpu);
  EXPECT_NE(cpu, 0u);
  EXPECT_EQ(cpu, gpu);
  device->sampleTimestamps(nullptr, nullptr);
}

TEST_F(Api, BuffersHoldBytes) {
  const char bytes[] = "of the program";
  MTL::Buffer* buffer = device->newBuffer(bytes, sizeof(bytes), MTL::ResourceStorageModeShared);
  ASSERT_NE(buffer, nullptr);
  EXPECT_EQ(buffer->length(), sizeof(bytes));
  EXPECT_STREQ(static_cast<const char*>(buffer->contents()), bytes);
  EXPECT_GE(buffer->allocatedSize(), sizeof(bytes));
  EXPECT_EQ(buffer->device(), device);
  EXPECT_EQ(buffer->storageMode(), MTL::StorageModeShared);
  EXPECT_EQ(buffer->heap(), nullptr);
  buffer->didModifyRange(NS::Range(0, 2));
  buffer->release();

  MTL::Buffer* hidden = device->newBuffer(64, MTL::ResourceStorageModePrivate);
  EXPECT_EQ(hidden->contents(), nullptr);
  EXPECT_NE(hidden->gpuAddress(), 0u);
  hidden->release();
}

TEST_F(Api, BuffersOfNoLengthAreNull) {
  EXPECT_EQ(device->newBuffer(NS::UInteger(0), MTL::ResourceStorageModeShared), nullptr);
  EXPECT_EQ(device->newBuffer(device->maxBufferLength() + 1, MTL::ResourceStorageModeShared), nullptr);
}

TEST_F(Api, TheDeallocatorOfForeignMemoryRunsOnce) {
  const size_t length = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* memory = aligned_alloc(length, length);
  int calls = 0;
  auto count = [&](void* pointer, NS::UInteger bytes) {
    ++calls;
    EXPECT_EQ(pointer, memory);
    EXPECT_EQ(bytes, length);
  };
  MTL::Buffer* buffer = device->newBuffer(memory, length, MTL::ResourceStorageModeShared, count);
  ASSERT_NE(buffer, nullptr);
  EXPECT_EQ(buffer->contents(), memory);
  buffer->release();
  EXPECT_EQ(calls, 1);

  MTL::Buffer* without = device->newBuffer(memory, length, MTL::ResourceStorageModeShared, nullptr);
  ASSERT_NE(without, nullptr);
  without->release();
  free(memory);
}

TEST_F(Api, LabelsAreCopied) {
  EXPECT_EQ(queue->label(), nullptr);
  queue->setLabel(text("queue"));
  EXPECT_STREQ(queue->label()->utf8String(), "queue");
  MTL::CommandBuffer* commands = queue->commandBuffer();
  commands->setLabel(text("commands"));
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setLabel(text("encoder"));
  EXPECT_STREQ(encoder->label()->utf8String(), "encoder");
  EXPECT_STREQ(commands->label()->utf8String(), "commands");
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

TEST_F(Api, CommandBuffersCompleteAndHandlersRun) {
  std::atomic<int> scheduled{0}, completed{0};
  MTL::CommandBuffer* commands = queue->commandBuffer();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusNotEnqueued);
  EXPECT_EQ(commands->commandQueue(), queue);
  commands->addScheduledHandler([&](MTL::CommandBuffer*) { ++scheduled; });
  commands->addCompletedHandler([&, commands](MTL::CommandBuffer* done) {
    EXPECT_EQ(done, commands);
    EXPECT_EQ(done->status(), MTL::CommandBufferStatusCompleted);
    ++completed;
    completed.notify_all();
  });
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  MTL::Buffer* buffer = device->newBuffer(256, MTL::ResourceStorageModeShared);
  blit->fillBuffer(buffer, NS::Range(0, 256), 7);
  blit->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  EXPECT_EQ(commands->error(), nullptr);
  EXPECT_EQ(static_cast<const uint8_t*>(buffer->contents())[255], 7);
  EXPECT_GT(commands->GPUEndTime(), 0.0);
  EXPECT_GE(commands->GPUEndTime(), commands->GPUStartTime());
  completed.wait(0);
  EXPECT_EQ(scheduled, 1);
  EXPECT_EQ(completed, 1);
  buffer->release();
}

TEST_F(Api, HandlersAreFreedWhoeverTakesThem) {
  auto held = std::make_shared<int>(0);
  auto handler = [held](MTL::CommandBuffer*) {};
  EXPECT_EQ(held.use_count(), 2);
  MTL::CommandBuffer* volatile none = nullptr;
  none->addCompletedHandler(handler);
  EXPECT_EQ(held.use_count(), 2);

  MTL::SharedEvent* event = device->newSharedEvent();
  std::atomic<bool> told{false};
  event->notifyListener(MTL::SharedEventListener::sharedListener(), 3, [&, held](MTL::SharedEvent*, uint64_t value) {
    EXPECT_GE(value, 3u);
    told = true;
    told.notify_all();
  });
  event->setSignaledValue(3);
  told.wait(false);
  event->release();
}

TEST_F(Api, SharedEventsOrderQueues) {
  MTL::SharedEvent* event = device->newSharedEvent();
  MTL::CommandQueue* other = device->newCommandQueue(4);
  MTL::CommandBuffer* waits = other->commandBuffer();
  waits->encodeWait(event, 1);
  waits->commit();
  MTL::CommandBuffer* signals = queue->commandBuffer();
  signals->encodeSignalEvent(event, 1);
  signals->commit();
  EXPECT_TRUE(event->waitUntilSignaledValue(1, 10'000));
  waits->waitUntilCompleted();
  EXPECT_EQ(event->signaledValue(), 1u);
  EXPECT_FALSE(event->waitUntilSignaledValue(2, 1));

  MTL::SharedEventHandle* handle = event->newSharedEventHandle();
  MTL::SharedEvent* same = device->newSharedEvent(handle);
  EXPECT_EQ(same, event);
  same->release();
  handle->release();
  other->release();
  event->release();
}

TEST_F(Api, HeapsMakeBuffers) {
  MTL::HeapDescriptor* descriptor = MTL::HeapDescriptor::alloc()->init();
  EXPECT_EQ(descriptor->storageMode(), MTL::StorageModePrivate);
  descriptor->setResourceOptions(MTL::ResourceStorageModeShared | MTL::ResourceHazardTrackingModeUntracked);
  EXPECT_EQ(descriptor->storageMode(), MTL::StorageModeShared);
  EXPECT_EQ(descriptor->hazardTrackingMode(), MTL::HazardTrackingModeUntracked);
  descriptor->setStorageMode(MTL::StorageModeManaged);
  EXPECT_EQ(descriptor->resourceOptions(), MTL::ResourceStorageModeManaged | MTL::ResourceHazardTrackingModeUntracked);
  descriptor->setStorageMode(MTL::StorageModeShared);
  descriptor->setSize(1 << 20);
  MTL::HeapDescriptor* copy = descriptor->copy();
  EXPECT_EQ(copy->size(), NS::UInteger(1 << 20));
  copy->release();

  MTL::Heap* heap = device->newHeap(descriptor);
  descriptor->release();
  ASSERT_NE(heap, nullptr);
  MTL::Buffer* buffer = heap->newBuffer(1000, heap->resourceOptions());
  ASSERT_NE(buffer, nullptr);
  EXPECT_EQ(buffer->heap(), heap);
  EXPECT_GE(heap->usedSize(), 1000u);
  EXPECT_EQ(heap->newBuffer(2 << 20, heap->resourceOptions()), nullptr);
  buffer->release();
  heap->release();
  EXPECT_EQ(device->newHeap(nullptr), nullptr);
}

TEST_F(Api, ResidencySetsCount) {
  MTL::ResidencySetDescriptor* descriptor = MTL::ResidencySetDescriptor::alloc()->init();
  NS::Error* error = kGarbage;
  MTL::ResidencySet* set = device->newResidencySet(descriptor, &error);
  descriptor->release();
  ASSERT_NE(set, nullptr);
  EXPECT_EQ(error, nullptr);
  MTL::Buffer* buffer = device->newBuffer(4096, MTL::ResourceStorageModeShared);
  set->addAllocation(buffer);
  set->commit();
  EXPECT_EQ(set->allocationCount(), 1u);
  EXPECT_TRUE(set->containsAllocation(buffer));
  EXPECT_EQ(set->allocatedSize(), buffer->allocatedSize());
  EXPECT_EQ(set->allAllocations()->object(0), static_cast<NS::Object*>(buffer));
  queue->addResidencySet(set);
  set->removeAllocation(buffer);
  set->commit();
  EXPECT_EQ(set->allocationCount(), 0u);
  buffer->release();
  set->release();
}

TEST_F(Api, BadSourceIsAnErrorWithTheCompilersWords) {
  NS::Error* error = kGarbage;
  MTL::Library* library = device->newLibrary(text("kernel void broken( {"), nullptr, &error);
  EXPECT_EQ(library, nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, kGarbage);
  EXPECT_STREQ(error->domain()->utf8String(), "MTLLibraryErrorDomain");
  EXPECT_NE(error->code(), 0);
  EXPECT_GT(error->localizedDescription()->length(), 0u);
  EXPECT_EQ(device->newLibrary(text("kernel void broken( {"), nullptr, nullptr), nullptr);  // no place for the error
}

TEST_F(Api, AMissingLibraryFileIsAnError) {
  NS::Error* error = kGarbage;
  EXPECT_EQ(device->newLibrary(text("/nowhere/at/all.metallib"), &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, kGarbage);
  EXPECT_STREQ(error->domain()->utf8String(), "MTLLibraryErrorDomain");

  error = kGarbage;
  const char rubbish[] = "no metallib";
  dispatch_data_t data = dispatch_data_create(rubbish, sizeof(rubbish), nullptr, DISPATCH_DATA_DESTRUCTOR_DEFAULT);
  EXPECT_EQ(device->newLibrary(data, &error), nullptr);
  EXPECT_NE(error, nullptr);
  dispatch_release(data);
}

TEST_F(Api, APipelineOfNoFunctionIsAnError) {
  NS::Error* error = kGarbage;
  EXPECT_EQ(device->newComputePipelineState(static_cast<const MTL::Function*>(nullptr), &error), nullptr);
  EXPECT_NE(error, nullptr);
  EXPECT_NE(error, kGarbage);
}

TEST_F(Api, WhatIsNotSupportedIsNullWithAnError) {
  EXPECT_EQ(MTL::TextureDescriptor::texture2DDescriptor(MTL::PixelFormatRGBA8Unorm, 4, 4, false), nullptr);
  EXPECT_EQ(device->newTexture(nullptr), nullptr);
  NS::Error* error = kGarbage;
  EXPECT_EQ(device->newCounterSampleBuffer(nullptr, &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, kGarbage);
  std::string description = error->localizedDescription()->utf8String();
  EXPECT_NE(description.find("newCounterSampleBuffer"), std::string::npos) << description;
  EXPECT_EQ(device->newIndirectCommandBuffer(nullptr, 1, MTL::ResourceStorageModeShared), nullptr);
  int told = 0;
  device->newRenderPipelineState(static_cast<const MTL::RenderPipelineDescriptor*>(nullptr),
                                 [&](MTL::RenderPipelineState* state, NS::Error* reason) {
                                   EXPECT_EQ(state, nullptr);
                                   EXPECT_NE(reason, nullptr);
                                   ++told;
                                 });
  EXPECT_EQ(told, 1);
  // Programs go on with the null.
  MTL::RenderPipelineDescriptor* render = MTL::RenderPipelineDescriptor::alloc()->init();
  render->colorAttachments()->object(0)->setPixelFormat(MTL::PixelFormatBGRA8Unorm);
}

TEST_F(Api, CompileOptionsKeepTheirValues) {
  MTL::CompileOptions* options = MTL::CompileOptions::alloc()->init();
  EXPECT_TRUE(options->fastMathEnabled());
  options->setFastMathEnabled(false);
  EXPECT_EQ(options->mathMode(), MTL::MathModeSafe);
  options->setMathMode(MTL::MathModeFast);
  EXPECT_TRUE(options->fastMathEnabled());
  options->setLanguageVersion(MTL::LanguageVersion3_1);
  EXPECT_EQ(options->languageVersion(), MTL::LanguageVersion3_1);
  options->setEnableLogging(true);
  EXPECT_TRUE(options->enableLogging());
  NS::Dictionary* macros = NS::Dictionary::dictionary(text("4"), text("N"));
  options->setPreprocessorMacros(macros);
  EXPECT_EQ(options->preprocessorMacros(), macros);
  MTL::CompileOptions* copy = options->copy();
  EXPECT_EQ(copy->languageVersion(), MTL::LanguageVersion3_1);
  EXPECT_EQ(copy->preprocessorMacros(), macros);
  copy->release();
  options->release();
}

TEST_F(Api, DescriptorsHoldWhatTheyAreGiven) {
  MTL::ComputePipelineDescriptor* pipeline = MTL::ComputePipelineDescriptor::alloc()->init();
  MTL::LinkedFunctions* linked = MTL::LinkedFunctions::linkedFunctions();
  pipeline->setLinkedFunctions(linked);
  EXPECT_EQ(pipeline->linkedFunctions(), linked);
  pipeline->setLabel(text("pipeline"));
  pipeline->setThreadGroupSizeIsMultipleOfThreadExecutionWidth(true);
  pipeline->setRequiredThreadsPerThreadgroup(MTL::Size(4, 2, 1));
  EXPECT_EQ(pipeline->requiredThreadsPerThreadgroup().height, 2u);
  pipeline->reset();
  EXPECT_EQ(pipeline->label(), nullptr);
  EXPECT_FALSE(pipeline->threadGroupSizeIsMultipleOfThreadExecutionWidth());
  pipeline->release();

  MTL::FunctionDescriptor* function = MTL::FunctionDescriptor::functionDescriptor();
  function->setName(text("add"));
  function->setSpecializedName(text("add_4"));
  EXPECT_STREQ(function->specializedName()->utf8String(), "add_4");

  MTL::ArgumentDescriptor* argument = MTL::ArgumentDescriptor::argumentDescriptor();
  argument->setDataType(MTL::DataTypePointer);
  argument->setIndex(2);
  EXPECT_EQ(argument->dataType(), MTL::DataTypePointer);
  EXPECT_EQ(argument->index(), 2u);

  MTL::CommandBufferDescriptor* buffer = MTL::CommandBufferDescriptor::alloc()->init();
  EXPECT_TRUE(buffer->retainedReferences());
  buffer->setRetainedReferences(false);
  EXPECT_FALSE(queue->commandBuffer(buffer)->retainedReferences());
  buffer->release();
}

TEST_F(Api, ArgumentEncodersWriteAddresses) {
  MTL::ArgumentDescriptor* member = MTL::ArgumentDescriptor::argumentDescriptor();
  member->setDataType(MTL::DataTypePointer);
  NS::Array* members = NS::Array::array(member);
  MTL::ArgumentEncoder* encoder = device->newArgumentEncoder(members);
  ASSERT_NE(encoder, nullptr);
  ASSERT_GE(encoder->encodedLength(), 8u);
  MTL::Buffer* arguments = device->newBuffer(encoder->encodedLength(), MTL::ResourceStorageModeShared);
  MTL::Buffer* data = device->newBuffer(64, MTL::ResourceStorageModeShared);
  encoder->setArgumentBuffer(arguments, 0);
  encoder->setBuffer(data, 16, 0);
  uint64_t address = 0;
  std::memcpy(&address, arguments->contents(), sizeof(address));
  EXPECT_EQ(address, data->gpuAddress() + 16);
  data->release();
  arguments->release();
  encoder->release();
}

TEST_F(Api, ManyThreadsShareAQueue) {
  std::vector<std::thread> threads;
  std::atomic<int> completed{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      NS::AutoreleasePool* own = NS::AutoreleasePool::alloc()->init();
      for (int j = 0; j < 20; ++j) {
        MTL::CommandBuffer* commands = queue->commandBuffer();
        commands->computeCommandEncoder(MTL::DispatchTypeConcurrent)->endEncoding();
        commands->commit();
        commands->waitUntilCompleted();
        completed += commands->status() == MTL::CommandBufferStatusCompleted;
      }
      own->release();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(completed, 80);
}

TEST_F(Api, ACaptureNeedsToBeAllowed) {
  MTL::CaptureManager* manager = MTL::CaptureManager::sharedCaptureManager();
  EXPECT_FALSE(manager->isCapturing());
  MTL::CaptureDescriptor* descriptor = MTL::CaptureDescriptor::alloc()->init();
  descriptor->setCaptureObject(device);
  descriptor->setDestination(MTL::CaptureDestinationGPUTraceDocument);
  descriptor->setOutputURL(NS::URL::fileURLWithPath(text("/nowhere/at/all.gputrace")));
  EXPECT_EQ(descriptor->captureObject(), static_cast<NS::Object*>(device));
  NS::Error* error = kGarbage;
  EXPECT_FALSE(manager->startCapture(descriptor, &error));
  ASSERT_NE(error, nullptr);
  EXPECT_NE(error, kGarbage);
  EXPECT_FALSE(manager->isCapturing());
  descriptor->release();
}

using ApiDeathTest = Api;

TEST_F(ApiDeathTest, ASecondEncoderAborts) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_DEATH(
      {
        MTL::CommandBuffer* commands = queue->commandBuffer();
        commands->computeCommandEncoder();
        commands->computeCommandEncoder();
      },
      "failed assertion .A command encoder is already encoding to this command buffer.");
}

TEST_F(ApiDeathTest, ACallOnTheWrongClassSaysSo) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_DEATH(reinterpret_cast<MTL::Buffer*>(queue)->length(), "MTLCommandQueue length.: unrecognized selector");
}

}  // namespace
