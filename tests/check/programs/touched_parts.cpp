// SPDX-License-Identifier: Apache-2.0
// PW301, PW302: what counts is which bytes kernels touch, not where their buffers are bound.
#include <cstdint>

#include "metal.h"

namespace corpus {
namespace {

constexpr const char* kSource = R"(#include <metal_stdlib>
using namespace metal;
struct Part { uint start, count, stride; };
kernel void put(device uint* out [[buffer(0)]], constant Part& part [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[part.start + i * part.stride] = i;
}
kernel void put_half(device half* out [[buffer(0)]], constant Part& part [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[part.start + i * part.stride] = half(i);
}
kernel void put_byte(device uchar* out [[buffer(0)]], constant Part& part [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[part.start + i * part.stride] = uchar(i);
}
kernel void take(device const uint* in [[buffer(0)]], constant Part& part [[buffer(1)]], device uint* out [[buffer(2)]],
                 uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[i] = in[part.start + i * part.stride];
}
kernel void take_byte(device const uchar* in [[buffer(0)]], constant Part& part [[buffer(1)]], device uint* out [[buffer(2)]],
                      uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[i] = in[part.start + i * part.stride];
}
kernel void put_column(device uint* out [[buffer(0)]], constant Part& part [[buffer(1)]], uint2 at [[thread_position_in_grid]]) {
  if (at.x < part.count) out[at.y * part.stride + part.start + at.x] = at.x;
}
kernel void scatter(device uint* out [[buffer(0)]], constant Part& part [[buffer(1)]], device const uint* where [[buffer(2)]],
                    uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[where[i]] = i;
}
kernel void gather(device const uint* in [[buffer(0)]], constant Part& part [[buffer(1)]], device const uint* where [[buffer(2)]],
                   device uint* out [[buffer(3)]], uint i [[thread_position_in_grid]]) {
  if (i < part.count) out[i] = in[where[i]];
}
struct Table { device uint* to; };
kernel void put_through(constant Table& table [[buffer(0)]], constant Part& part [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  if (i < part.count) table.to[part.start + i * part.stride] = i;
}
)";

struct Part {
  std::uint32_t start, count, stride = 1;
};

// Kernels and memory, and a concurrent encoder that runs at the end.
struct Parts {
  explicit Parts(Metal& metal)
      : metal(metal),
        memory(metal.buffer()),
        result(metal.buffer()),
        library(NS::TransferPtr(
            metal.device->newLibrary(NS::String::string(kSource, NS::UTF8StringEncoding), nullptr, nullptr))) {}
  NS::SharedPtr<MTL::ComputePipelineState> kernel(const char* name) const {
    Pool pool;
    NS::Error* error = nullptr;
    const auto function = NS::TransferPtr(library->newFunction(NS::String::string(name, NS::UTF8StringEncoding)));
    return NS::TransferPtr(metal.device->newComputePipelineState(function.get(), &error));
  }
  template <class Encode>
  void run(Encode encode) {
    in_concurrent_encoder(metal, encode);
  }

  Metal& metal;
  NS::SharedPtr<MTL::Buffer> memory, result;
  NS::SharedPtr<MTL::Library> library;
};

void first(MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* kernel, MTL::Buffer* buffer,
           NS::UInteger offset, Part part) {
  encoder->setComputePipelineState(kernel);
  encoder->setBuffer(buffer, offset, 0);
  encoder->setBytes(&part, sizeof(part), 1);
  encoder->dispatchThreads(MTL::Size(64, 1, 1), MTL::Size(32, 1, 1));
}

void second(MTL::ComputeCommandEncoder* encoder, MTL::ComputePipelineState* kernel, MTL::Buffer* buffer,
            NS::UInteger offset, Part part) {
  encoder->setComputePipelineState(kernel);
  encoder->setBuffer(buffer, offset, 0);
  encoder->setBytes(&part, sizeof(part), 1);
  encoder->dispatchThreads(MTL::Size(64, 1, 1), MTL::Size(32, 1, 1));
}

// Two dispatches of one encoder.
void two(Metal& metal, const char* one, NS::UInteger offset, Part part, const char* other, NS::UInteger other_offset,
         Part other_part) {
  Parts on(metal);
  const auto kernel = on.kernel(one), other_kernel = on.kernel(other);
  on.run([&](MTL::ComputeCommandEncoder* encoder) {
    encoder->setBuffer(on.result.get(), 0, 2);
    first(encoder, kernel.get(), on.memory.get(), offset, part);
    second(encoder, other_kernel.get(), on.memory.get(), other_offset, other_part);
  });
}

void columns(Metal& metal, std::uint32_t start) {
  Parts on(metal);
  const auto kernel = on.kernel("put_column");
  on.run([&](MTL::ComputeCommandEncoder* encoder) {
    encoder->setComputePipelineState(kernel.get());
    encoder->setBuffer(on.memory.get(), 0, 0);
    for (const Part& part : {Part{0, 4, 8}, Part{start, 4, 8}}) {
      encoder->setBytes(&part, sizeof(part), 1);
      encoder->dispatchThreads(MTL::Size(4, 8, 1), MTL::Size(4, 4, 1));
    }
  });
}

// The first writes where the list says, the second reads what another list says.
void by_lists(Metal& metal, std::uint32_t added) {
  Parts on(metal);
  const auto writes = metal.buffer(), reads = metal.buffer();
  for (std::uint32_t i = 0; i < 32; ++i) {
    static_cast<std::uint32_t*>(writes->contents())[i] = i * 29 % 64 / 2 * 2;
    static_cast<std::uint32_t*>(reads->contents())[i] = i * 37 % 64 / 2 * 2 + added;
  }
  const auto scatter = on.kernel("scatter"), gather = on.kernel("gather");
  on.run([&](MTL::ComputeCommandEncoder* encoder) {
    encoder->setBuffer(on.result.get(), 0, 3);
    encoder->setBuffer(writes.get(), 0, 2);
    first(encoder, scatter.get(), on.memory.get(), 0, {0, 32});
    encoder->setBuffer(reads.get(), 0, 2);
    second(encoder, gather.get(), on.memory.get(), 0, {0, 32});
  });
}

void through_a_table(Metal& metal, std::uint32_t start) {
  Parts on(metal);
  const auto table = metal.buffer();
  *static_cast<std::uint64_t*>(table->contents()) = on.memory->gpuAddress();
  const auto put = on.kernel("put_through"), take = on.kernel("take");
  on.run([&](MTL::ComputeCommandEncoder* encoder) {
    encoder->useResource(on.memory.get(), MTL::ResourceUsageWrite);
    encoder->setBuffer(on.result.get(), 0, 2);
    first(encoder, put.get(), table.get(), 0, {0, 32});
    second(encoder, take.get(), on.memory.get(), 0, {start, 16});
  });
}

// Memory of a heap, which is not tracked.
struct Untracked : Parts {
  explicit Untracked(Metal& metal) : Parts(metal) {
    const auto descriptor = NS::TransferPtr(MTL::HeapDescriptor::alloc()->init());
    descriptor->setSize(1 << 16);
    heap = NS::TransferPtr(metal.device->newHeap(descriptor.get()));
    memory = NS::TransferPtr(heap->newBuffer(Metal::kBytes, MTL::ResourceStorageModePrivate));
  }
  NS::SharedPtr<MTL::Heap> heap;
};

void two_encoders(Metal& metal, Part part, NS::UInteger offset, Part other) {
  Untracked on(metal);
  const auto put = on.kernel("put");
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  first(encoder, put.get(), on.memory.get(), 0, part);
  encoder->endEncoding();
  encoder = commands->computeCommandEncoder();
  second(encoder, put.get(), on.memory.get(), offset, other);
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

void two_command_buffers(Metal& metal, Part part, NS::UInteger offset, Part other) {
  Untracked on(metal);
  const auto put = on.kernel("put");
  MTL::CommandBuffer* one = metal.queue->commandBuffer();
  MTL::CommandBuffer* next = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = one->computeCommandEncoder();
  first(encoder, put.get(), on.memory.get(), 0, part);
  encoder->endEncoding();
  encoder = next->computeCommandEncoder();
  second(encoder, put.get(), on.memory.get(), offset, other);
  encoder->endEncoding();
  one->commit();
  next->commit();
  one->waitUntilCompleted();
  next->waitUntilCompleted();
}

void kernel_and_fill(Metal& metal, Part part) {
  Untracked on(metal);
  const auto put = on.kernel("put");
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  first(encoder, put.get(), on.memory.get(), 0, part);
  encoder->endEncoding();
  MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
  blit->fillBuffer(on.memory.get(), NS::Range(128, 64), 0);
  blit->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void read_of_a_part(Metal& metal) { two(metal, "put", 0, {0, 64}, "take", 128, {0, 32}); }
void read_of_another_part(Metal& metal) { two(metal, "put", 0, {0, 32}, "take", 128, {0, 32}); }

void one_element_at_the_seam(Metal& metal) { two(metal, "put", 0, {0, 33}, "put", 0, {32, 32}); }
void parts_side_by_side(Metal& metal) { two(metal, "put", 0, {0, 32}, "put", 0, {32, 32}); }

void every_second_and_every_third(Metal& metal) { two(metal, "put", 0, {0, 21, 2}, "put", 0, {1, 21, 3}); }
void even_and_odd(Metal& metal) { two(metal, "put", 0, {0, 32, 2}, "put", 0, {1, 32, 2}); }
void odd_while_even_are_read(Metal& metal) { two(metal, "take", 0, {0, 32, 2}, "put", 0, {1, 32, 2}); }

void columns_that_overlap(Metal& metal) { columns(metal, 3); }
void columns_side_by_side(Metal& metal) { columns(metal, 4); }

void tail_touched(Metal& metal) { two(metal, "put", 0, {0, 41}, "put", 160, {0, 24}); }
void tail_not_touched(Metal& metal) { two(metal, "put", 0, {0, 40}, "put", 160, {0, 24}); }

void halves_that_overlap(Metal& metal) { two(metal, "put_half", 0, {0, 14}, "put_half", 26, {0, 50}); }
void halves_side_by_side(Metal& metal) { two(metal, "put_half", 0, {0, 13}, "put_half", 26, {0, 50}); }

void bytes_that_overlap(Metal& metal) { two(metal, "put_byte", 0, {0, 14}, "take_byte", 0, {13, 50}); }
void bytes_side_by_side(Metal& metal) { two(metal, "put_byte", 0, {0, 13}, "take_byte", 0, {13, 50}); }
void bytes_in_between(Metal& metal) { two(metal, "put_byte", 0, {0, 60, 4}, "take_byte", 0, {1, 60, 4}); }

void lists_that_meet(Metal& metal) { by_lists(metal, 0); }
void lists_that_do_not_meet(Metal& metal) { by_lists(metal, 1); }

void through_a_pointer(Metal& metal) { through_a_table(metal, 31); }
void beside_a_pointer(Metal& metal) { through_a_table(metal, 32); }

void encoders_that_overlap(Metal& metal) { two_encoders(metal, {0, 33}, 128, {0, 32}); }
void encoders_side_by_side(Metal& metal) { two_encoders(metal, {0, 32}, 0, {32, 32}); }

void command_buffers_that_overlap(Metal& metal) { two_command_buffers(metal, {0, 33}, 128, {0, 32}); }
void command_buffers_side_by_side(Metal& metal) { two_command_buffers(metal, {0, 32}, 0, {32, 32}); }

void filled_and_written(Metal& metal) { kernel_and_fill(metal, {0, 33}); }
void filled_beside(Metal& metal) { kernel_and_fill(metal, {0, 32}); }

}  // namespace corpus
