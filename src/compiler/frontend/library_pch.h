// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Support/MemoryBuffer.h>

#include <memory>
#include <string>

#include "compiler/compile.h"
#include "support/result.h"

namespace pewter::compiler::frontend {

// The standard library as a precompiled header for these options: from this process, else from the disk cache, else built
// now (about a second) and stored. The buffer lives as long as the process. Thread-safe.
Result<const llvm::MemoryBuffer*, Diagnostics> library_pch(const Options& options);

}  // namespace pewter::compiler::frontend
