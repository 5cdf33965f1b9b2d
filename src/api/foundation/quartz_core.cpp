// SPDX-License-Identifier: Apache-2.0
#include "QuartzCore/QuartzCore.hpp"

#include "support/log.h"

void* pewter_CAMetalLayer_layer() {
  if (pewter::log::first_time("CAMetalLayer"))
    pewter::log::warning("CAMetalLayer is not supported: there is nothing to draw on; layer() returns null");
  return nullptr;
}
