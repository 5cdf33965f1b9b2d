// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLCommandEncoder.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_LABEL(CommandEncoder)
PEWTER_GET(CommandEncoder, void*, device, self->device())
PEWTER_DO(CommandEncoder, endEncoding, self->end_encoding())
PEWTER_DO(CommandEncoder, popDebugGroup, self->pop_debug_group())

void pewter_MTLCommandEncoder_pushDebugGroup_(const void* object, const void* name) {
  if (auto* self = cast<runtime::CommandEncoder>(object, "pushDebugGroup:")) self->push_debug_group(text_of(name));
}

void pewter_MTLCommandEncoder_insertDebugSignpost_(const void* object, const void* text) {
  if (auto* self = cast<runtime::CommandEncoder>(object, "insertDebugSignpost:"))
    self->insert_debug_signpost(text_of(text));
}
