// SPDX-License-Identifier: Apache-2.0
// ComputeCommandEncoder, where somebody watches: the arguments of its calls, by the rules of Metal's validation layer.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/buffer.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/storage.h"
#include "runtime/validation.h"

namespace pewter::runtime {
namespace {

using model::KernelParameter;
using model::ParameterKind;

// What else is missing, in one finding with the first.
std::string and_the_others(const std::vector<const KernelParameter*>& missing) {
  if (missing.size() < 2) return {};
  std::string text = "\nThe same holds for";
  for (std::size_t i = 1; i < missing.size(); ++i)
    text += fmt::format("{} index {} ('{}')",
                        i == 1                    ? ""
                        : i + 1 == missing.size() ? " and"
                                                  : ",",
                        missing[i]->index, missing[i]->name);
  return text + ".";
}

}  // namespace

void ComputeCommandEncoder::validate_offset(const Buffer* buffer, std::uint64_t offset, std::uint64_t index,
                                            const char* call) const {
  if (!buffer || offset < buffer->length()) return;
  invalid(Assertion::buffer_offset_range, id(), call, call, offset, buffer->length(), index, name_of(*buffer));
}

void ComputeCommandEncoder::validate_grid(const char* argument, Size size, const char* call) const {
  if (volume(size) != 0) return;
  invalid(Assertion::empty_dispatch, id(), call, call, argument, size.width, size.height, size.depth);
}

void ComputeCommandEncoder::validate_threadgroup(Size size, const char* call) const {
  const std::uint64_t threads = volume(size), most = pipeline_->max_total_threads_per_threadgroup();
  const std::string& kernel = pipeline_->info().host_name;
  validate_grid("threadsPerThreadgroup", size, call);
  if (threads > model::kMaxThreadsPerThreadgroup)
    invalid(Assertion::threadgroup_size, id(), call, size.width, size.height, size.depth, threads,
            model::kMaxThreadsPerThreadgroup, "device",
            fmt::format("maxThreadsPerThreadgroup of the device is {}.", model::kMaxThreadsPerThreadgroup));
  else if (threads > most)
    invalid(Assertion::threadgroup_size, id(), call, size.width, size.height, size.depth, threads, most, "kernel",
            fmt::format("maxTotalThreadsPerThreadgroup of the pipeline of kernel '{}' is {}.", kernel, most));
  else if (pipeline_->requires_whole_simdgroups() && threads % model::kSimdWidth)
    invalid(Assertion::threadgroup_multiple, id(), call, size.width, size.height, size.depth, threads,
            model::kSimdWidth);
  std::uint64_t bound = 0;
  for (std::uint32_t bytes : threadgroup_memory_) bound += bytes;
  const std::uint64_t own = pipeline_->info().static_threadgroup_bytes;
  if (own + bound > model::kMaxThreadgroupMemory)
    invalid(Assertion::threadgroup_memory_size, id(), call, call, own + bound, model::kMaxThreadgroupMemory, kernel,
            own, bound);
}

void ComputeCommandEncoder::validate_bindings(const char* call) const {
  const auto& info = pipeline_->info();
  std::vector<const KernelParameter*> buffers, memory;  // without a binding
  for (const KernelParameter& parameter : info.parameters) {
    if (!parameter.used) continue;
    if (parameter.kind == ParameterKind::threadgroup_memory && parameter.index < threadgroup_memory_.size() &&
        threadgroup_memory_[parameter.index] == 0)
      memory.push_back(&parameter);
    if (parameter.kind != ParameterKind::buffer || parameter.index >= bindings_.size()) continue;
    const Binding& binding = bindings_[parameter.index];
    if (binding.address)
      validate_buffer(parameter, binding, call);
    else
      buffers.push_back(&parameter);
  }
  if (!buffers.empty())
    invalid(Assertion::missing_buffer, id(), call, info.host_name, buffers[0]->index, buffers[0]->name, call,
            and_the_others(buffers));
  if (!memory.empty())
    invalid(Assertion::missing_threadgroup_memory, id(), call, info.host_name, memory[0]->index, memory[0]->name, call,
            and_the_others(memory));
}

void ComputeCommandEncoder::validate_buffer(const KernelParameter& parameter, const Binding& binding,
                                            const char* call) const {
  const std::string& kernel = pipeline_->info().host_name;
  const std::uint64_t length = binding.buffer ? binding.buffer->length() : binding.bytes;
  const std::uint64_t offset = binding.buffer ? static_cast<std::uint64_t>(binding.address - binding.storage->base) : 0;
  const std::uint64_t space = offset < length ? length - offset : 0;
  const std::string bound =
      binding.buffer ? name_of(*binding.buffer) : fmt::format("{} bytes of setBytes", binding.bytes);
  // A pointer may have nothing behind it that the kernel reads; a reference has.
  if (parameter.by_reference && space < parameter.pointee_size)
    invalid(Assertion::buffer_too_small, id(), call, kernel, parameter.name, parameter.index, offset, length, space,
            parameter.pointee_size, bound + (binding.buffer ? " is" : " are"));
  // Sixteen bytes are enough for every type of MSL.
  const std::uint64_t alignment = std::min<std::uint64_t>(parameter.pointee_alignment, 16);
  if (binding.buffer && alignment > 1 && offset % alignment)
    invalid(Assertion::buffer_offset_alignment, id(), call, kernel, parameter.name, parameter.index, alignment, offset,
            bound, offset % alignment);
  if (!binding.buffer && parameter.access != model::Access::read)
    invalid(Assertion::read_only_bytes, id(), call, kernel, parameter.index, parameter.name);
}

void ComputeCommandEncoder::validate_indirect(const Buffer* arguments, std::uint64_t offset, const char* call) const {
  constexpr std::uint64_t kBytes = 12;  // MTLDispatchThreadgroupsIndirectArguments
  std::string fault;
  if (offset % 4)
    fault = fmt::format("indirectBufferOffset({}) must be a multiple of 4.", offset);
  else if (arguments->length() < kBytes || offset > arguments->length() - kBytes)
    fault = fmt::format(
        "(indirectBufferOffset + sizeof(MTLDispatchThreadgroupsIndirectArguments))({}) must be <= [indirectBuffer "
        "length]({}).",
        offset + kBytes, arguments->length());
  if (!fault.empty())
    invalid(Assertion::indirect_arguments, id(), call, fault, offset, name_of(*arguments), arguments->length());
}

}  // namespace pewter::runtime
