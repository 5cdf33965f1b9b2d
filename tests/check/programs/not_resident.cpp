// SPDX-License-Identifier: Apache-2.0
// PW403. Kernels that reach resources through addresses in memory, which nobody but the program can make resident.
#include <cstdint>

#include "metal.h"

namespace corpus {
namespace {

struct Buffers {
  explicit Buffers(const Metal& metal)
      : in(metal.buffer()),
        out(metal.buffer()),
        arguments(metal.argument_encoder()),
        table(NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared))) {
    arguments->setArgumentBuffer(table.get(), 0);
  }
  NS::SharedPtr<MTL::Buffer> in, out;
  NS::SharedPtr<MTL::ArgumentEncoder> arguments;
  NS::SharedPtr<MTL::Buffer> table;
};

void write_arguments(Buffers& on) {
  on.arguments->setBuffer(on.out.get(), 0, 1);
  on.arguments->setBuffer(on.in.get(), 0, 0);
}

// As programs do that know how the struct lies in memory.
void write_addresses(Buffers& on, MTL::Buffer* in) {
  auto* table = static_cast<std::uint64_t*>(on.table->contents());
  table[0] = in->gpuAddress();
  table[1] = on.out->gpuAddress();
}

void dispatch(const Metal& metal, MTL::ComputeCommandEncoder* encoder, MTL::Buffer* table) {
  encoder->setComputePipelineState(metal.copy_pair.get());
  encoder->setBuffer(table, 0, 0);
  encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
}

void use(MTL::ComputeCommandEncoder* encoder, MTL::Buffer* buffer, MTL::ResourceUsage usage) {
  encoder->useResource(buffer, usage);
}
void use_both(MTL::ComputeCommandEncoder* encoder, Buffers& on) {
  use(encoder, on.in.get(), MTL::ResourceUsageRead);
  use(encoder, on.out.get(), MTL::ResourceUsageWrite);
}

// One encoder on a command buffer of the queue, run.
template <class Encode>
void run(Metal& metal, Encode encode) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encode(encoder);
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

NS::SharedPtr<MTL::ResidencySet> residency_set(const Metal& metal) {
  NS::Error* error = nullptr;
  const auto descriptor = NS::TransferPtr(MTL::ResidencySetDescriptor::alloc()->init());
  return NS::TransferPtr(metal.device->newResidencySet(descriptor.get(), &error));
}

void add(MTL::ResidencySet* set, const MTL::Allocation* allocation) { set->addAllocation(allocation); }

}  // namespace

void argument_never_used(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  run(metal, [&](auto* encoder) {
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    dispatch(metal, encoder, on.table.get());
  });
}
void argument_used(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  run(metal, [&](auto* encoder) { encode_fill(metal, encoder, on.in.get(), 3); });
  run(metal, [&](auto* encoder) {
    use_both(encoder, on);
    dispatch(metal, encoder, on.table.get());
  });
  expect_filled(on.out.get(), 3);
}

void address_never_used(Metal& metal) {
  Buffers on(metal);
  write_addresses(on, on.in.get());
  run(metal, [&](auto* encoder) {
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    dispatch(metal, encoder, on.table.get());
  });
}
void address_used(Metal& metal) {
  Buffers on(metal);
  run(metal, [&](auto* encoder) {
    const MTL::Resource* both[] = {on.in.get(), on.out.get()};
    encoder->useResources(both, 2, MTL::ResourceUsageRead | MTL::ResourceUsageWrite);
    dispatch(metal, encoder, on.table.get());
    // Until the commit the table is the program's.
    write_addresses(on, on.in.get());
  });
}

void used_after_the_dispatch(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  run(metal, [&](auto* encoder) {
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    dispatch(metal, encoder, on.table.get());
    use(encoder, on.in.get(), MTL::ResourceUsageRead);
  });
}
void used_before_all_dispatches(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  run(metal, [&](auto* encoder) {
    use_both(encoder, on);
    encode_fill(metal, encoder, on.in.get(), 5);
    dispatch(metal, encoder, on.table.get());
    dispatch(metal, encoder, on.table.get());
  });
  expect_filled(on.out.get(), 5);
}

void used_on_another_encoder(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  for (int pass = 0; pass < 2; ++pass) {
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    if (pass == 0) use(encoder, on.in.get(), MTL::ResourceUsageRead);
    dispatch(metal, encoder, on.table.get());
    encoder->endEncoding();
  }
  commands->commit();
  commands->waitUntilCompleted();
}
void used_on_each_encoder(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  for (int pass = 0; pass < 2; ++pass) {
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    use_both(encoder, on);
    dispatch(metal, encoder, on.table.get());
    encoder->endEncoding();
  }
  commands->commit();
  commands->waitUntilCompleted();
}

namespace {
void through_set(Metal& metal, bool commit, bool attach) {
  Buffers on(metal);
  write_arguments(on);
  const auto set = residency_set(metal);
  add(set.get(), on.out.get());
  set->commit();
  add(set.get(), on.in.get());
  if (commit) set->commit();
  if (attach) metal.queue->addResidencySet(set.get());
  run(metal, [&](auto* encoder) {
    if (!attach) use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    dispatch(metal, encoder, on.table.get());
  });
}
}  // namespace

void set_not_committed(Metal& metal) { through_set(metal, false, true); }
void set_committed(Metal& metal) { through_set(metal, true, true); }
void set_not_on_the_queue(Metal& metal) { through_set(metal, true, false); }
void set_on_the_command_buffer(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  const auto set = residency_set(metal);
  add(set.get(), on.out.get());
  add(set.get(), on.in.get());
  set->commit();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  commands->useResidencySet(set.get());
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  dispatch(metal, encoder, on.table.get());
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

namespace {
enum class Heap { not_used, used, in_set };
void through_heap(Metal& metal, Heap how) {
  Buffers on(metal);
  const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
  descriptor->setSize(1 << 16);
  descriptor->setStorageMode(MTL::StorageModeShared);
  const auto heap = NS::TransferPtr(metal.device->newHeap(descriptor.get()));
  const auto weights = NS::TransferPtr(heap->newBuffer(Metal::kBytes, MTL::ResourceStorageModeShared));
  write_addresses(on, weights.get());
  const auto set = residency_set(metal);
  if (how == Heap::in_set) {
    add(set.get(), heap.get());
    set->commit();
    metal.queue->addResidencySet(set.get());
  }
  run(metal, [&](auto* encoder) {
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    if (how == Heap::used) encoder->useHeap(heap.get());
    dispatch(metal, encoder, on.table.get());
  });
}
}  // namespace

void heap_not_used(Metal& metal) { through_heap(metal, Heap::not_used); }
void heap_used(Metal& metal) { through_heap(metal, Heap::used); }
void heap_in_residency_set(Metal& metal) { through_heap(metal, Heap::in_set); }

void address_bound_elsewhere(Metal& metal) {
  Buffers on(metal);
  write_arguments(on);
  run(metal, [&](auto* encoder) {
    // The kernel has no such indices: they make the buffers resident all the same.
    encoder->setBuffer(on.in.get(), 0, 7);
    encoder->setBuffer(on.out.get(), 0, 8);
    dispatch(metal, encoder, on.table.get());
  });
}

// A struct for two kernels, of which each follows its own part; and an array, of which a number says what is needed.
namespace {

constexpr const char* kSource = R"(#include <metal_stdlib>
using namespace metal;
struct Layer { device uint* out; device const uint* other; device const uint* parts[4]; uint which; };
kernel void first_only(constant Layer& layer [[buffer(0)]], uint i [[thread_position_in_grid]]) { layer.out[i] = layer.other ? 9 : 8; }
kernel void one_of(constant Layer& layer [[buffer(0)]], uint i [[thread_position_in_grid]]) { layer.out[i] = layer.parts[layer.which][i]; }
)";
struct Layer {
  std::uint64_t out, other, parts[4];
  std::uint32_t which;
};

NS::SharedPtr<MTL::ComputePipelineState> layer_pipeline(const Metal& metal, const char* name) {
  NS::Error* error = nullptr;
  const auto library =
      NS::TransferPtr(metal.device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, &error));
  const auto function = NS::TransferPtr(library->newFunction(NS::String::string(name, NS::UTF8StringEncoding)));
  return NS::TransferPtr(metal.device->newComputePipelineState(function.get(), &error));
}

struct Layers {
  explicit Layers(const Metal& metal) : out(metal.buffer()), a(metal.buffer()), b(metal.buffer()) {}
  NS::SharedPtr<MTL::Buffer> out, a, b;
};

void set_layer(MTL::ComputeCommandEncoder* encoder, const Layers& on) {
  const Layer layer{on.out->gpuAddress(), on.a->gpuAddress(), {on.a->gpuAddress(), on.b->gpuAddress(), 0, 0}, 1};
  encoder->setBytes(&layer, sizeof(layer), 0);
}

void dispatch_layer(Metal& metal, const char* kernel, Layers& on, MTL::Buffer* used) {
  const auto pipeline = layer_pipeline(metal, kernel);
  run(metal, [&](auto* encoder) {
    encoder->setComputePipelineState(pipeline.get());
    set_layer(encoder, on);
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    if (used) use(encoder, used, MTL::ResourceUsageRead);
    encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
  });
}

}  // namespace

void none_of_an_array(Metal& metal) {
  Layers on(metal);
  dispatch_layer(metal, "one_of", on, nullptr);
}
void the_one_of_an_array(Metal& metal) {
  Layers on(metal);
  dispatch_layer(metal, "one_of", on, on.b.get());
  expect_filled(on.out.get(), 0);
}
void members_not_followed(Metal& metal) {
  Layers on(metal);
  dispatch_layer(metal, "first_only", on, nullptr);
  expect_filled(on.out.get(), 9);
}

// What is null, and what was a buffer once.
void addresses_of_nothing(Metal& metal) {
  Layers on(metal);
  const auto pipeline = layer_pipeline(metal, "one_of");
  std::uint64_t gone = 0;
  {
    const auto buffer = metal.buffer();
    gone = buffer->gpuAddress();
  }
  run(metal, [&](auto* encoder) {
    const Layer layer{on.out->gpuAddress(), 0, {gone, on.b->gpuAddress(), 0, 0}, 1};
    encoder->setComputePipelineState(pipeline.get());
    encoder->setBytes(&layer, sizeof(layer), 0);
    use(encoder, on.out.get(), MTL::ResourceUsageWrite);
    use(encoder, on.b.get(), MTL::ResourceUsageRead);
    encoder->dispatchThreads(MTL::Size(Metal::kCount, 1, 1), MTL::Size(32, 1, 1));
  });
  expect_filled(on.out.get(), 0);
}

// A table that the GPU copies to its place: what is there at the commit is not what kernels find.
void table_copied_by_the_gpu(Metal& metal) {
  Buffers on(metal);
  const auto old = metal.buffer(),
             staging = NS::TransferPtr(metal.device->newBuffer(16, MTL::ResourceStorageModeShared));
  write_addresses(on, old.get());
  auto* words = static_cast<std::uint64_t*>(staging->contents());
  words[0] = on.in->gpuAddress();
  words[1] = on.out->gpuAddress();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->copyFromBuffer(staging.get(), 0, on.table.get(), 0, 16);
  blit->endEncoding();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  use_both(encoder, on);
  dispatch(metal, encoder, on.table.get());
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace corpus
