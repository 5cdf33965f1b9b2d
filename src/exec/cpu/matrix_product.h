// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "model/kernel_image.h"
#include "model/matrix_product.h"

namespace pewter::exec::cpu {

// Executor::product_kernel: each threadgroup makes its tile by one call of the BLAS library, on one thread.
std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType input);

}  // namespace pewter::exec::cpu
