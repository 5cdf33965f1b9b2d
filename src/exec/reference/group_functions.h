// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model/host_symbol.h"

namespace pewter::exec::reference {

// The functions of model/intrinsics.def as the reference executor gives them meaning. They are called by kernels on
// fibers.
std::span<const model::HostSymbol> group_functions();

}  // namespace pewter::exec::reference
