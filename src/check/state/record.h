// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/event.h"
#include "model/stack.h"

namespace pewter::check {

// An event as the checker keeps it: small, without text that would have to be copied.
struct Record {
  std::uint64_t sequence = 0;
  std::uint64_t nanoseconds = 0;  // since the checker began
  std::uint32_t thread = 0;
  model::StackId stack = 0;
  model::ObjectId object = 0;
  model::ObjectId parent = 0;
  std::uint64_t value = 0;
  const char* call = "";
  model::EventKind kind{};
  model::ObjectClass object_class{};
  model::CommandKind command{};  // of command_recorded
};

}  // namespace pewter::check
