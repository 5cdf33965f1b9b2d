// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "compiler/compile.h"
#include "model/host_symbol.h"
#include "model/kernel_image.h"
#include "support/result.h"

namespace pewter::compiler {

// Links an image into this process, without LLVM. Kernels see the executor's `symbols` and the run-time library
// (linker/runtime_library.def), nothing else of the process; a kernel that wants more fails to link. Nothing is both writable and
// executable. The code is freed with the last reference to LoadedKernel::code. Thread-safe.
Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image,
                                              std::span<const model::HostSymbol> symbols);

}  // namespace pewter::compiler
