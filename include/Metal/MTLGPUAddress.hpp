// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace MTL {

/// An address as kernels see it: the same as on the CPU here.
using GPUAddress = uint64_t;

}  // namespace MTL
