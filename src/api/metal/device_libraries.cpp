// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"

#include "api/metal/descriptor.h"
#include "foundation/bundle.h"

using namespace pewter;
using namespace pewter::api;

void* pewter_MTLDevice_newDefaultLibrary(const void* object) {
  auto* self = cast<runtime::Device>(object, "newDefaultLibrary");
  return self ? give(self->new_default_library(), nullptr) : nullptr;
}

void* pewter_MTLDevice_newDefaultLibraryWithBundle_error_(const void* object, const void* bundle, void** error) {
  succeed(error);
  auto* self = cast<runtime::Device>(object, "newDefaultLibraryWithBundle:error:");
  auto* place = cast<foundation::Bundle>(bundle, "newDefaultLibraryWithBundle:error:");
  return self ? give(self->new_default_library(place ? place->resource_path() : std::string()), error) : nullptr;
}

void* pewter_MTLDevice_newLibraryWithFile_error_(const void* object, const void* path, void** error) {
  succeed(error);
  auto* self = cast<runtime::Device>(object, "newLibraryWithFile:error:");
  return self ? give(self->new_library_from_file(std::string(text_of(path))), error) : nullptr;
}

void* pewter_MTLDevice_newLibraryWithURL_error_(const void* object, const void* url, void** error) {
  succeed(error);
  auto* self = cast<runtime::Device>(object, "newLibraryWithURL:error:");
  auto* file = cast<foundation::URL>(url, "newLibraryWithURL:error:");
  return self ? give(self->new_library_from_file(file ? file->path() : std::string()), error) : nullptr;
}

void* pewter_MTLDevice_newLibraryWithData_error_(const void* object, const void* bytes, NS::UInteger length,
                                                 void** error) {
  succeed(error);
  auto* self = cast<runtime::Device>(object, "newLibraryWithData:error:");
  if (!self) return nullptr;
  std::span<const std::byte> data(static_cast<const std::byte*>(bytes), bytes ? length : 0);
  return give(self->new_library_from_data(data), error);
}

void* pewter_MTLDevice_newLibraryWithSource_options_error_(const void* object, const void* source, const void* options,
                                                           void** error) {
  constexpr const char* kSelector = "newLibraryWithSource:options:error:";
  succeed(error);
  auto* self = cast<runtime::Device>(object, kSelector);
  if (!self) return nullptr;
  return give(self->new_library(text_of(source), data_of<CompileOptions>(options, kSelector).options()), error);
}

void pewter_MTLDevice_newLibraryWithSource_options_completionHandler_(const void* object, const void* source,
                                                                      const void* options,
                                                                      void (*call)(void*, MTL::Library*, NS::Error*),
                                                                      void* context, void (*destroy)(void*)) {
  constexpr const char* kSelector = "newLibraryWithSource:options:completionHandler:";
  Callback<MTL::Library*, NS::Error*> callback(call, context, destroy);
  auto* self = cast<runtime::Device>(object, kSelector);
  if (!self) return;
  self->new_library(text_of(source), data_of<CompileOptions>(options, kSelector).options(),
                    [callback](runtime::Expected<Ref<runtime::Library>> result) {
                      Ref<foundation::Error> error = result ? nullptr : error_of(result.error());
                      callback(result ? reinterpret_cast<MTL::Library*>(result->get()) : nullptr,
                               reinterpret_cast<NS::Error*>(error.get()));
                    });
}
