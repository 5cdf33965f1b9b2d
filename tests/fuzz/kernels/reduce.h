// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "kernels/program.h"

namespace pewter::fuzz {

// Takes statements, functions and parameters out of `kernel`, puts blocks in the place of what surrounds them and operands in the
// place of expressions, as long as `still_fails` says so of the result. Greedy, the large ones first.
Kernel reduce(Kernel kernel, const std::function<bool(const Kernel&)>& still_fails);

}  // namespace pewter::fuzz
