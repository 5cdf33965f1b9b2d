// SPDX-License-Identifier: Apache-2.0
#include "runtime/compute_command_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "runtime/buffer.h"
#include "runtime/command_buffer.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/device.h"
#include "runtime/fence.h"
#include "runtime/heap.h"
#include "runtime/recording/recording.h"
#include "runtime/storage.h"
#include "support/log.h"

namespace pewter::runtime {
namespace {

std::uint32_t clamp32(std::uint64_t value) { return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX)); }

exec::Extent extent_of(Size size) { return {clamp32(size.width), clamp32(size.height), clamp32(size.depth)}; }

bool is_empty(Size size) { return size.width == 0 || size.height == 0 || size.depth == 0; }

void set_size(std::uint32_t (&to)[3], Size size) {
  to[0] = clamp32(size.width);
  to[1] = clamp32(size.height);
  to[2] = clamp32(size.depth);
}

model::ResourceUse use_of(Storage* storage, std::byte* address, model::Access access, std::int32_t index) {
  const auto offset = static_cast<std::uint64_t>(address - storage->base);
  return {.resource = storage->owner.load(std::memory_order_relaxed), .offset = offset,
          .length = storage->length > offset ? storage->length - offset : 0, .access = access, .index = index,
          .tracked = storage->hazard_root()->tracked};
}

}  // namespace

constinit const foundation::ClassRecord ComputeCommandEncoder::kClass{
    .name = "MTLComputeCommandEncoder", .super = &CommandEncoder::kClass, .destroy = &ComputeCommandEncoder::destroy, .description = nullptr};

void ComputeCommandEncoder::destroy(foundation::Object* object) noexcept {
  auto* encoder = static_cast<ComputeCommandEncoder*>(object);
  encoder->end_if_open();
  bury(encoder);
}

ComputeCommandEncoder::ComputeCommandEncoder(CommandBuffer* buffer, Recording& recording, Pass* pass)
    : CommandEncoder(kClass, model::ObjectClass::compute_command_encoder, buffer, recording, pass),
      dispatch_type_(pass->dispatch_type) {
  device()->counters().compute_encoders.fetch_add(1, std::memory_order_relaxed);
}

void ComputeCommandEncoder::set_compute_pipeline_state(ComputePipelineState* state) {
  const char* call = "setComputePipelineState:";
  Inside inside(this, call);
  if (!inside) return;
  if (!state && model::observed())
    invalid(Assertion::nil_argument, id(), call, "MTLDebugComputeCommandEncoder", call, "computePipelineState");
  if (state == pipeline_) return;
  if (state) recording().keep(state);
  pipeline_ = state;
  snapshot_ = nullptr;
}

void ComputeCommandEncoder::bind(Buffer* buffer, std::uint64_t offset, std::uint64_t index) {
  Binding& binding = bindings_[index];
  if (!buffer) {
    binding = {};
    snapshot_ = nullptr;
    return;
  }
  Storage* storage = buffer->storage();
  std::byte* address = storage->base + offset;
  if (binding.address == address && binding.storage == storage) return;
  if (binding.storage != storage) recording().keep(storage, buffer);
  binding = {address, storage, buffer, 0};
  snapshot_ = nullptr;
}

void ComputeCommandEncoder::set_buffer(Buffer* buffer, std::uint64_t offset, std::uint64_t index) {
  const char* call = "setBuffer:offset:atIndex:";
  Inside inside(this, call);
  if (!inside || !check_index(index, call)) return;
  if (model::observed()) [[unlikely]]
    validate_offset(buffer, offset, index, call);
  bind(buffer, offset, index);
}

void ComputeCommandEncoder::set_buffers(std::span<Buffer* const> buffers, const std::uint64_t* offsets, Range range) {
  const char* call = "setBuffers:offsets:withRange:";
  Inside inside(this, call);
  if (!inside) return;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(range.length, buffers.size()); ++i) {
    if (!check_index(range.location + i, call)) return;
    if (model::observed()) validate_offset(buffers[i], offsets ? offsets[i] : 0, range.location + i, call);
    bind(buffers[i], offsets ? offsets[i] : 0, range.location + i);
  }
}

void ComputeCommandEncoder::set_buffer_offset(std::uint64_t offset, std::uint64_t index) {
  const char* call = "setBufferOffset:atIndex:";
  Inside inside(this, call);
  if (!inside || !check_index(index, call)) return;
  Binding& binding = bindings_[index];
  if (model::observed()) [[unlikely]] {
    validate_offset(binding.buffer, offset, index, call);
    if (!binding.address)
      invalid(Assertion::offset_without_buffer, id(), call, index, offset,
              "Nothing has been bound there on this encoder.");
  }
  if (!binding.storage) return;
  binding.address = binding.storage->base + offset;
  snapshot_ = nullptr;
}

void ComputeCommandEncoder::set_bytes(const void* bytes, std::uint64_t length, std::uint64_t index) {
  const char* call = "setBytes:length:atIndex:";
  Inside inside(this, call);
  if (!inside || !check_index(index, call)) return;
  if (model::observed()) [[unlikely]] {
    if (length > 4096) invalid(Assertion::set_bytes_length, id(), call, length, index);
    if (!bytes || length == 0)
      invalid(Assertion::empty_bytes, id(), call, bytes ? "length must not be 0." : "bytes argument cannot be nil.",
              bytes ? "a pointer" : "nil", length, index);
  }
  Binding& binding = bindings_[index];
  snapshot_ = nullptr;
  if (!bytes || length == 0) {
    binding = {};
    return;
  }
  // A kernel may load a little more than was given (a float3 is read as sixteen bytes): never beyond this.
  const std::uint64_t room = round_up(length, 16);
  auto* copy = static_cast<std::byte*>(recording().arena.allocate(room));
  std::memcpy(copy, bytes, length);
  std::memset(copy + length, 0, room - length);
  binding = {copy, nullptr, nullptr, length};
}

void ComputeCommandEncoder::set_threadgroup_memory_length(std::uint64_t length, std::uint64_t index) {
  const char* call = "setThreadgroupMemoryLength:atIndex:";
  Inside inside(this, call);
  if (!inside) return;
  if (index >= model::kMaxThreadgroupBuffers) return refuse(Assertion::threadgroup_memory_index, id(), call, {}, index);
  if (length % 16) [[unlikely]] {
    const std::uint64_t asked = length;
    length = round_up(length, 16);
    if (model::observed()) invalid(Assertion::threadgroup_memory_length, id(), call, asked, index, length);
  }
  threadgroup_memory_[index] = clamp32(length);
  const std::uint32_t bit = 1u << index;
  threadgroup_memory_mask_ = length ? threadgroup_memory_mask_ | bit : threadgroup_memory_mask_ & ~bit;
  snapshot_ = nullptr;
}

const Bindings* ComputeCommandEncoder::snapshot() {
  if (snapshot_) return snapshot_;
  const auto used = pipeline_->used_buffers();
  const auto threadgroup_count = static_cast<std::uint32_t>(std::popcount(threadgroup_memory_mask_));
  auto* copy = recording().arena.make<Bindings>(used.size() * sizeof(BoundBuffer) + threadgroup_count * sizeof(BoundThreadgroupMemory));
  copy->buffer_count = static_cast<std::uint32_t>(used.size());
  copy->threadgroup_count = threadgroup_count;
  BoundBuffer* to = copy->buffers();
  for (const auto& one : used) {
    const Binding& binding = bindings_[one.index];
    *to++ = {binding.address, binding.storage};
    if (binding.storage) recording().use(pass_, binding.storage, one.access != model::Access::read);
  }
  BoundThreadgroupMemory* memory = copy->threadgroup_memory();
  for (std::uint32_t mask = threadgroup_memory_mask_; mask; mask &= mask - 1) {
    const auto index = static_cast<std::uint32_t>(std::countr_zero(mask));
    *memory++ = {index, threadgroup_memory_[index]};
  }
  return snapshot_ = copy;
}

bool ComputeCommandEncoder::runnable(Size threads_per_threadgroup, const char* call) const {
  const std::uint64_t threads = volume(threads_per_threadgroup);
  if (threads == 0) return false;
  const auto& info = pipeline_->info();
  if (threads > pipeline_->max_total_threads_per_threadgroup()) {
    if (log::first_time(fmt::format("threadgroup of {} for {}", threads, info.host_name)))
      log::warning(fmt::format("{}: a threadgroup of {} x {} x {} threads is more than the {} that {} allows; not run", call, threads_per_threadgroup.width,
                               threads_per_threadgroup.height, threads_per_threadgroup.depth, pipeline_->max_total_threads_per_threadgroup(), info.host_name));
    return false;
  }
  std::uint64_t memory = info.static_threadgroup_bytes;
  for (std::uint32_t bytes : threadgroup_memory_) memory += bytes;
  if (memory > model::kMaxThreadgroupMemory) {
    if (log::first_time(fmt::format("threadgroup memory for {}", info.host_name)))
      log::warning(fmt::format("{}: {} bytes of threadgroup memory are more than {}; {} is not run", call, memory, model::kMaxThreadgroupMemory, info.host_name));
    return false;
  }
  return true;
}

bool ComputeCommandEncoder::admit_dispatch(const model::Command& command, const char* call) const {
  std::vector<model::ResourceUse> uses;
  for (const auto& used : pipeline_->used_buffers()) {
    const Binding& binding = bindings_[used.index];
    if (!binding.storage) continue;
    uses.push_back(use_of(binding.storage, binding.address, used.seen_access, used.index));
    uses.back().how = used.how;
  }
  if (!command.uses.empty()) uses.insert(uses.end(), command.uses.begin(), command.uses.end());
  model::Command whole = command;
  whole.uses = uses;
  if (!pipeline_->follows_pointers()) return tell_command(whole, call);
  std::vector<ObjectId> bound;
  for (const Binding& binding : bindings_)
    if (binding.storage) bound.push_back(binding.storage->owner.load(std::memory_order_relaxed));
  whole.bound = bound;
  whole.value = command.number;
  if (!tell_command(whole, call)) return false;
  note_pointer_tables(whole.value);
  return true;
}

void ComputeCommandEncoder::note_pointer_tables(std::uint64_t dispatch) const {
  for (const model::KernelParameter& parameter : pipeline_->info().parameters) {
    if (parameter.pointers.empty() || parameter.index >= model::kMaxBuffers) continue;
    const Binding& binding = bindings_[parameter.index];
    if (!binding.address) continue;
    const std::byte* address = binding.address;
    std::uint64_t length = binding.bytes;
    if (const Storage* storage = binding.storage) {
      const auto offset = static_cast<std::uint64_t>(binding.address - storage->base);
      length = storage->length > offset ? storage->length - offset : 0;
      // What is closed to the GPU's side, to see it touch memory, is not closed to the program's.
      address = storage->program + offset;
    }
    recording().pointer_tables.push_back({id(), dispatch, &parameter, address, binding.storage, length});
  }
}

void ComputeCommandEncoder::dispatch(Size threads_per_grid, Size threads_per_threadgroup, Buffer* indirect, std::uint64_t offset, const char* call) {
  if (!pipeline_) [[unlikely]]
    return refuse(Assertion::no_pipeline, id(), call, call);
  if (model::observed()) [[unlikely]] {
    validate_threadgroup(threads_per_threadgroup, call);
    if (!snapshot_) validate_bindings(call);  // else they are those of the dispatch before
    if (indirect) validate_indirect(indirect, offset, call);
  }
  if (is_empty(threads_per_grid) || !runnable(threads_per_threadgroup, call)) return;
  std::uint64_t number = 0;
  if (model::observed()) [[unlikely]] {
    model::Command told;
    told.number = number = next_object_id();
    told.kind = indirect ? model::CommandKind::dispatch_indirect : model::CommandKind::dispatch;
    told.text = pipeline_->info().host_name;
    told.pipeline = pipeline_->id();
    set_size(told.threads_per_grid, threads_per_grid);
    set_size(told.threads_per_threadgroup, threads_per_threadgroup);
    model::ResourceUse arguments;
    if (indirect) {
      arguments = use_of(indirect->storage(), indirect->storage()->base + offset, model::Access::read, -1);
      arguments.length = 12;
      arguments.how = model::Touching::plain;
      told.uses = {&arguments, 1};
    }
    if (!admit_dispatch(told, call)) return;
  }
  auto* command = recording().arena.make<DispatchCommand>(0);
  command->op = Op::dispatch;
  command->number = number;
  command->reached = pipeline_->follows_pointers() ? reached_ : nullptr;
  command->pipeline = pipeline_;
  command->bindings = snapshot();
  command->threads_per_grid = extent_of(threads_per_grid);
  command->threads_per_threadgroup = extent_of(threads_per_threadgroup);
  // How many threadgroups an indirect dispatch has is not known yet; all of them are full.
  command->variant = &pipeline_->variant_for(indirect ? command->threads_per_threadgroup : command->threads_per_grid, command->threads_per_threadgroup);
  if (indirect) {
    use(indirect, false);
    command->indirect = indirect->storage();
    command->indirect_offset = offset;
  }
  recording().append(pass_, command);
  ++recording().dispatches;
}

void ComputeCommandEncoder::dispatch_threads(Size threads_per_grid, Size threads_per_threadgroup) {
  const char* call = "dispatchThreads:threadsPerThreadgroup:";
  Inside inside(this, call);
  if (!inside) return;
  if (model::observed()) [[unlikely]]
    validate_grid("threadsPerGrid", threads_per_grid, call);
  // A threadgroup never reaches beyond the grid, but its size is checked as given.
  dispatch(threads_per_grid, threads_per_threadgroup, nullptr, 0, call);
}

void ComputeCommandEncoder::dispatch_threadgroups(Size groups, Size threads_per_threadgroup) {
  const char* call = "dispatchThreadgroups:threadsPerThreadgroup:";
  Inside inside(this, call);
  if (!inside) return;
  if (model::observed()) [[unlikely]]
    validate_grid("threadgroupsPerGrid", groups, call);
  const Size grid{std::uint64_t{clamp32(groups.width)} * clamp32(threads_per_threadgroup.width),
                  std::uint64_t{clamp32(groups.height)} * clamp32(threads_per_threadgroup.height),
                  std::uint64_t{clamp32(groups.depth)} * clamp32(threads_per_threadgroup.depth)};
  dispatch(grid, threads_per_threadgroup, nullptr, 0, call);
}

void ComputeCommandEncoder::dispatch_threadgroups_indirect(Buffer* arguments, std::uint64_t offset, Size threads_per_threadgroup) {
  const char* call = "dispatchThreadgroupsWithIndirectBuffer:indirectBufferOffset:threadsPerThreadgroup:";
  Inside inside(this, call);
  if (!inside) return;
  if (!arguments) {
    if (model::observed())
      invalid(Assertion::nil_argument, id(), call, "MTLDebugComputeCommandEncoder", call, "indirectBuffer");
    return;
  }
  dispatch({1, 1, 1}, threads_per_threadgroup, arguments, offset, call);
}

void ComputeCommandEncoder::use_one(Resource* resource, std::uint32_t usage, const char* call) {
  if (!resource) return;
  const bool writes = usage & kUsageWrite;
  if (model::observed()) {
    model::ResourceUse told_use = use_of(resource->storage(), resource->storage()->base, writes ? model::Access::read_write : model::Access::read, -1);
    model::Command told;
    told.kind = model::CommandKind::use_resource;
    told.uses = {&told_use, 1};
    if (!tell_command(told, call)) return;
    reached_ = recording().arena.make<Reached>(0, reached_, resource->storage());
  }
  use(resource, writes);
}

void ComputeCommandEncoder::use_resource(Resource* resource, std::uint32_t usage) {
  Inside inside(this, "useResource:usage:");
  if (!inside) return;
  use_one(resource, usage, "useResource:usage:");
}

void ComputeCommandEncoder::use_resources(std::span<Resource* const> resources, std::uint32_t usage) {
  Inside inside(this, "useResources:count:usage:");
  if (!inside) return;
  for (Resource* resource : resources) use_one(resource, usage, "useResources:count:usage:");
}

void ComputeCommandEncoder::use_heap(Heap* heap) {
  const char* call = "useHeap:";
  Inside inside(this, call);
  if (!inside) return;
  if (!heap) return;
  model::Command told;
  told.kind = model::CommandKind::use_resource;
  model::ResourceUse told_use;
  if (model::observed()) {
    told_use = use_of(heap->storage(), heap->storage()->base, model::Access::read_write, -1);
    told.uses = {&told_use, 1};
  }
  if (!admit(told, call)) return;
  recording().keep(heap->storage(), heap);
  // Read-only: Metal says that useHeap makes no promise for what a tracked heap's resources are written by.
  recording().use(pass_, heap->storage(), false);
}

void ComputeCommandEncoder::use_heaps(std::span<Heap* const> heaps) {
  for (Heap* heap : heaps) use_heap(heap);
}

void ComputeCommandEncoder::update_fence(Fence* fence) { use_fence(fence, true, "updateFence:"); }
void ComputeCommandEncoder::wait_for_fence(Fence* fence) { use_fence(fence, false, "waitForFence:"); }

void ComputeCommandEncoder::memory_barrier(std::uint32_t scope) {
  const char* call = "memoryBarrierWithScope:";
  Inside inside(this, call);
  if (!inside) return;
  model::Command told;
  told.kind = model::CommandKind::memory_barrier;
  told.value = scope;
  if (!admit(told, call)) return;
  recording().append(pass_, recording().arena.make<Command>(0, nullptr, Op::barrier));
}

void ComputeCommandEncoder::memory_barrier(std::span<Resource* const> resources) {
  const char* call = "memoryBarrierWithResources:count:";
  Inside inside(this, call);
  if (!inside) return;
  std::vector<model::ResourceUse> uses;
  if (model::observed())
    for (Resource* resource : resources)
      if (resource) uses.push_back(use_of(resource->storage(), resource->storage()->base, model::Access::read_write, -1));
  model::Command told;
  told.kind = model::CommandKind::memory_barrier;
  told.uses = uses;
  if (!admit(told, call)) return;
  // Ordering everything is allowed, and cheaper to keep track of than ordering by resource.
  recording().append(pass_, recording().arena.make<Command>(0, nullptr, Op::barrier));
}

}  // namespace pewter::runtime
