// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/device_module.h"

namespace pewter::compiler::frontend {

inline constexpr unsigned kDwarfVersion = 4;

// Takes off the module what Clang's SYCL and SPIR conventions put there, so that nothing of them is left: calling convention,
// annotations, module flags, triple, comdats; `convergent` except where a convergent intrinsic can be reached. Everything but
// the kernels gets internal linkage, and what no kernel reaches is deleted. Recursion that is a loop becomes one.
void clean(DeviceModule& device);

}  // namespace pewter::compiler::frontend
