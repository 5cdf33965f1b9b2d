// SPDX-License-Identifier: Apache-2.0
#include "runtime/function.h"

#include "runtime/buffer.h"
#include "runtime/device.h"

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

Expected<std::shared_ptr<const model::LoadedKernel>> Function::kernel(model::ThreadgroupSize size) const {
  if (entry_->type != compiler::FunctionType::kernel)
    return Failure{Error{kLibraryErrorDomain, kLibraryUnsupported, name_ + " is no kernel function"}};
  if (size == model::ThreadgroupSize{}) return library_->kernel(*unit_, request_);
  compiler::KernelRequest request = request_;
  request.threads_per_threadgroup = size;
  return library_->kernel(*unit_, request);
}

Ref<ArgumentEncoder> Function::new_argument_encoder(std::uint64_t buffer_index) {
  auto loaded = kernel();
  if (!loaded) return nullptr;
  for (const model::KernelParameter& parameter : (*loaded)->info.parameters) {
    if (parameter.kind != model::ParameterKind::buffer || parameter.index != buffer_index) continue;
    const std::uint64_t length = parameter.pointee_size ? parameter.pointee_size : 8 * model::kMaxBuffers;
    return make<ArgumentEncoder>(device(), std::map<std::uint64_t, ArgumentEncoder::Member>{}, length, parameter.pointee_alignment ? parameter.pointee_alignment : 8, true);
  }
  return nullptr;
}

}  // namespace pewter::runtime
