// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLLogState.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(runtime::LogStateDescriptor, MTLLogStateDescriptor);

PEWTER_PROPERTY(LogStateDescriptor, runtime::LogStateDescriptor, NS::Integer, bufferSize, setBufferSize_, buffer_size)
PEWTER_PROPERTY(LogStateDescriptor, runtime::LogStateDescriptor, MTL::LogLevel, level, setLevel_, level)

void pewter_MTLLogState_addLogHandler_(const void* object,
                                       void (*call)(void*, NS::String*, NS::String*, MTL::LogLevel, NS::String*),
                                       void* context, void (*destroy)(void*)) {
  Callback<NS::String*, NS::String*, MTL::LogLevel, NS::String*> callback(call, context, destroy);
  auto* self = cast<runtime::LogState>(object, "addLogHandler:");
  if (!self || !callback) return;
  self->add_log_handler(
      [callback](std::string_view subsystem, std::string_view category, std::int64_t level, std::string_view message) {
        Ref<foundation::String> strings[] = {foundation::string(subsystem), foundation::string(category),
                                             foundation::string(message)};
        callback(reinterpret_cast<NS::String*>(strings[0].get()), reinterpret_cast<NS::String*>(strings[1].get()),
                 static_cast<MTL::LogLevel>(level), reinterpret_cast<NS::String*>(strings[2].get()));
      });
}
