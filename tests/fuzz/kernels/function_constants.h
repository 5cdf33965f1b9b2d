// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/expressions.h"
#include "kernels/program.h"
#include "kernels/random.h"

namespace pewter::fuzz {

// Function constants of the kernel's own, with two sets of values, for some kernels. The expressions may name them from then on.
// Some are optional: a set has no value for them, and the source asks is_function_constant_defined().
void add_function_constants(Kernel& kernel, Expressions& expressions, Random& random);

}  // namespace pewter::fuzz
