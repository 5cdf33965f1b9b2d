// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

#include "compiler/device_module.h"

namespace pewter::compiler {

// What the pipelines of all code shapes begin with.

// From the device module to one function that runs one thread, its parameters fetched and everything inlined.
llvm::ModulePassManager structure_passes(DeviceKernel& kernel, model::CodeShape shape, const model::ThreadgroupSize& size);

// From Metal's address spaces to the host's single one; what they say of aliasing is kept, and the kernel's description
// gets to know what its code does with each buffer.
llvm::ModulePassManager address_space_passes(DeviceKernel& kernel);

}  // namespace pewter::compiler
