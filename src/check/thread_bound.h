// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/event.h"

namespace pewter::check {

// Objects that one thread at a time may use, by Apple's own marks.
constexpr bool is_thread_bound(model::ObjectClass object_class) {
  using model::ObjectClass;
  switch (object_class) {
    case ObjectClass::command_buffer:
    case ObjectClass::compute_command_encoder:
    case ObjectClass::blit_command_encoder:
    case ObjectClass::argument_encoder:
    case ObjectClass::residency_set:
    case ObjectClass::heap:
    case ObjectClass::mps_kernel:
      return true;
    default:
      return false;
  }
}

}  // namespace pewter::check
