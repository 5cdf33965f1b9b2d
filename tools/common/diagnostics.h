// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/compile.h"

namespace pewter::tool {

// To standard error as Clang does: the messages, then "1 warning and 2 errors generated."
void print_diagnostics(const compiler::Diagnostics& diagnostics);

}  // namespace pewter::tool
