// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLDevice.hpp"

#include "api/metal/support.h"
#include "session/session.h"

using namespace pewter;
using namespace pewter::api;

namespace {

// What CopyAllDevicesWithObserver() hands out: devices neither come nor go, so it only keeps the program's function.
class DeviceObserver final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  explicit DeviceObserver(Callback<MTL::Device*, NS::String*> callback)
      : Object(kClass), callback_(std::move(callback)) {}

 private:
  Callback<MTL::Device*, NS::String*> callback_;
};

constinit const foundation::ClassRecord DeviceObserver::kClass{"MTLDeviceObserver", &foundation::kObjectClass,
                                                               foundation::destroy<DeviceObserver>, nullptr};

}  // namespace

MTL::Device* MTLCreateSystemDefaultDevice() {
  return static_cast<MTL::Device*>(give(Ref<runtime::Device>(session::default_device())));
}

NS::Array* MTLCopyAllDevices() {
  std::vector<Ref<foundation::Object>> devices;
  for (runtime::Device* device : session::all_devices()) devices.emplace_back(Ref<runtime::Device>(device));
  return static_cast<NS::Array*>(give(foundation::Array::create(std::move(devices))));
}

void* pewter_MTLCopyAllDevicesWithObserver(void** observer, void (*call)(void*, MTL::Device*, NS::String*),
                                           void* context, void (*destroy)(void*)) {
  Callback<MTL::Device*, NS::String*> callback(call, context, destroy);
  if (observer) *observer = give(foundation::make<DeviceObserver>(std::move(callback)));
  return MTLCopyAllDevices();
}

// The program still releases the observer itself.
void pewter_MTLRemoveDeviceObserver(const void* observer) { cast<DeviceObserver>(observer, "removeDeviceObserver"); }
