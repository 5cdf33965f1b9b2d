// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/compile.h"
#include "compiler/device_module.h"
#include "model/kernel_image.h"
#include "support/result.h"

// Device module in, machine code for this host out. All functions are thread-safe; each works on its own module.
namespace pewter::compiler {

// Compiles the kernel asked for to relocatable code, and completes its KernelInfo (threadgroup and private memory, whether
// it is convergent). Fails with the program's errors (recursion, too much threadgroup memory, function pointers) and for an
// unknown kernel. A kernel that has no per_simdgroup form is compiled per_thread, with a line in the log that says why.
Result<model::KernelImage, Diagnostics> generate(DeviceModule module, const KernelRequest& request, const Options& options);

// What generate() would complete of KernelInfo, but what only code has: bytes of private and scratch memory. Fails with
// the same errors of the program's.
Result<model::KernelInfo, Diagnostics> describe(DeviceModule module, const KernelRequest& request);

// The text of generate()'s last stages: the module after all passes, and the host's assembly.
Result<std::string, Diagnostics> optimized_ir(DeviceModule module, const KernelRequest& request, const Options& options);
Result<std::string, Diagnostics> assembly(DeviceModule module, const KernelRequest& request, const Options& options);

// generate() with every pass timed; in `text` what they took.
Result<model::KernelImage, Diagnostics> generate_timed(DeviceModule module, const KernelRequest& request,
                                                       const Options& options, std::string& text);

// The module as it is: LLVM assembly.
std::string ir_text(const DeviceModule& module);

}  // namespace pewter::compiler
