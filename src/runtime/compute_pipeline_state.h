// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "model/command.h"
#include "model/kernel_image.h"
#include "runtime/descriptors.h"
#include "runtime/device_object.h"
#include "runtime/kernel_variants.h"

namespace pewter::runtime {

// MTL::ComputePipelineState: a compiled kernel, ready to run. Never changes to the outside. Thread-safe.
class ComputePipelineState final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  // Of the descriptor's function, of which `info` is known. `any` is its code for threadgroups of any size; null: it is
  // compiled when dispatches need it.
  ComputePipelineState(Device* device, const ComputePipelineDescriptor& descriptor,
                       std::shared_ptr<const model::KernelInfo> info, std::shared_ptr<const model::LoadedKernel> any);
  ~ComputePipelineState() = default;

  std::uint64_t max_total_threads_per_threadgroup() const { return max_threads_; }
  std::uint64_t thread_execution_width() const { return model::kSimdWidth; }
  std::uint64_t static_threadgroup_memory_length() const { return info_->static_threadgroup_bytes; }  // bytes
  // Promised by the program: no threadgroup that is not whole SIMD-groups.
  bool requires_whole_simdgroups() const { return whole_simdgroups_; }
  bool support_indirect_command_buffers() const { return false; }

  // Reflection: parameters in declaration order.
  const model::KernelInfo& info() const { return *info_; }

  // For the runtime: buffers that the kernel declares, by index, and the strongest access each gets.
  struct UsedBuffer {
    std::uint8_t index;
    model::Access access;
    // For observers: what the code does with it.
    model::Access seen_access = access;
    model::Touching how = model::Touching::unknown;
  };
  std::span<const UsedBuffer> used_buffers() const { return used_; }
  bool follows_pointers() const { return follows_pointers_; }            // that it finds in its buffers
  // The best code for a dispatch: specialised on its threadgroups where at least one of them is full. What the dispatch
  // needs and is not there is compiled from now on.
  const KernelVariants::Variant& variant_for(const exec::Extent& grid, const exec::Extent& threadgroup) {
    if (grid.x < threadgroup.x || grid.y < threadgroup.y || grid.z < threadgroup.z) return variants_.for_any_size(this);
    if (!variants_.has_begun_any() && exec::has_edge(grid, threadgroup)) variants_.for_any_size(this);
    return variants_.for_size(threadgroup, this);
  }
  // Code for threadgroups of any size, for those at the edges of a grid.
  Expected<const model::LoadedKernel*> edge_kernel() const { return variants_.any(); }
  // Code that says what it touches, made as it is asked for. Null: the kernel is the executor's own.
  const KernelVariants* variants_that_tell() const;

 private:
  const std::shared_ptr<const model::KernelInfo> info_;
  KernelVariants variants_;
  const Ref<Function> function_;
  mutable std::once_flag tell_once_;
  mutable std::unique_ptr<KernelVariants> telling_;  // written once, under tell_once_
  std::vector<UsedBuffer> used_;
  bool follows_pointers_ = false;
  std::uint64_t max_threads_;
  const bool whole_simdgroups_;
};

}  // namespace pewter::runtime
