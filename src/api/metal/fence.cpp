// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLFence.hpp"

#include "api/metal/support.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_GET(Fence, void*, device, self->device())
PEWTER_LABEL(Fence)
