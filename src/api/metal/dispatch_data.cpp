// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "api/metal/support.h"
#include "foundation/data.h"

using namespace pewter;
using namespace pewter::api;

// What include/dispatch/dispatch.h stands on where there is no libdispatch: data objects are NSData.
#define PEWTER_DISPATCH_EXPORT extern "C" __attribute__((visibility("default")))

PEWTER_DISPATCH_EXPORT void* pewter_dispatch_data_create(const void* bytes, size_t size, int free_bytes) {
  std::string_view view = bytes ? std::string_view(static_cast<const char*>(bytes), size) : std::string_view();
  void* data = give(foundation::Data::create(view));
  if (free_bytes) std::free(const_cast<void*>(bytes));
  return data;
}

PEWTER_DISPATCH_EXPORT const void* pewter_dispatch_data_bytes(const void* object) {
  auto* self = cast<foundation::Data>(object, "bytes");
  return self ? self->bytes() : nullptr;
}

PEWTER_DISPATCH_EXPORT size_t pewter_dispatch_data_size(const void* object) {
  auto* self = cast<foundation::Data>(object, "length");
  return self ? self->length() : 0;
}

PEWTER_DISPATCH_EXPORT void pewter_dispatch_retain(const void* object) {
  if (object) static_cast<foundation::Object*>(const_cast<void*>(object))->retain();
}

PEWTER_DISPATCH_EXPORT void pewter_dispatch_release(const void* object) {
  if (object) static_cast<foundation::Object*>(const_cast<void*>(object))->release();
}
