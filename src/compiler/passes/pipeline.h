// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/device_module.h"

namespace llvm {
class PassInstrumentationCallbacks;
class TargetMachine;
}  // namespace llvm

namespace pewter::compiler {

// Runs the passes that turn `kernel` of `module` into one optimised host function (passes/lower_entry.h: find_entry) of
// the shape per_thread, and fills in the sizes in kernel.info. `target` decides the machine; the module must already
// have its triple and data layout. `tells_touches`: KernelRequest::tells_touches. `watch`, where given, is told of
// every pass. Errors of the program go to the module's context as diagnostics; the module is then of no further use.
void run_pipeline(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target, bool tells_touches = false,
                  llvm::PassInstrumentationCallbacks* watch = nullptr);

// The same for per_simdgroup code, specialised on threadgroups of `size` (all zero: any): the function that is left is a
// model::ThreadgroupEntry. Returns why where the kernel has no such form; the module is then of no further use.
// Empty: it is done.
std::string run_simdgroup_pipeline(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target,
                                   const model::ThreadgroupSize& size, bool tells_touches = false,
                                   llvm::PassInstrumentationCallbacks* watch = nullptr);

// The first part of it, as far as kernel.info is filled in, but for scratch_bytes.
void describe_simdgroup_kernel(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target,
                               const model::ThreadgroupSize& size);

// Runs passes by name, "a,b,c" out of passes.def or of LLVM's own, for msl-opt. False with the reason in `why` for a
// name that is neither.
bool run_named_passes(llvm::Module& module, DeviceKernel& kernel, const std::string& names, std::string& why);

}  // namespace pewter::compiler
