// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model/host_symbol.h"

namespace pewter::compiler {

// What every kernel may call besides its executor's functions: the C library's mathematics and memory functions, and
// the half and bfloat conversions that the code generator calls on hosts without instructions for them. Read-only, made
// once.
std::span<const model::HostSymbol> runtime_library();

}  // namespace pewter::compiler
