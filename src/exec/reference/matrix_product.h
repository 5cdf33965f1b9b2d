// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "model/kernel_image.h"
#include "model/matrix_product.h"

namespace pewter::exec::reference {

// Executor::product_kernel: plain loops, every sum in double. What the fast ones are compared with.
std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType input);

}  // namespace pewter::exec::reference
