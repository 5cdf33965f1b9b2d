// SPDX-License-Identifier: Apache-2.0
// Programs with kernels, end to end: dispatch in all forms, what is bound, hazards, errors. Needs an executor that runs.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <thread>

#include "fixture.h"

namespace {

class Kernel : public api::Test {};

TEST_F(Kernel, VectorAdd) {
  MTL::Buffer* a = ints(1000);
  MTL::Buffer* b = ints(1000, 5);
  MTL::Buffer* out = ints(1000);
  std::iota(static_cast<int*>(a->contents()), static_cast<int*>(a->contents()) + 1000, 0);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, pipeline("add"), {a, b, out}, 1000, 64);
  run(commands);
  for (int n = 0; n < 1000; ++n) ASSERT_EQ(values(out)[std::size_t(n)], n + 5);
}

TEST_F(Kernel, PipelineTellsItsLimits) {
  MTL::ComputePipelineState* state = pipeline("static_memory");
  EXPECT_EQ(state->threadExecutionWidth(), 32u);
  EXPECT_GE(state->maxTotalThreadsPerThreadgroup(), 256u);
  EXPECT_LE(state->maxTotalThreadsPerThreadgroup(), 1024u);
  EXPECT_EQ(state->staticThreadgroupMemoryLength(), 1024u);
  EXPECT_EQ(pipeline("increment")->staticThreadgroupMemoryLength(), 0u);
  EXPECT_EQ(pipeline("limited")->maxTotalThreadsPerThreadgroup(), 128u);
}

TEST_F(Kernel, DispatchThreadsAllowsPartialThreadgroups) {
  MTL::Buffer* out = ints(5 * 3 * 2);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("shape"));
  encoder->setBuffer(out, 0, 0);
  encoder->dispatchThreads(MTL::Size(5, 3, 2), MTL::Size(4, 2, 2));
  encoder->endEncoding();
  run(commands);
  for (int x = 0; x < 5; ++x)
    for (int y = 0; y < 3; ++y)
      for (int z = 0; z < 2; ++z)
        EXPECT_EQ(values(out)[std::size_t(x + 5 * (y + 3 * z))], (x < 4 ? 4 : 1) * 10000 + (y < 2 ? 2 : 1) * 100 + 2);
}

TEST_F(Kernel, DispatchThreadgroupsCountsGroups) {
  MTL::Buffer* data = ints(96);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("increment"));
  encoder->setBuffer(data, 0, 0);
  encoder->dispatchThreadgroups(MTL::Size(3, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  run(commands);
  EXPECT_EQ(values(data), std::vector<int>(96, 1));
}

TEST_F(Kernel, IndirectDispatchReadsTheBufferWhenItRuns) {
  MTL::Buffer* data = ints(256);
  MTL::Buffer* groups = ints(4, 1);  // offset 4: {1, 1, 1}
  MTL::Buffer* two = ints(4, 2);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  // The first dispatch makes the arguments {1 + 2, 1, 1} for the second.
  MTL::ComputeCommandEncoder* first = commands->computeCommandEncoder();
  first->setComputePipelineState(pipeline("add"));
  first->setBuffer(groups, 4, 0);
  first->setBuffer(two, 0, 1);
  first->setBuffer(groups, 4, 2);
  first->dispatchThreads(MTL::Size(1, 1, 1), MTL::Size(1, 1, 1));
  first->endEncoding();
  MTL::ComputeCommandEncoder* second = commands->computeCommandEncoder();
  second->setComputePipelineState(pipeline("increment"));
  second->setBuffer(data, 0, 0);
  second->dispatchThreadgroups(groups, 4, MTL::Size(32, 1, 1));
  second->endEncoding();
  run(commands);
  const auto got = values(data);
  for (std::size_t n = 0; n < 256; ++n) EXPECT_EQ(got[n], n < 96 ? 1 : 0) << n;
}

TEST_F(Kernel, SetBytesCopiesAtTheCall) {
  MTL::Buffer* data = ints(32, 1);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("scale"));
  encoder->setBuffer(data, 0, 0);
  int by = 3;
  encoder->setBytes(&by, sizeof(by), 1);
  by = 100;
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  by = 5;
  encoder->setBytes(&by, sizeof(by), 1);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  by = 1000;
  encoder->endEncoding();
  run(commands);
  EXPECT_EQ(values(data), std::vector<int>(32, 15));
}

TEST_F(Kernel, OffsetsAndSetBuffers) {
  MTL::Buffer* data = ints(96, 1);
  MTL::Buffer* out = ints(32);
  static_cast<int*>(data->contents())[40] = 7;
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("add"));
  const MTL::Buffer* buffers[] = {data, data};
  const NS::UInteger offsets[] = {128, 256};
  encoder->setBuffers(buffers, offsets, NS::Range(0, 2));
  encoder->setBuffer(out, 0, 2);
  encoder->setBufferOffset(0, 1);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  run(commands);
  std::vector<int> expected(32, 2);
  expected[8] = 8;
  EXPECT_EQ(values(out), expected);
}

TEST_F(Kernel, ThreadgroupMemoryIsBoundByLength) {
  MTL::Buffer* data = ints(64);
  std::iota(static_cast<int*>(data->contents()), static_cast<int*>(data->contents()) + 64, 0);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("reversed"));
  encoder->setBuffer(data, 0, 0);
  encoder->setThreadgroupMemoryLength(256, 0);
  encoder->dispatchThreads(MTL::Size(64, 1, 1), MTL::Size(64, 1, 1));
  encoder->endEncoding();
  run(commands);
  for (int n = 0; n < 64; ++n) EXPECT_EQ(values(data)[std::size_t(n)], 63 - n);
}

TEST_F(Kernel, ArgumentEncoder) {
  MTL::Function* function = library()->newFunction(api::string("through_arguments"));
  MTL::ArgumentEncoder* arguments = function->newArgumentEncoder(0);
  ASSERT_NE(arguments, nullptr);
  EXPECT_GE(arguments->encodedLength(), 20u);
  MTL::Buffer* table = device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared);
  MTL::Buffer* a = ints(32, 4);
  MTL::Buffer* b = ints(32);
  arguments->setArgumentBuffer(table, 0);
  arguments->setBuffer(a, 0, 0);
  arguments->setBuffer(b, 0, 1);
  *static_cast<int*>(arguments->constantData(2)) = 11;
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("through_arguments"));
  encoder->setBuffer(table, 0, 0);
  encoder->useResource(a, MTL::ResourceUsageRead);
  encoder->useResource(b, MTL::ResourceUsageWrite);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  run(commands);
  EXPECT_EQ(values(b), std::vector<int>(32, 44));
  table->release();
  arguments->release();
  function->release();
}

// Members that are no addresses, gaps between ids, arrays and nested structs: the encoder writes where the kernel reads.
TEST_F(Kernel, ArgumentEncoderKnowsTheLayoutOfTheStruct) {
  MTL::Function* function = library()->newFunction(api::string("through_packed"));
  MTL::ArgumentEncoder* arguments = function->newArgumentEncoder(3);
  ASSERT_NE(arguments, nullptr);
  EXPECT_EQ(arguments->encodedLength(), 48u);
  EXPECT_EQ(arguments->alignment(), 8u);
  MTL::Buffer* table = device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared);
  MTL::Buffer* ones = ints(32, 1);
  MTL::Buffer* twos = ints(32, 2);
  MTL::Buffer* out = ints(32);
  arguments->setArgumentBuffer(table, 0);
  *static_cast<int*>(arguments->constantData(0)) = 1000;
  *static_cast<int*>(arguments->constantData(1)) = 100;
  const MTL::Buffer* sources[] = {ones, twos};
  const NS::UInteger offsets[] = {0, 0};
  arguments->setBuffers(sources, offsets, NS::Range(4, 2));
  *static_cast<int*>(arguments->constantData(8)) = 30;
  arguments->setBuffer(out, 0, 9);
  static_cast<std::uint16_t*>(arguments->constantData(10))[3] = 0x4400;  // 4.0h
  EXPECT_EQ(arguments->constantData(2), nullptr);
  EXPECT_EQ(arguments->constantData(11), nullptr);
  arguments->setBuffer(out, 0, 1);  // no buffer there: told in the log, and nothing is written
  EXPECT_EQ(*static_cast<int*>(arguments->constantData(1)), 100);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("through_packed"));
  encoder->setBuffer(table, 0, 3);
  const MTL::Resource* used[] = {ones, twos, out};
  encoder->useResources(used, 3, MTL::ResourceUsageRead | MTL::ResourceUsageWrite);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  run(commands);
  EXPECT_EQ(values(out), std::vector<int>(32, 1234));
  EXPECT_EQ(function->newArgumentEncoder(0), nullptr);
  table->release();
  arguments->release();
  function->release();
  MTL::Function* plain = library()->newFunction(api::string("increment"));
  EXPECT_EQ(plain->newArgumentEncoder(0), nullptr);  // an int*: no struct
  plain->release();
}

TEST_F(Kernel, ArgumentBufferOfGpuAddresses) {
  struct { std::uint64_t a, b; int scale, padding; } arguments;
  MTL::Buffer* a = ints(32, 4);
  MTL::Buffer* b = ints(64);
  arguments = {a->gpuAddress(), b->gpuAddress() + 128, 3, 0};
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("through_arguments"));
  encoder->setBytes(&arguments, sizeof(arguments), 0);
  const MTL::Resource* used[] = {a, b};
  encoder->useResources(used, 2, MTL::ResourceUsageRead | MTL::ResourceUsageWrite);
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  run(commands);
  const auto got = values(b);
  for (std::size_t n = 0; n < 64; ++n) EXPECT_EQ(got[n], n < 32 ? 0 : 12);
}

TEST_F(Kernel, FunctionConstantsByIndexAndName) {
  for (bool by_name : {false, true}) {
    MTL::FunctionConstantValues* constants = MTL::FunctionConstantValues::alloc()->init();
    const int factor = 6;
    const bool negate = true;
    if (by_name) {
      constants->setConstantValue(&factor, MTL::DataTypeInt, api::string("factor"));
      constants->setConstantValue(&negate, MTL::DataTypeBool, api::string("negate_value"));
    } else {
      constants->setConstantValue(&factor, MTL::DataTypeInt, NS::UInteger(0));
    }
    NS::Error* error = api::kUnwritten;
    MTL::Function* function = library()->newFunction(api::string("specialised"), constants, &error);
    ASSERT_NE(function, nullptr) << api::text(error);
    EXPECT_EQ(error, nullptr);
    error = api::kUnwritten;
    MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
    ASSERT_NE(state, nullptr) << api::text(error);
    MTL::Buffer* data = ints(8, 2);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    encode(commands, state, {data}, 8, 8);
    run(commands);
    EXPECT_EQ(values(data), std::vector<int>(8, by_name ? -12 : 12));
    state->release();
    function->release();
    constants->release();
  }
}

TEST_F(Kernel, MissingFunctionConstantIsAnErrorAtOnce) {
  MTL::FunctionConstantValues* constants = MTL::FunctionConstantValues::alloc()->init();
  MTL::FunctionDescriptor* descriptor = MTL::FunctionDescriptor::functionDescriptor();
  descriptor->setName(api::string("specialised"));
  descriptor->setConstantValues(constants);
  for (bool by_descriptor : {false, true}) {
    NS::Error* error = api::kUnwritten;
    EXPECT_EQ(by_descriptor ? library()->newFunction(descriptor, &error) : library()->newFunction(api::string("specialised"), constants, &error), nullptr);
    ASSERT_NE(error, nullptr);
    ASSERT_NE(error, api::kUnwritten);
    EXPECT_NE(api::text(error).find("factor"), std::string::npos) << api::text(error);
    EXPECT_EQ(api::text(error->domain()), "MTLLibraryErrorDomain");
  }
  // A kernel that does not read the constant needs no value for it.
  NS::Error* error = api::kUnwritten;
  MTL::Function* function = library()->newFunction(api::string("increment"), constants, &error);
  EXPECT_NE(function, nullptr) << api::text(error);
  EXPECT_EQ(error, nullptr);
  function->release();
  constants->release();
}

// Without constants there is nothing to specialise: Metal makes the function, and refuses the pipeline.
TEST_F(Kernel, FunctionNotSpecialisedMakesNoPipeline) {
  MTL::Function* function = library()->newFunction(api::string("specialised"));
  ASSERT_NE(function, nullptr);
  NS::Error* error = api::kUnwritten;
  EXPECT_EQ(device->newComputePipelineState(function, &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, api::kUnwritten);
  EXPECT_NE(api::text(error).find("factor"), std::string::npos) << api::text(error);
  function->release();
}

TEST_F(Kernel, LibraryErrorsAreNSErrorsWithThePlace) {
  NS::Error* error = api::kUnwritten;
  MTL::Library* bad = device->newLibrary(api::string("#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]]) {\n  out[0] = wrong;\n}\n"), nullptr, &error);
  EXPECT_EQ(bad, nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, api::kUnwritten);
  EXPECT_NE(api::text(error).find("program_source:3:12: error: use of undeclared identifier 'wrong'"), std::string::npos) << api::text(error);
  EXPECT_EQ(api::text(error->domain()), "MTLLibraryErrorDomain");
  EXPECT_EQ(error->code(), NS::Integer(MTL::LibraryErrorCompileFailure));
  EXPECT_EQ(device->newLibrary(api::string("nonsense"), nullptr, nullptr), nullptr);  // a null error pointer is legal
}

TEST_F(Kernel, LibraryOfAMissingFileIsAnError) {
  NS::Error* error = api::kUnwritten;
  EXPECT_EQ(device->newLibrary(api::string("/nowhere/at/all.metallib"), &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, api::kUnwritten);
  error = api::kUnwritten;
  EXPECT_EQ(device->newLibrary(NS::URL::fileURLWithPath(api::string("/nowhere/at/all.metallib")), &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, api::kUnwritten);
  // A file that is no library.
  const std::string path = testing::TempDir() + "/not_a_library.metallib";
  std::ofstream(path) << "MTLB but nothing more";
  error = api::kUnwritten;
  EXPECT_EQ(device->newLibrary(api::string(path.c_str()), &error), nullptr);
  ASSERT_NE(error, nullptr);
  ASSERT_NE(error, api::kUnwritten);
}

TEST_F(Kernel, FunctionNamesAndUnknownFunctions) {
  NS::Array* names = library()->functionNames();
  EXPECT_GE(names->count(), 10u);
  EXPECT_EQ(api::text(names->object<NS::String>(0)), "increment");
  EXPECT_EQ(library()->newFunction(api::string("no_such_kernel")), nullptr);
  MTL::Function* function = library()->newFunction(api::string("add"));
  EXPECT_EQ(api::text(function->name()), "add");
  EXPECT_EQ(function->functionType(), MTL::FunctionTypeKernel);
  EXPECT_EQ(function->device(), device);
  function->release();
}

TEST_F(Kernel, CompileOptionsReachTheCompiler) {
  MTL::CompileOptions* options = MTL::CompileOptions::alloc()->init();
  EXPECT_TRUE(options->fastMathEnabled());
  NS::String* key = api::string("VALUE");
  NS::Object* value = NS::Number::number(77);
  options->setPreprocessorMacros(NS::Dictionary::dictionary(value, key));
  options->setFastMathEnabled(false);
  options->setLanguageVersion(MTL::LanguageVersion3_1);
  NS::Error* error = api::kUnwritten;
  MTL::Library* made = device->newLibrary(api::string("kernel void k(device int* out [[buffer(0)]]) {\n#ifndef __FAST_MATH__\n  out[0] = VALUE;\n  out[1] = __METAL_VERSION__;\n#endif\n}"), options, &error);
  ASSERT_NE(made, nullptr) << api::text(error);
  MTL::Function* function = made->newFunction(api::string("k"));
  MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
  ASSERT_NE(state, nullptr) << api::text(error);
  MTL::Buffer* out = ints(2);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, state, {out}, 1, 1);
  run(commands);
  EXPECT_EQ(values(out), (std::vector<int>{77, 310}));
  state->release();
  function->release();
  made->release();
  options->release();
}

// Serial dispatches of one encoder see each other's writes.
TEST_F(Kernel, SerialDispatchesAreOrdered) {
  for (int round = 0; round < 5; ++round) {
    MTL::Buffer* data = ints(512);
    MTL::Buffer* copy = ints(512);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    for (int n = 0; n < 20; ++n) {
      encoder->setComputePipelineState(pipeline("slow_increment"));
      encoder->setBuffer(data, 0, 0);
      encoder->dispatchThreads(MTL::Size(512, 1, 1), MTL::Size(32, 1, 1));
    }
    encoder->setComputePipelineState(pipeline("copy"));
    encoder->setBuffer(copy, 0, 1);
    encoder->dispatchThreads(MTL::Size(512, 1, 1), MTL::Size(32, 1, 1));
    encoder->endEncoding();
    run(commands);
    ASSERT_EQ(values(copy), std::vector<int>(512, 20));
  }
}

TEST_F(Kernel, ConcurrentDispatchesAreOrderedByBarriers) {
  for (bool by_resource : {false, true}) {
    MTL::Buffer* data = ints(512);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder(MTL::DispatchTypeConcurrent);
    encoder->setComputePipelineState(pipeline("slow_increment"));
    encoder->setBuffer(data, 0, 0);
    for (int n = 0; n < 20; ++n) {
      encoder->dispatchThreads(MTL::Size(512, 1, 1), MTL::Size(32, 1, 1));
      const MTL::Resource* resources[] = {data};
      if (by_resource)
        encoder->memoryBarrier(resources, 1);
      else
        encoder->memoryBarrier(MTL::BarrierScopeBuffers);
    }
    encoder->endEncoding();
    run(commands);
    ASSERT_EQ(values(data), std::vector<int>(512, 20));
  }
}

// Tracked resources order passes by themselves: over encoders, command buffers and queues.
TEST_F(Kernel, TrackedHazardsAcrossEncodersAndBuffers) {
  MTL::Buffer* data = ints(256);
  MTL::Buffer* copies[8];
  for (auto& copy : copies) copy = ints(256);
  MTL::ComputePipelineState* slow = pipeline("slow_increment");
  MTL::ComputePipelineState* copy = pipeline("copy");
  MTL::CommandBuffer* last = nullptr;
  for (auto* target : copies) {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    for (int n = 0; n < 5; ++n) encode(commands, slow, {data}, 256);
    commands->commit();
    last = queue->commandBuffer();
    encode(last, copy, {data, target}, 256);
    last->commit();
  }
  last->waitUntilCompleted();
  for (int n = 0; n < 8; ++n) EXPECT_EQ(values(copies[n]), std::vector<int>(256, 5 * (n + 1)));
}

TEST_F(Kernel, TrackedHazardsAcrossQueues) {
  MTL::CommandQueue* other = device->newCommandQueue();
  for (int round = 0; round < 20; ++round) {
    MTL::Buffer* data = ints(256);
    MTL::Buffer* out = ints(256);
    MTL::CommandBuffer* writer = queue->commandBuffer();
    encode(writer, pipeline("slow_increment"), {data}, 256);
    MTL::CommandBuffer* reader = other->commandBuffer();
    encode(reader, pipeline("copy"), {data, out}, 256);
    writer->commit();
    reader->commit();
    reader->waitUntilCompleted();
    ASSERT_EQ(values(out), std::vector<int>(256, 1)) << "round " << round;
    writer->waitUntilCompleted();
  }
  other->release();
}

TEST_F(Kernel, BlitAndComputeAreOrdered) {
  for (int round = 0; round < 20; ++round) {
    MTL::Buffer* a = ints(256);
    MTL::Buffer* b = ints(256);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    encode(commands, pipeline("slow_increment"), {a}, 256);
    MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
    blit->copyFromBuffer(a, 0, b, 0, 1024);
    blit->fillBuffer(a, NS::Range(0, 1024), 0);
    blit->endEncoding();
    encode(commands, pipeline("slow_increment"), {b}, 256);
    run(commands);
    ASSERT_EQ(values(a), std::vector<int>(256, 0));
    ASSERT_EQ(values(b), std::vector<int>(256, 2));
  }
}

TEST_F(Kernel, UntrackedResourcesAreOrderedByFencesAndEvents) {
  MTL::CommandQueue* other = device->newCommandQueue();
  MTL::Fence* fence = device->newFence();
  MTL::Event* event = device->newEvent();
  for (std::uint64_t round = 0; round < 20; ++round) {
    MTL::Buffer* data = device->newBuffer(1024, MTL::ResourceStorageModeShared | MTL::ResourceHazardTrackingModeUntracked);
    MTL::Buffer* out = device->newBuffer(1024, MTL::ResourceStorageModeShared | MTL::ResourceHazardTrackingModeUntracked);
    std::memset(data->contents(), 0, 1024);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    for (int n = 0; n < 3; ++n) {
      MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
      encoder->waitForFence(fence);
      encoder->setComputePipelineState(pipeline("slow_increment"));
      encoder->setBuffer(data, 0, 0);
      encoder->dispatchThreads(MTL::Size(256, 1, 1), MTL::Size(32, 1, 1));
      encoder->updateFence(fence);
      encoder->endEncoding();
    }
    commands->encodeSignalEvent(event, round + 1);
    commands->commit();
    MTL::CommandBuffer* reader = other->commandBuffer();
    reader->encodeWait(event, round + 1);
    encode(reader, pipeline("copy"), {data, out}, 256);
    reader->commit();
    reader->waitUntilCompleted();
    ASSERT_EQ(values(out), std::vector<int>(256, 3)) << "round " << round;
    commands->waitUntilCompleted();
    data->release();
    out->release();
  }
  event->release();
  fence->release();
  other->release();
}

TEST_F(Kernel, CommandBufferKeepsWhatItUses) {
  MTL::Buffer* out = ints(256);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  {
    NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
    MTL::Buffer* source = device->newBuffer(1024, MTL::ResourceStorageModeShared);
    std::memset(source->contents(), 0, 1024);
    encode(commands, pipeline("slow_increment"), {source}, 256);
    encode(commands, pipeline("copy"), {source, out}, 256);
    source->release();  // before the work has run
    inner->release();
  }
  run(commands);
  EXPECT_EQ(values(out), std::vector<int>(256, 1));
}

TEST_F(Kernel, NothingCarriesOverBetweenEncoders) {
  MTL::Buffer* data = ints(32);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, pipeline("increment"), {data}, 32);
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("increment"));
  // Buffer 0 of the encoder before is not bound here: the dispatch faults or does nothing, but never writes `data`.
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(values(data), std::vector<int>(32, 1));
}

TEST_F(Kernel, EmptyDispatchDoesNothing) {
  MTL::Buffer* data = ints(32);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline("increment"));
  encoder->setBuffer(data, 0, 0);
  encoder->dispatchThreads(MTL::Size(0, 1, 1), MTL::Size(32, 1, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(values(data), std::vector<int>(32, 0));
}

// PEWTER_KERNEL_TIMEOUT is 1 for this program.
TEST_F(Kernel, RunawayKernelEndsInATimeoutError) {
  MTL::Buffer* data = ints(1);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, pipeline("forever"), {data}, 64);
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusError);
  ASSERT_NE(commands->error(), nullptr);
  EXPECT_EQ(commands->error()->code(), NS::Integer(MTL::CommandBufferErrorTimeout));
  EXPECT_EQ(api::text(commands->error()->domain()), "MTLCommandBufferErrorDomain");
  // The process and the queue live.
  MTL::Buffer* next = ints(32);
  MTL::CommandBuffer* after = queue->commandBuffer();
  encode(after, pipeline("increment"), {next}, 32);
  run(after);
  EXPECT_EQ(values(next), std::vector<int>(32, 1));
}

TEST_F(Kernel, BadAddressEndsInAPageFaultError) {
  MTL::Buffer* data = ints(1);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, pipeline("write_far"), {data}, 1, 1);
  commands->commit();
  commands->waitUntilCompleted();
  EXPECT_EQ(commands->status(), MTL::CommandBufferStatusError);
  ASSERT_NE(commands->error(), nullptr);
  EXPECT_EQ(commands->error()->code(), NS::Integer(MTL::CommandBufferErrorPageFault));
  MTL::Buffer* next = ints(32);
  MTL::CommandBuffer* after = queue->commandBuffer();
  encode(after, pipeline("increment"), {next}, 32);
  run(after);
  EXPECT_EQ(values(next), std::vector<int>(32, 1));
}

// As merges of sorted runs do: the element is looked at before the question whether there is one. On a GPU that is read
// and not used.
TEST_F(Kernel, LooksOneElementBehindThreadgroupMemory) {
  NS::Error* error = api::kUnwritten;
  const auto made = NS::TransferPtr(device->newLibrary(api::string(R"(
#include <metal_stdlib>
using namespace metal;
kernel void k(device int* out [[buffer(0)]], uint i [[thread_index_in_threadgroup]], uint threads [[threads_per_threadgroup]]) {
  threadgroup int tile[256];
  tile[i] = int(i * i);
  threadgroup_barrier(mem_flags::mem_threadgroup);
  const threadgroup int* at = tile + i;
  for (uint n = i; n < threads; n += 16) at += 16;  // behind the end, in steps that nobody knows beforehand
  int steps = 0;
  for (; at > tile + i; at -= 16) steps += at[0] > int(i) && at < tile + threads ? 1 : 0;
  out[i] = steps;
})"), nullptr, &error));
  ASSERT_TRUE(made) << api::text(error);
  const auto function = NS::TransferPtr(made->newFunction(api::string("k")));
  const auto state = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  ASSERT_TRUE(state) << api::text(error);
  MTL::Buffer* out = ints(256);
  MTL::CommandBuffer* commands = queue->commandBuffer();
  encode(commands, state.get(), {out}, 256, 256);
  run(commands);
  EXPECT_EQ(commands->error(), nullptr);
  for (int i = 0; i < 256; ++i) {
    int steps = 0;
    for (int at = i + 16; at < 256; at += 16) steps += at * at > i;
    ASSERT_EQ(values(out)[std::size_t(i)], steps) << i;
  }
}

// The compiler has handlers for faults of its own; those of kernels are not among them.
TEST_F(Kernel, BadAddressWhileAnotherThreadCompiles) {
  MTL::ComputePipelineState* state = pipeline("write_far");
  std::atomic<bool> compiled{false};
  std::thread compiles([&] {
    const auto unique = std::chrono::steady_clock::now().time_since_epoch().count();  // nothing of this is in the cache
    for (int n = 0; n < 10; ++n) {
      NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
      const std::string source = "kernel void k(device long* out [[buffer(0)]]) { out[0] = " + std::to_string(unique + n) + "; }";
      NS::Error* error = api::kUnwritten;
      MTL::Library* made = device->newLibrary(api::string(source.c_str()), nullptr, &error);
      EXPECT_NE(made, nullptr) << api::text(error);
      if (made) made->release();
      inner->release();
    }
    compiled = true;
  });
  while (!compiled) {
    NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
    MTL::CommandBuffer* commands = queue->commandBuffer();
    encode(commands, state, {ints(1)}, 1, 1);
    commands->commit();
    commands->waitUntilCompleted();
    EXPECT_EQ(commands->status(), MTL::CommandBufferStatusError);
    inner->release();
  }
  compiles.join();
}

TEST_F(Kernel, FourThreadsWithTheirOwnBuffers) {
  MTL::ComputePipelineState* state = pipeline("slow_increment");
  std::vector<MTL::Buffer*> data;
  for (int n = 0; n < 4; ++n) data.push_back(ints(256));
  std::vector<std::thread> threads;
  for (int n = 0; n < 4; ++n)
    threads.emplace_back([&, n] {
      for (int round = 0; round < 50; ++round) {
        NS::AutoreleasePool* inner = NS::AutoreleasePool::alloc()->init();
        MTL::CommandBuffer* commands = queue->commandBuffer();
        encode(commands, state, {data[std::size_t(n)]}, 256);
        commands->commit();
        if (round % 7 == 0) commands->waitUntilCompleted();
        inner->release();
      }
    });
  for (auto& thread : threads) thread.join();
  MTL::CommandBuffer* last = queue->commandBuffer();
  run(last);
  for (auto* buffer : data) EXPECT_EQ(values(buffer), std::vector<int>(256, 50));
}

TEST_F(Kernel, ReflectionNamesTheArguments) {
  MTL::Function* function = library()->newFunction(api::string("add"));
  MTL::ComputePipelineReflection* reflection = nullptr;
  NS::Error* error = api::kUnwritten;
  MTL::ComputePipelineState* state = device->newComputePipelineState(function, MTL::PipelineOptionArgumentInfo, &reflection, &error);
  ASSERT_NE(state, nullptr) << api::text(error);
  ASSERT_NE(reflection, nullptr);
  ASSERT_EQ(reflection->arguments()->count(), 3u);
  auto* first = reflection->arguments()->object<MTL::Argument>(0);
  EXPECT_EQ(api::text(first->name()), "a");
  EXPECT_EQ(first->index(), 0u);
  EXPECT_EQ(first->access(), MTL::ArgumentAccessReadOnly);
  state->release();
  function->release();
}

// What is declared and not used is known once the kernel is optimised.
TEST_F(Kernel, ReflectionTellsWhatIsUsed) {
  NS::Error* error = api::kUnwritten;
  const auto made = NS::TransferPtr(device->newLibrary(api::string(R"(
kernel void k(device int* out [[buffer(0)]], device int* never [[buffer(1)]], constant bool& twice [[buffer(2)]],
              threadgroup int* scratch [[threadgroup(0)]], threadgroup int* unused [[threadgroup(1)]],
              uint i [[thread_position_in_grid]]) {
  if (false) never[i] = 1;
  scratch[i % 32] = int(i);
  out[i] = twice ? scratch[i % 32] * 2 : 0;
})"), nullptr, &error));
  ASSERT_TRUE(made) << api::text(error);
  const auto function = NS::TransferPtr(made->newFunction(api::string("k")));
  MTL::ComputePipelineReflection* reflection = nullptr;
  const auto state = NS::TransferPtr(device->newComputePipelineState(function.get(), MTL::PipelineOptionArgumentInfo, &reflection, &error));
  ASSERT_TRUE(state) << api::text(error);
  std::string active;
  for (NS::UInteger i = 0; i < reflection->arguments()->count(); ++i) {
    auto* argument = reflection->arguments()->object<MTL::Argument>(i);
    active += api::text(argument->name()) + (argument->isActive() ? "+ " : "- ");
    EXPECT_EQ(reflection->bindings()->object<MTL::Binding>(i)->isUsed(), argument->isActive());
  }
  EXPECT_EQ(active, "out+ never- twice+ scratch+ unused- ");
}

TEST_F(Kernel, PipelineFromADescriptor) {
  MTL::ComputePipelineDescriptor* descriptor = MTL::ComputePipelineDescriptor::alloc()->init();
  MTL::Function* function = library()->newFunction(api::string("increment"));
  descriptor->setComputeFunction(function);
  descriptor->setLabel(api::string("labelled"));
  NS::Error* error = api::kUnwritten;
  MTL::ComputePipelineState* state = device->newComputePipelineState(descriptor, MTL::PipelineOptionNone, nullptr, &error);
  ASSERT_NE(state, nullptr) << api::text(error);
  EXPECT_EQ(error, nullptr);
  EXPECT_EQ(api::text(state->label()), "labelled");
  state->release();
  descriptor->setComputeFunction(nullptr);
  error = api::kUnwritten;
  EXPECT_EQ(device->newComputePipelineState(descriptor, MTL::PipelineOptionNone, nullptr, &error), nullptr);
  ASSERT_NE(error, nullptr);
  EXPECT_NE(error, api::kUnwritten);
  function->release();
  descriptor->release();
}

}  // namespace
