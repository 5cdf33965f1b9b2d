// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLLibrary.hpp"

#include "api/metal/descriptor.h"
#include "api/metal/reflection.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Library, void*, device, self->device())
PEWTER_LABEL(Library)
PEWTER_GET(Library, void*, installName, lend_label(self->install_name()))
PEWTER_GET(Library, MTL::LibraryType, type, self->type())

void* pewter_MTLLibrary_functionNames(const void* object) {
  auto* self = cast<runtime::Library>(object, "functionNames");
  if (!self) return nullptr;
  std::vector<Ref<foundation::Object>> names;
  for (const std::string& name : self->function_names()) names.emplace_back(foundation::string(name));
  return lend(foundation::Array::create(std::move(names)));
}

void* pewter_MTLLibrary_newFunctionWithName_(const void* object, const void* name) {
  auto* self = cast<runtime::Library>(object, "newFunctionWithName:");
  return self && name ? give(self->new_function(text_of(name))) : nullptr;
}

void* pewter_MTLLibrary_newFunctionWithName_constantValues_error_(const void* object, const void* name,
                                                                  const void* constants, void** error) {
  constexpr const char* kSelector = "newFunctionWithName:constantValues:error:";
  succeed(error);
  auto* self = cast<runtime::Library>(object, kSelector);
  if (!self) return nullptr;
  return give(self->new_function(text_of(name), data_of<runtime::FunctionConstantValues>(constants, kSelector)), error);
}

void* pewter_MTLLibrary_newFunctionWithDescriptor_error_(const void* object, const void* descriptor, void** error) {
  constexpr const char* kSelector = "newFunctionWithDescriptor:error:";
  succeed(error);
  auto* self = cast<runtime::Library>(object, kSelector);
  if (!self) return nullptr;
  return give(self->new_function(data_of<FunctionDescriptor>(descriptor, kSelector).resolved()), error);
}

namespace {

using FunctionCallback = Callback<MTL::Function*, NS::Error*>;

void new_function_later(runtime::Library* self, const runtime::FunctionDescriptor& descriptor,
                        const FunctionCallback& callback) {
  if (!self) return;
  self->new_function(descriptor, [callback](runtime::Expected<Ref<runtime::Function>> result) {
    Ref<foundation::Error> error = result ? nullptr : error_of(result.error());
    callback(result ? reinterpret_cast<MTL::Function*>(result->get()) : nullptr,
             reinterpret_cast<NS::Error*>(error.get()));
  });
}

}  // namespace

void pewter_MTLLibrary_newFunctionWithName_constantValues_completionHandler_(
    const void* object, const void* name, const void* constants, void (*call)(void*, MTL::Function*, NS::Error*),
    void* context, void (*destroy)(void*)) {
  constexpr const char* kSelector = "newFunctionWithName:constantValues:completionHandler:";
  FunctionCallback callback(call, context, destroy);
  runtime::FunctionDescriptor descriptor;
  descriptor.name = text_of(name);
  descriptor.constants = data_of<runtime::FunctionConstantValues>(constants, kSelector);
  descriptor.specialize = true;
  new_function_later(cast<runtime::Library>(object, kSelector), descriptor, callback);
}

void pewter_MTLLibrary_newFunctionWithDescriptor_completionHandler_(const void* object, const void* descriptor,
                                                                    void (*call)(void*, MTL::Function*, NS::Error*),
                                                                    void* context, void (*destroy)(void*)) {
  constexpr const char* kSelector = "newFunctionWithDescriptor:completionHandler:";
  FunctionCallback callback(call, context, destroy);
  new_function_later(cast<runtime::Library>(object, kSelector),
                     data_of<FunctionDescriptor>(descriptor, kSelector).resolved(), callback);
}

void* pewter_MTLLibrary_reflectionForFunctionWithName_(const void* object, const void* name) {
  auto* self = cast<runtime::Library>(object, "reflectionForFunctionWithName:");
  Ref<runtime::Function> function = self ? self->new_function(text_of(name)) : nullptr;
  if (!function) return nullptr;
  auto info = function->info();
  if (!info) return nullptr;
  return lend(foundation::make<Reflection>(**info, Reflection::kFunctionClass));
}
