// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/kernel_image.h"
#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::ComputePipelineState: a compiled kernel, ready to run. Never changes. Thread-safe.
class ComputePipelineState final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  ComputePipelineState(Device* device, const ComputePipelineDescriptor& descriptor, std::shared_ptr<const model::LoadedKernel> kernel);
  ~ComputePipelineState() = default;

  std::uint64_t max_total_threads_per_threadgroup() const { return max_threads_; }
  std::uint64_t thread_execution_width() const { return model::kSimdWidth; }
  std::uint64_t static_threadgroup_memory_length() const { return kernel_->info.static_threadgroup_bytes; }  // bytes
  bool support_indirect_command_buffers() const { return false; }

  // Reflection: parameters in declaration order.
  const model::KernelInfo& info() const { return kernel_->info; }

  // For the runtime: buffers that the kernel declares, by index, and the strongest access each gets.
  struct UsedBuffer {
    std::uint8_t index;
    model::Access access;
  };
  std::span<const UsedBuffer> used_buffers() const { return used_; }
  const model::LoadedKernel& kernel() const { return *kernel_; }

 private:
  std::shared_ptr<const model::LoadedKernel> kernel_;
  std::vector<UsedBuffer> used_;
  std::uint64_t max_threads_;
};

}  // namespace pewter::runtime
