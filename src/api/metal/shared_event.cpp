// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"
#include "Metal/MTLEvent.hpp"

#include "api/metal/support.h"
#include "foundation/class_registry.h"

using namespace pewter;
using namespace pewter::api;

namespace {

// MTL::SharedEventHandle: keeps the event, as it can only be used in this process.
class SharedEventHandle final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;

  explicit SharedEventHandle(runtime::SharedEvent* event) : Object(kClass), event_(event) {}

  runtime::SharedEvent* event() const { return event_.get(); }

 private:
  Ref<runtime::SharedEvent> event_;
};

constinit const foundation::ClassRecord SharedEventHandle::kClass{"MTLSharedEventHandle", &foundation::kObjectClass,
                                                                  foundation::destroy<SharedEventHandle>, nullptr};

const foundation::AllocatableClass kAllocListener(runtime::SharedEventListener::kClass, []() -> foundation::Object* {
  return new runtime::SharedEventListener;
});

}  // namespace

PEWTER_GET(SharedEvent, uint64_t, signaledValue, self->signaled_value())

void pewter_MTLSharedEvent_setSignaledValue_(const void* object, uint64_t value) {
  if (auto* self = cast<runtime::SharedEvent>(object, "setSignaledValue:")) self->set_signaled_value(value);
}

bool pewter_MTLSharedEvent_waitUntilSignaledValue_timeoutMS_(const void* object, uint64_t value,
                                                             uint64_t milliseconds) {
  auto* self = cast<runtime::SharedEvent>(object, "waitUntilSignaledValue:timeoutMS:");
  return self && self->wait_until_signaled_value(value, milliseconds);
}

void pewter_MTLSharedEvent_notifyListener_atValue_block_(const void* object, const void* listener, uint64_t value,
                                                         void (*call)(void*, MTL::SharedEvent*, std::uint64_t),
                                                         void* context, void (*destroy)(void*)) {
  Callback<MTL::SharedEvent*, std::uint64_t> callback(call, context, destroy);
  auto* self = cast<runtime::SharedEvent>(object, "notifyListener:atValue:block:");
  if (!self || !callback) return;
  auto* target = cast<runtime::SharedEventListener>(listener, "notifyListener:atValue:block:");
  self->notify_listener(target ? target : runtime::SharedEventListener::shared(), value,
                        [callback](runtime::SharedEvent* event, std::uint64_t reached) {
                          callback(reinterpret_cast<MTL::SharedEvent*>(event), reached);
                        });
}

void* pewter_MTLSharedEvent_newSharedEventHandle(const void* object) {
  auto* self = cast<runtime::SharedEvent>(object, "newSharedEventHandle");
  return self ? give(foundation::make<SharedEventHandle>(self)) : nullptr;
}

void* pewter_MTLSharedEventHandle_label(const void* object) {
  auto* self = cast<SharedEventHandle>(object, "label");
  return self ? lend_label(self->event()->label()) : nullptr;
}

void* pewter_MTLDevice_newSharedEventWithHandle_(const void* object, const void* handle) {
  auto* self = cast<runtime::Device>(object, "newSharedEventWithHandle:");
  auto* named = cast<SharedEventHandle>(handle, "newSharedEventWithHandle:");
  return self && named ? give(Ref<runtime::SharedEvent>(named->event())) : nullptr;
}

void* pewter_MTLSharedEventListener_initWithDispatchQueue_(const void* object, const void* /*queue*/) {
  return cast<runtime::SharedEventListener>(object, "initWithDispatchQueue:");
}

void* pewter_MTLSharedEventListener_dispatchQueue(const void* object) {
  cast<runtime::SharedEventListener>(object, "dispatchQueue");
  return nullptr;
}

void* pewter_MTLSharedEventListener_sharedListener() { return runtime::SharedEventListener::shared(); }
