// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLCaptureManager.hpp"
#include "Metal/MTLCaptureScope.hpp"

#include "api/metal/descriptor.h"
#include "support/log.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(CaptureDescriptor, MTLCaptureDescriptor);

void* pewter_MTLCaptureDescriptor_captureObject(const void* object) {
  auto* self = cast<Descriptor<CaptureDescriptor>>(object, "captureObject");
  return self ? self->data.runtime.object.get() : nullptr;
}

void pewter_MTLCaptureDescriptor_setCaptureObject_(const void* object, const void* captured) {
  if (auto* self = cast<Descriptor<CaptureDescriptor>>(object, "setCaptureObject:"))
    self->data.runtime.object = any_object(captured);
}

PEWTER_PROPERTY(CaptureDescriptor, CaptureDescriptor, MTL::CaptureDestination, destination, setDestination_,
                runtime.destination)

void* pewter_MTLCaptureDescriptor_outputURL(const void* object) {
  auto* self = cast<Descriptor<CaptureDescriptor>>(object, "outputURL");
  return self ? self->data.output_url.get() : nullptr;
}

void pewter_MTLCaptureDescriptor_setOutputURL_(const void* object, const void* url) {
  auto* self = cast<Descriptor<CaptureDescriptor>>(object, "setOutputURL:");
  if (!self) return;
  self->data.output_url = Ref<foundation::URL>(cast<foundation::URL>(url, "setOutputURL:"));
  self->data.runtime.output_path = self->data.output_url ? self->data.output_url->path() : std::string();
}

void* pewter_MTLCaptureManager_sharedCaptureManager() { return runtime::CaptureManager::shared(); }

PEWTER_GET(CaptureManager, void*, defaultCaptureScope, lend(self->default_capture_scope()))
PEWTER_GET(CaptureManager, bool, isCapturing, self->is_capturing())
PEWTER_DO(CaptureManager, stopCapture, self->stop_capture())

void pewter_MTLCaptureManager_setDefaultCaptureScope_(const void* object, const void* scope) {
  if (auto* self = cast<runtime::CaptureManager>(object, "setDefaultCaptureScope:"))
    self->set_default_capture_scope(cast<runtime::CaptureScope>(scope, "setDefaultCaptureScope:"));
}

bool pewter_MTLCaptureManager_supportsDestination_(const void* object, MTL::CaptureDestination destination) {
  auto* self = cast<runtime::CaptureManager>(object, "supportsDestination:");
  return self && self->supports_destination(destination);
}

void* pewter_MTLCaptureManager_newCaptureScopeWithDevice_(const void* object, const void* device) {
  auto* self = cast<runtime::CaptureManager>(object, "newCaptureScopeWithDevice:");
  auto* scoped = cast<runtime::Device>(device, "newCaptureScopeWithDevice:");
  return self && scoped ? give(self->new_capture_scope(scoped)) : nullptr;
}

void* pewter_MTLCaptureManager_newCaptureScopeWithCommandQueue_(const void* object, const void* queue) {
  auto* self = cast<runtime::CaptureManager>(object, "newCaptureScopeWithCommandQueue:");
  auto* scoped = cast<runtime::CommandQueue>(queue, "newCaptureScopeWithCommandQueue:");
  return self && scoped ? give(self->new_capture_scope(scoped)) : nullptr;
}

bool pewter_MTLCaptureManager_startCaptureWithDescriptor_error_(const void* object, const void* descriptor,
                                                                void** error) {
  constexpr const char* kSelector = "startCaptureWithDescriptor:error:";
  succeed(error);
  auto* self = cast<runtime::CaptureManager>(object, kSelector);
  if (!self) return false;
  auto started = self->start_capture(data_of<CaptureDescriptor>(descriptor, kSelector).runtime);
  if (!started) fail(error, started.error());
  return started.ok();
}

namespace {

// The forms without a descriptor capture for developer tools, of which there are none.
void start_for_tools(const void* object, const void* captured, const char* selector) {
  auto* self = cast<runtime::CaptureManager>(object, selector);
  if (!self || !captured) return;
  runtime::CaptureDescriptor descriptor;
  descriptor.object = any_object(captured);
  if (auto started = self->start_capture(descriptor); !started) log::warning(started.error().message);
}

}  // namespace

void pewter_MTLCaptureManager_startCaptureWithDevice_(const void* object, const void* device) {
  start_for_tools(object, device, "startCaptureWithDevice:");
}
void pewter_MTLCaptureManager_startCaptureWithCommandQueue_(const void* object, const void* queue) {
  start_for_tools(object, queue, "startCaptureWithCommandQueue:");
}
void pewter_MTLCaptureManager_startCaptureWithScope_(const void* object, const void* scope) {
  start_for_tools(object, scope, "startCaptureWithScope:");
}

PEWTER_LABEL(CaptureScope)
PEWTER_GET(CaptureScope, void*, device, self->device())
PEWTER_GET(CaptureScope, void*, commandQueue, self->command_queue())
PEWTER_DO(CaptureScope, beginScope, self->begin_scope())
PEWTER_DO(CaptureScope, endScope, self->end_scope())
