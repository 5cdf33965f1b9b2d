// SPDX-License-Identifier: Apache-2.0
#include "runtime/function.h"

#include <fmt/format.h>

#include <map>

#include "runtime/buffer.h"
#include "runtime/device.h"
#include "support/log.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Function::kClass{.name = "MTLFunction", .super = &foundation::kObjectClass, .destroy = destroy<Function>, .description = nullptr};

Function::Function(Library* library, const LibraryUnit* unit, const compiler::FunctionEntry* entry, std::string name, compiler::KernelRequest request)
    : DeviceObject(kClass, model::ObjectClass::function, library->device(), library->id()), library_(library), unit_(unit), entry_(entry),
      name_(std::move(name)), request_(std::move(request)) {}

std::uint64_t Function::function_type() const {
  switch (entry_->type) {
    case compiler::FunctionType::vertex: return 1;
    case compiler::FunctionType::fragment: return 2;
    case compiler::FunctionType::kernel: return 3;
    case compiler::FunctionType::visible: return 5;
  }
  return 3;
}

std::optional<Error> Function::why_no_kernel() const {
  if (entry_->type == compiler::FunctionType::kernel) return std::nullopt;
  return Error{kLibraryErrorDomain, kLibraryUnsupported, name_ + " is no kernel function"};
}

Expected<std::shared_ptr<const model::KernelInfo>> Function::info() const {
  if (auto why = why_no_kernel()) return Failure{*std::move(why)};
  return library_->info(*unit_, request_);
}

Expected<std::shared_ptr<const model::LoadedKernel>> Function::kernel(model::ThreadgroupSize size,
                                                                      bool tells_touches) const {
  if (auto why = why_no_kernel()) return Failure{*std::move(why)};
  if (size == model::ThreadgroupSize{} && !tells_touches) return library_->kernel(*unit_, request_);
  compiler::KernelRequest request = request_;
  request.threads_per_threadgroup = size;
  request.tells_touches = tells_touches;
  return library_->kernel(*unit_, request);
}

Ref<ArgumentEncoder> Function::new_argument_encoder(std::uint64_t buffer_index) {
  const auto known = info();
  if (!known) return nullptr;
  for (const model::KernelParameter& parameter : (*known)->parameters) {
    if (parameter.kind != model::ParameterKind::buffer || parameter.index != buffer_index) continue;
    if (parameter.members.empty()) {
      log::error(fmt::format("-[MTLFunction newArgumentEncoderWithBufferIndex:]: buffer {} of '{}' points to no struct whose members have ids", buffer_index, name_));
      return nullptr;
    }
    std::map<std::uint64_t, ArgumentEncoder::Member> members;
    for (const model::ArgumentMember& member : parameter.members) members[member.id] = {member.offset, member.size, member.count};
    return make<ArgumentEncoder>(device(), std::move(members), parameter.pointee_size, parameter.pointee_alignment ? parameter.pointee_alignment : 8);
  }
  return nullptr;
}

}  // namespace pewter::runtime
