// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/stack.h"
#include "stacks/depot.h"
#include "stacks/modules.h"
#include "stacks/stack_recorder.h"

namespace pewter::stacks {

// Names for numbers. Python's frames stand where the interpreter's function does that ran them.
model::Stack resolve_stack(const StoredStack& stack, Modules& modules, const RecorderOptions& options);

}  // namespace pewter::stacks
