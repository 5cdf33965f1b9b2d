// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/symbolizer.h"

namespace pewter::compiler {

// The process's symbolizer, which lives to its end: LLVM's, with DWARF, symbol tables and separate debug files
// (/usr/lib/debug by build ID). It keeps what it has read.
model::Symbolizer* process_symbolizer();

}  // namespace pewter::compiler
