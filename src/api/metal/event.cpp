// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLEvent.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Event, void*, device, self->device())
PEWTER_LABEL(Event)
