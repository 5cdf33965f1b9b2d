// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "model/kernel_abi.h"
#include "model/matrix_product.h"
#include "runtime/assertion.h"
#include "runtime/command_encoder.h"

namespace pewter::runtime {

struct Bindings;
struct Reached;
struct Storage;

// MTL::ComputeCommandEncoder. Bindings start empty: nothing carries over between encoders.
class ComputeCommandEncoder final : public CommandEncoder {
 public:
  static const foundation::ClassRecord kClass;

  ComputeCommandEncoder(CommandBuffer* buffer, Recording& recording, Pass* pass);
  ~ComputeCommandEncoder() = default;

  DispatchType dispatch_type() const { return dispatch_type_; }

  void set_compute_pipeline_state(ComputePipelineState* state);
  // Index at most 30. A null buffer takes the binding away. Offsets in bytes.
  void set_buffer(Buffer* buffer, std::uint64_t offset, std::uint64_t index);
  void set_buffers(std::span<Buffer* const> buffers, const std::uint64_t* offsets, Range range);
  void set_buffer_offset(std::uint64_t offset, std::uint64_t index);
  void set_bytes(const void* bytes, std::uint64_t length,
                 std::uint64_t index);  // copied now; Metal wants at most 4096 bytes
  void set_threadgroup_memory_length(std::uint64_t length,
                                     std::uint64_t index);  // bytes, rounded up to a multiple of 16

  // A threadgroup larger than the pipeline allows is not run, as on a Mac without validation; the log says so once.
  void dispatch_threads(Size threads_per_grid, Size threads_per_threadgroup);
  void dispatch_threadgroups(Size threadgroups_per_grid, Size threads_per_threadgroup);
  // Three uint32_t at `offset`, read when the dispatch runs.
  void dispatch_threadgroups_indirect(Buffer* arguments, std::uint64_t offset, Size threads_per_threadgroup);

  // For MetalPerformanceShaders: one dispatch of a kernel of the executor's own, a threadgroup of one thread each. `buffers` are
  // those of model::MatrixProduct but for the parameters; `work`: exec::Dispatch::work. What the program bound and set stays as it is.
  struct ProductBuffer {
    Buffer* buffer = nullptr;        // null: not bound
    std::uint64_t offset = 0;        // bytes
    std::uint64_t length = 0;        // bytes from there on that the product may touch
    model::Access access = model::Access::read;
    bool exact = false;              // it touches all of them
    bool told = true;                // to observers; false: another one of the buffers stands for it
  };
  void dispatch_product(ComputePipelineState* pipeline, std::span<const ProductBuffer> buffers, const model::MatrixProduct& product,
                        exec::Extent threadgroups, std::uint64_t work, const char* call);

  // Resources reached through pointers in other buffers; `usage` is a ResourceUsage mask.
  void use_resource(Resource* resource, std::uint32_t usage);
  void use_resources(std::span<Resource* const> resources, std::uint32_t usage);
  void use_heap(Heap* heap);
  void use_heaps(std::span<Heap* const> heaps);

  void update_fence(Fence* fence);
  void wait_for_fence(Fence* fence);
  void memory_barrier(std::uint32_t scope);  // BarrierScope mask
  void memory_barrier(std::span<Resource* const> resources);

 private:
  static void destroy(foundation::Object* object) noexcept;  // ClassRecord::destroy

  struct Binding {
    std::byte* address = nullptr;  // offset applied
    Storage* storage = nullptr;    // null: setBytes or nothing
    Buffer* buffer = nullptr;
    std::uint64_t bytes = 0;  // setBytes: how many
  };

  void bind(Buffer* buffer, std::uint64_t offset, std::uint64_t index);
  bool check_index(std::uint64_t index, const char* call) const {
    if (index < model::kMaxBuffers) [[likely]]
      return true;
    refuse(Assertion::buffer_index, id(), call, call, index);
    return false;
  }
  const Bindings* snapshot();
  bool runnable(Size threads_per_threadgroup, const char* call) const;
  void dispatch(Size threads_per_grid, Size threads_per_threadgroup, Buffer* indirect, std::uint64_t offset, const char* call);
  bool admit_dispatch(const model::Command& command, const char* call) const;
  // Where somebody watches: what Metal's validation layer says of a dispatch. compute_command_encoder_validation.cpp.
  void validate_offset(const Buffer* buffer, std::uint64_t offset, std::uint64_t index, const char* call) const;
  void validate_grid(const char* argument, Size size, const char* call) const;
  void validate_threadgroup(Size threads_per_threadgroup, const char* call) const;
  void validate_bindings(const char* call) const;
  void validate_buffer(const model::KernelParameter& parameter, const Binding& binding, const char* call) const;
  void validate_indirect(const Buffer* arguments, std::uint64_t offset, const char* call) const;
  void note_pointer_tables(std::uint64_t dispatch) const;
  void use_one(Resource* resource, std::uint32_t usage, const char* call);

  const DispatchType dispatch_type_;
  ComputePipelineState* pipeline_ = nullptr;  // kept by the recording
  const Bindings* snapshot_ = nullptr;  // of the last dispatch; null after a change
  std::array<Binding, model::kMaxBuffers> bindings_{};
  std::array<std::uint32_t, model::kMaxThreadgroupBuffers> threadgroup_memory_{};  // bytes
  std::uint32_t threadgroup_memory_mask_ = 0;
  const Reached* reached_ = nullptr;  // where somebody watches: what useResource named
};

}  // namespace pewter::runtime
