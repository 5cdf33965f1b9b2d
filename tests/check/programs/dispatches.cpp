// SPDX-License-Identifier: Apache-2.0
// PW121 to PW125, PW136: sizes of dispatches, and what is missing for them.
#include "metal.h"

namespace corpus {
namespace {

void use(const Metal& metal, MTL::ComputeCommandEncoder* encoder, const char* kernel, MTL::Buffer* out) {
  encoder->setComputePipelineState(metal.pipeline(kernel).get());
  encoder->setBuffer(out, 0, 0);
}

void dispatch(MTL::ComputeCommandEncoder* encoder, MTL::Size grid, MTL::Size group) {
  encoder->dispatchThreads(grid, group);
}
void dispatch_groups(MTL::ComputeCommandEncoder* encoder, MTL::Size groups, MTL::Size group) {
  encoder->dispatchThreadgroups(groups, group);
}
void dispatch_small_groups(Metal& metal, MTL::Size groups, MTL::Size group) {
  const auto out = NS::TransferPtr(metal.device->newBuffer(1 << 16, MTL::ResourceStorageModeShared));
  const Encoding encoding(metal);
  use(metal, encoding.encoder, "small_groups", out.get());
  dispatch_groups(encoding.encoder, groups, group);
}
void dispatch_threads_of(Metal& metal, MTL::Size grid, MTL::Size group) {
  const auto out = NS::TransferPtr(metal.device->newBuffer(1 << 16, MTL::ResourceStorageModeShared));
  const Encoding encoding(metal);
  use(metal, encoding.encoder, "in_tiles", out.get());
  dispatch(encoding.encoder, grid, group);
}

// Rounds down: no threadgroup for less than 32.
void no_threadgroups(Metal& metal, unsigned count) {
  dispatch_small_groups(metal, MTL::Size(count / 32, 1, 1), MTL::Size(32, 1, 1));
}

NS::SharedPtr<MTL::ComputePipelineState> whole_simdgroups(Metal& metal) {
  const auto descriptor = NS::TransferPtr(MTL::ComputePipelineDescriptor::alloc()->init());
  const auto function =
      NS::TransferPtr(metal.library->newFunction(NS::String::string("small_groups", NS::UTF8StringEncoding)));
  descriptor->setComputeFunction(function.get());
  descriptor->setThreadGroupSizeIsMultipleOfThreadExecutionWidth(true);
  NS::Error* error = nullptr;
  return NS::TransferPtr(
      metal.device->newComputePipelineState(descriptor.get(), MTL::PipelineOptionNone, nullptr, &error));
}
void dispatch_whole(Metal& metal, unsigned width) {
  const auto pipeline = whole_simdgroups(metal);
  const auto out = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setComputePipelineState(pipeline.get());
  encoding.encoder->setBuffer(out.get(), 0, 0);
  dispatch(encoding.encoder, MTL::Size(width, 1, 1), MTL::Size(width, 1, 1));
}

void dispatch_with_scratch(Metal& metal, unsigned bytes) {
  const auto out = metal.buffer();
  const Encoding encoding(metal);
  use(metal, encoding.encoder, "in_tiles", out.get());
  encoding.encoder->setThreadgroupMemoryLength(bytes, 0);
  dispatch(encoding.encoder, MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
}

// No threadgroups, wherever they are read.
void dispatch_indirect(Metal& metal, std::size_t offset) {
  const auto out = metal.buffer(),
             groups = NS::TransferPtr(metal.device->newBuffer(24, MTL::ResourceStorageModeShared));
  const Encoding encoding(metal);
  use(metal, encoding.encoder, "small_groups", out.get());
  encoding.encoder->dispatchThreadgroups(groups.get(), offset, MTL::Size(32, 1, 1));
}

}  // namespace

void dispatch_of_no_threadgroups(Metal& metal) { no_threadgroups(metal, 31); }
void dispatch_of_one_threadgroup(Metal& metal) { no_threadgroups(metal, 32); }
void threadgroup_of_nothing(Metal& metal) { dispatch_threads_of(metal, MTL::Size(32, 1, 1), MTL::Size(32, 0, 1)); }
void threadgroup_of_one_row(Metal& metal) { dispatch_threads_of(metal, MTL::Size(32, 1, 1), MTL::Size(32, 1, 1)); }
void threadgroup_of_1056(Metal& metal) { dispatch_threads_of(metal, MTL::Size(33, 32, 1), MTL::Size(33, 32, 1)); }
void threadgroup_of_1024(Metal& metal) { dispatch_threads_of(metal, MTL::Size(32, 32, 1), MTL::Size(32, 32, 1)); }
void threadgroup_of_96_where_64_fit(Metal& metal) {
  dispatch_small_groups(metal, MTL::Size(1, 1, 1), MTL::Size(96, 1, 1));
}
void threadgroup_of_64(Metal& metal) { dispatch_small_groups(metal, MTL::Size(1, 1, 1), MTL::Size(64, 1, 1)); }
void threadgroup_of_48(Metal& metal) { dispatch_whole(metal, 48); }
void threadgroup_of_32(Metal& metal) { dispatch_whole(metal, 32); }
void threadgroup_memory_over(Metal& metal) { dispatch_with_scratch(metal, 32 * 1024); }
void threadgroup_memory_full(Metal& metal) { dispatch_with_scratch(metal, 16 * 1024); }
void indirect_at_16(Metal& metal) { dispatch_indirect(metal, 16); }
void indirect_at_12(Metal& metal) { dispatch_indirect(metal, 12); }
void indirect_at_2(Metal& metal) { dispatch_indirect(metal, 2); }
void indirect_at_4(Metal& metal) { dispatch_indirect(metal, 4); }

void pipeline_of_nil(Metal& metal) {
  const auto pipeline = metal.pipeline("filll");  // there is none, which nobody looked at
  const auto out = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setBuffer(out.get(), 0, 0);
}
void pipeline_of_a_function(Metal& metal) {
  const auto pipeline = metal.pipeline("fill");
  const auto out = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setComputePipelineState(pipeline.get());
}
void set_no_pipeline(Metal& metal) {
  const NS::SharedPtr<MTL::ComputePipelineState> pipeline;
  Encoding(metal).encoder->setComputePipelineState(pipeline.get());
}
void set_a_pipeline(Metal& metal) { Encoding(metal).encoder->setComputePipelineState(metal.fill.get()); }

}  // namespace corpus
