// SPDX-License-Identifier: Apache-2.0
#include "runtime/compute_pipeline_state.h"

#include <algorithm>
#include <map>

#include "runtime/device.h"
#include "runtime/function.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord ComputePipelineState::kClass{
    .name = "MTLComputePipelineState", .super = &foundation::kObjectClass, .destroy = destroy<ComputePipelineState>, .description = nullptr};

namespace {

// What the code of the kernel shows goes before what its declaration allows.
void refine(ComputePipelineState::UsedBuffer& used, const model::MemoryUse& use) {
  if (!use.known) return;
  used.how = use.atomics               ? model::Touching::atomic
             : use.reads || use.writes ? model::Touching::plain
                                       : model::Touching::nothing;
  if (use.reads != use.writes) used.seen_access = use.reads ? model::Access::read : model::Access::write;
}

}  // namespace

ComputePipelineState::ComputePipelineState(Device* device, const ComputePipelineDescriptor& descriptor,
                                           std::shared_ptr<const model::KernelInfo> known,
                                           std::shared_ptr<const model::LoadedKernel> any)
    : DeviceObject(kClass, model::ObjectClass::compute_pipeline_state, device, device->id()),
      info_(std::move(known)),
      variants_(std::move(any), descriptor.function),
      function_(descriptor.function),
      whole_simdgroups_(descriptor.threadgroup_size_is_multiple_of_execution_width) {
  if (!descriptor.label.empty()) set_label(descriptor.label);
  std::map<std::uint8_t, std::uint8_t> access;
  for (const auto& parameter : info().parameters)
    if (parameter.kind == model::ParameterKind::buffer && parameter.index < model::kMaxBuffers)
      access[static_cast<std::uint8_t>(parameter.index)] |= static_cast<std::uint8_t>(parameter.access);
  for (const auto& [index, bits] : access) used_.push_back({index, static_cast<model::Access>(bits)});
  for (const auto& parameter : info().parameters)
    for (UsedBuffer& used : used_)
      if (parameter.kind == model::ParameterKind::buffer && parameter.index == used.index) refine(used, parameter.use);
  follows_pointers_ =
      std::ranges::any_of(info().parameters, [](const auto& parameter) { return !parameter.pointers.empty(); });
  max_threads_ = std::min<std::uint64_t>(info().max_total_threads, model::kMaxThreadsPerThreadgroup);
  if (descriptor.max_total_threads_per_threadgroup) max_threads_ = std::min(max_threads_, descriptor.max_total_threads_per_threadgroup);
}

const KernelVariants* ComputePipelineState::variants_that_tell() const {
  if (!function_) return nullptr;
  std::call_once(tell_once_, [this] { telling_ = std::make_unique<KernelVariants>(nullptr, function_, true); });
  return telling_.get();
}

}  // namespace pewter::runtime
