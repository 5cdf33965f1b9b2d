// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInstance.h>

#include <memory>

#include "compiler/compile.h"

namespace pewter::compiler::frontend {

// A Clang instance set up for one parse in the dialect, with its own file system; `consumer` is borrowed. `predefined` adds
// Metal's own macros (for the standard library; user source has them expanded already). Null when Clang refuses.
std::unique_ptr<clang::CompilerInstance> make_parse_instance(const Options& options, clang::DiagnosticConsumer& consumer, bool predefined);

}  // namespace pewter::compiler::frontend
