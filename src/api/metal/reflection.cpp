// SPDX-License-Identifier: Apache-2.0
#include "api/metal/reflection.h"

#include "Metal/MTLArgument.hpp"
#include "Metal/MTLComputePipeline.hpp"
#include "Metal/MTLLibrary.hpp"

using namespace pewter;
using namespace pewter::api;

namespace pewter::api {

using foundation::ClassRecord;

constinit const ClassRecord Binding::kClass{"MTLBinding", &foundation::kObjectClass, nullptr, nullptr};
constinit const ClassRecord BufferBinding::kClass{"MTLBufferBinding", &Binding::kClass,
                                                  foundation::destroy<BufferBinding>, nullptr};
constinit const ClassRecord ThreadgroupBinding::kClass{"MTLThreadgroupBinding", &Binding::kClass,
                                                       foundation::destroy<ThreadgroupBinding>, nullptr};
constinit const ClassRecord Argument::kClass{"MTLArgument", &foundation::kObjectClass, foundation::destroy<Argument>,
                                             nullptr};
constinit const ClassRecord Reflection::kClass{"MTLComputePipelineReflection", &foundation::kObjectClass,
                                               foundation::destroy<Reflection>, nullptr};
// Below the pipeline's, so that one cast serves both.
constinit const ClassRecord Reflection::kFunctionClass{"MTLFunctionReflection", &Reflection::kClass,
                                                       foundation::destroy<Reflection>, nullptr};

Reflection::Reflection(const model::KernelInfo& info, const ClassRecord& record) : Object(record) {
  for (const model::KernelParameter& parameter : info.parameters)
    if (parameter.kind != model::ParameterKind::built_in) parameters_.push_back(parameter);
}

Ref<foundation::Array> Reflection::bindings() const {
  std::vector<Ref<foundation::Object>> objects;
  for (const model::KernelParameter& parameter : parameters_) {
    if (parameter.kind == model::ParameterKind::buffer)
      objects.emplace_back(foundation::make<BufferBinding>(parameter));
    else
      objects.emplace_back(foundation::make<ThreadgroupBinding>(parameter));
  }
  return foundation::Array::create(std::move(objects));
}

Ref<foundation::Array> Reflection::arguments() const {
  std::vector<Ref<foundation::Object>> objects;
  for (const model::KernelParameter& parameter : parameters_)
    objects.emplace_back(foundation::make<Argument>(parameter));
  return foundation::Array::create(std::move(objects));
}

namespace {

bool is_buffer(const model::KernelParameter& parameter) { return parameter.kind == model::ParameterKind::buffer; }

MTL::BindingAccess access_of(const model::KernelParameter& parameter) {
  switch (parameter.access) {
    case model::Access::read:
      return MTL::BindingAccessReadOnly;
    case model::Access::write:
      return MTL::BindingAccessWriteOnly;
    case model::Access::read_write:
      return MTL::BindingAccessReadWrite;
  }
  return MTL::BindingAccessReadWrite;
}

template <class T, class Get>
auto of_parameter(const void* object, const char* selector, Get get) {
  auto* self = cast<T>(object, selector);
  using Value = decltype(get(self->parameter()));
  return self ? get(self->parameter()) : Value{};
}

}  // namespace
}  // namespace pewter::api

// Type pewter_MTLBinding_x(const void*): the value of `expression`, in which `parameter` is the kernel's; zero for
// null.
#define PEWTER_OF_PARAMETER(Class, Type, selector, expression)                                                   \
  Type pewter_MTL##Class##_##selector(const void* object) {                                                      \
    return of_parameter<Class>(object, #selector, []([[maybe_unused]] const model::KernelParameter& parameter) { \
      return static_cast<Type>(expression);                                                                      \
    });                                                                                                          \
  }

PEWTER_OF_PARAMETER(Binding, MTL::BindingAccess, access, access_of(parameter))
PEWTER_OF_PARAMETER(Binding, bool, isArgument, true)
PEWTER_OF_PARAMETER(Binding, bool, isUsed, parameter.used)
PEWTER_OF_PARAMETER(Binding, NS::UInteger, index, parameter.index)
PEWTER_OF_PARAMETER(Binding, void*, name, lend_text(parameter.name))
PEWTER_OF_PARAMETER(Binding, MTL::BindingType, type,
                    is_buffer(parameter) ? MTL::BindingTypeBuffer : MTL::BindingTypeThreadgroupMemory)

PEWTER_OF_PARAMETER(BufferBinding, NS::UInteger, bufferAlignment, parameter.pointee_alignment)
PEWTER_OF_PARAMETER(BufferBinding, NS::UInteger, bufferDataSize, parameter.pointee_size)
PEWTER_OF_PARAMETER(BufferBinding, MTL::DataType, bufferDataType, MTL::DataTypeNone)

PEWTER_OF_PARAMETER(ThreadgroupBinding, NS::UInteger, threadgroupMemoryAlignment, parameter.pointee_alignment)
PEWTER_OF_PARAMETER(ThreadgroupBinding, NS::UInteger, threadgroupMemoryDataSize, parameter.pointee_size)

PEWTER_OF_PARAMETER(Argument, MTL::BindingAccess, access, access_of(parameter))
PEWTER_OF_PARAMETER(Argument, bool, isActive, parameter.used)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, arrayLength, 1)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, bufferAlignment, is_buffer(parameter) ? parameter.pointee_alignment : 0)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, bufferDataSize, is_buffer(parameter) ? parameter.pointee_size : 0)
PEWTER_OF_PARAMETER(Argument, MTL::DataType, bufferDataType, MTL::DataTypeNone)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, index, parameter.index)
PEWTER_OF_PARAMETER(Argument, bool, isDepthTexture, false)
PEWTER_OF_PARAMETER(Argument, void*, name, lend_text(parameter.name))
PEWTER_OF_PARAMETER(Argument, MTL::DataType, textureDataType, MTL::DataTypeNone)
PEWTER_OF_PARAMETER(Argument, MTL::TextureType, textureType, MTL::TextureType1D)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, threadgroupMemoryAlignment,
                    is_buffer(parameter) ? 0 : parameter.pointee_alignment)
PEWTER_OF_PARAMETER(Argument, NS::UInteger, threadgroupMemoryDataSize,
                    is_buffer(parameter) ? 0 : parameter.pointee_size)
PEWTER_OF_PARAMETER(Argument, MTL::ArgumentType, type,
                    is_buffer(parameter) ? MTL::ArgumentTypeBuffer : MTL::ArgumentTypeThreadgroupMemory)

void* pewter_MTLComputePipelineReflection_arguments(const void* object) {
  auto* self = cast<Reflection>(object, "arguments");
  return self ? lend(self->arguments()) : nullptr;
}

void* pewter_MTLComputePipelineReflection_bindings(const void* object) {
  auto* self = cast<Reflection>(object, "bindings");
  return self ? lend(self->bindings()) : nullptr;
}

void* pewter_MTLFunctionReflection_bindings(const void* object) {
  auto* self = cast<Reflection>(object, "bindings");
  return self ? lend(self->bindings()) : nullptr;
}
