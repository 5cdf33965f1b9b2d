// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "problem.h"
#include "support/result.h"

namespace pewter::bench {

// SPIR-V of one kernel of kernels/<source>.comp, made by glslangValidator (glslang-tools), which must be in PATH. A
// shader has one entry point: KERNEL_<name> is defined for the file to choose by, and THREADS_X, THREADS_Y, THREADS_Z
// for its local size.
Result<std::vector<std::uint32_t>, std::string> compile_glsl(const Problem& problem, const Step& step);

}  // namespace pewter::bench
