// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/device_module.h"
#include "compiler/frontend/kernels.h"
#include "compiler/frontend/parse.h"

namespace pewter::compiler::frontend {

// LLVM IR of these kernels and of what they reach, in the shape that device_module.h promises. Code generation may find
// errors of its own; they go to the unit's messages.
DeviceModule generate_module(Unit& unit, std::vector<AstKernel> kernels);

}  // namespace pewter::compiler::frontend
