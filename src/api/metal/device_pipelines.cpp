// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"

#include "api/metal/descriptor.h"
#include "api/metal/reflection.h"

using namespace pewter;
using namespace pewter::api;

namespace {

using Pipeline = Ref<runtime::ComputePipelineState>;

runtime::ComputePipelineDescriptor descriptor_of(const void* function, const char* selector) {
  runtime::ComputePipelineDescriptor descriptor;
  descriptor.function = Ref<runtime::Function>(cast<runtime::Function>(function, selector));
  return descriptor;
}

void* make(runtime::Device* self, const runtime::ComputePipelineDescriptor& descriptor, MTL::PipelineOption options,
           void** reflection, void** error) {
  succeed(error);
  if (reflection) *reflection = nullptr;
  if (!self) return nullptr;
  runtime::Expected<Pipeline> result = self->new_compute_pipeline_state(descriptor);
  if (result && reflection && options != MTL::PipelineOptionNone)
    *reflection = lend(foundation::make<Reflection>((*result)->info()));
  return give(std::move(result), error);
}

using PipelineCallback = Callback<MTL::ComputePipelineState*, NS::Error*>;
using ReflectionCallback = Callback<MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*>;

// Makes the pipeline elsewhere and tells `callback(pipeline, reflection, error)`, which borrows all three.
template <class Tell>
void make_later(runtime::Device* self, const runtime::ComputePipelineDescriptor& descriptor, Tell tell) {
  if (!self) return;
  self->new_compute_pipeline_state(descriptor, [tell](runtime::Expected<Pipeline> result) {
    Ref<foundation::Error> error = result ? nullptr : error_of(result.error());
    Ref<Reflection> reflection = result ? foundation::make<Reflection>((*result)->info()) : nullptr;
    tell(result ? reinterpret_cast<MTL::ComputePipelineState*>(result->get()) : nullptr,
         reinterpret_cast<MTL::ComputePipelineReflection*>(reflection.get()),
         reinterpret_cast<NS::Error*>(error.get()));
  });
}

}  // namespace

void* pewter_MTLDevice_newComputePipelineStateWithFunction_error_(const void* object, const void* function,
                                                                  void** error) {
  constexpr const char* kSelector = "newComputePipelineStateWithFunction:error:";
  return make(cast<runtime::Device>(object, kSelector), descriptor_of(function, kSelector), MTL::PipelineOptionNone,
              nullptr, error);
}

void* pewter_MTLDevice_newComputePipelineStateWithFunction_options_reflection_error_(const void* object,
                                                                                     const void* function,
                                                                                     MTL::PipelineOption options,
                                                                                     void** reflection, void** error) {
  constexpr const char* kSelector = "newComputePipelineStateWithFunction:options:reflection:error:";
  return make(cast<runtime::Device>(object, kSelector), descriptor_of(function, kSelector), options, reflection, error);
}

void* pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_reflection_error_(
    const void* object, const void* descriptor, MTL::PipelineOption options, void** reflection, void** error) {
  constexpr const char* kSelector = "newComputePipelineStateWithDescriptor:options:reflection:error:";
  return make(cast<runtime::Device>(object, kSelector),
              data_of<ComputePipelineDescriptor>(descriptor, kSelector).resolved(), options, reflection, error);
}

void pewter_MTLDevice_newComputePipelineStateWithFunction_completionHandler_(
    const void* object, const void* function, void (*call)(void*, MTL::ComputePipelineState*, NS::Error*),
    void* context, void (*destroy)(void*)) {
  constexpr const char* kSelector = "newComputePipelineStateWithFunction:completionHandler:";
  PipelineCallback callback(call, context, destroy);
  make_later(cast<runtime::Device>(object, kSelector), descriptor_of(function, kSelector),
             [callback](MTL::ComputePipelineState* pipeline, MTL::ComputePipelineReflection*, NS::Error* error) {
               callback(pipeline, error);
             });
}

void pewter_MTLDevice_newComputePipelineStateWithFunction_options_completionHandler_(
    const void* object, const void* function, MTL::PipelineOption /*options*/,
    void (*call)(void*, MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*), void* context,
    void (*destroy)(void*)) {
  constexpr const char* kSelector = "newComputePipelineStateWithFunction:options:completionHandler:";
  ReflectionCallback callback(call, context, destroy);
  make_later(cast<runtime::Device>(object, kSelector), descriptor_of(function, kSelector), callback);
}

void pewter_MTLDevice_newComputePipelineStateWithDescriptor_options_completionHandler_(
    const void* object, const void* descriptor, MTL::PipelineOption /*options*/,
    void (*call)(void*, MTL::ComputePipelineState*, MTL::ComputePipelineReflection*, NS::Error*), void* context,
    void (*destroy)(void*)) {
  constexpr const char* kSelector = "newComputePipelineStateWithDescriptor:options:completionHandler:";
  ReflectionCallback callback(call, context, destroy);
  make_later(cast<runtime::Device>(object, kSelector),
             data_of<ComputePipelineDescriptor>(descriptor, kSelector).resolved(), callback);
}
