// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Support/MemoryBuffer.h>

#include <memory>
#include <string>

#include "compiler/compile.h"
#include "support/result.h"

namespace pewter::compiler::frontend {

// The standard library as a precompiled header for these options: from this process, else as it was installed, else
// from the disk cache, else built now (about a second) and stored. The buffer lives as long as the process. Thread-safe.
Result<const llvm::MemoryBuffer*, Diagnostics> library_pch(const Options& options);

// Puts the headers of the usual options into `directory`, for the build of Pewter; those that are there are left alone, what else is
// there goes. False with a reason in `why` when one cannot be made.
bool write_headers(const std::string& directory, std::string& why);

}  // namespace pewter::compiler::frontend
