// SPDX-License-Identifier: Apache-2.0
// ComputeCommandEncoder: dispatches that the runtime encodes itself, for MetalPerformanceShaders.
#include <algorithm>
#include <array>
#include <cstring>

#include "runtime/buffer.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/recording/recording.h"
#include "runtime/storage.h"
#include "support/check.h"

namespace pewter::runtime {

void ComputeCommandEncoder::dispatch_product(ComputePipelineState* pipeline, std::span<const ProductBuffer> buffers,
                                             const model::MatrixProduct& product, exec::Extent threadgroups,
                                             std::uint64_t work, const char* call) {
  Inside inside(this, call);
  if (!inside) return;
  const auto used = pipeline->used_buffers();
  PEWTER_CHECK(buffers.size() == model::MatrixProduct::kParameters && used.size() == buffers.size() + 1);

  std::uint64_t number = 0;
  if (model::observed()) [[unlikely]] {
    std::array<model::ResourceUse, model::MatrixProduct::kParameters> uses;
    std::size_t count = 0;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      const ProductBuffer& bound = buffers[i];
      if (!bound.buffer || !bound.told) continue;
      Storage* storage = bound.buffer->storage();
      uses[count++] = {.resource = storage->owner.load(std::memory_order_relaxed),
                       .offset = bound.offset,
                       .length = bound.length,
                       .access = bound.access,
                       .index = static_cast<std::int32_t>(i),
                       .tracked = storage->hazard_root()->tracked,
                       .exact = bound.exact};
    }
    model::Command told;
    told.kind = model::CommandKind::dispatch;
    told.text = pipeline->info().host_name;
    told.pipeline = pipeline->id();
    told.number = number = next_object_id();
    told.uses = {uses.data(), count};
    told.threads_per_grid[0] = threadgroups.x;
    told.threads_per_grid[1] = threadgroups.y;
    told.threads_per_grid[2] = threadgroups.z;
    std::fill_n(told.threads_per_threadgroup, 3, 1);
    if (!tell_command(told, call)) return;
  }

  Recording& recording = this->recording();
  recording.keep(pipeline);
  auto* bindings = recording.arena.make<Bindings>(used.size() * sizeof(BoundBuffer));
  bindings->buffer_count = static_cast<std::uint32_t>(used.size());
  bindings->threadgroup_count = 0;
  BoundBuffer* to = bindings->buffers();
  for (const ProductBuffer& bound : buffers) {
    if (!bound.buffer) {
      *to++ = {nullptr, nullptr};
      continue;
    }
    Storage* storage = bound.buffer->storage();
    recording.keep(storage, bound.buffer);
    recording.use(pass_, storage, bound.access != model::Access::read);
    *to++ = {storage->base + bound.offset, storage};
  }
  void* parameters = recording.arena.allocate(sizeof(product));
  std::memcpy(parameters, &product, sizeof(product));
  *to = {static_cast<std::byte*>(parameters), nullptr};

  auto* command = recording.arena.make<DispatchCommand>(0);
  command->op = Op::dispatch;
  command->number = number;
  command->pipeline = pipeline;
  command->bindings = bindings;
  command->threads_per_grid = threadgroups;
  command->threads_per_threadgroup = {1, 1, 1};
  command->work = work;
  command->variant = &pipeline->variant_for(threadgroups, {1, 1, 1});
  recording.append(pass_, command);
  ++recording.dispatches;
}

}  // namespace pewter::runtime
