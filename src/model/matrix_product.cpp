// SPDX-License-Identifier: Apache-2.0
#include "model/matrix_product.h"

namespace pewter::model {

KernelInfo product_kernel_info() {
  KernelInfo info;
  info.host_name = "matrix_product";
  const auto add = [&](const char* name, std::uint32_t index, Access access) {
    KernelParameter parameter;
    parameter.name = name;
    parameter.index = index;
    parameter.access = access;
    info.parameters.push_back(std::move(parameter));
  };
  add("left", MatrixProduct::kLeft, Access::read);
  add("right", MatrixProduct::kRight, Access::read);
  add("addend", MatrixProduct::kAddend, Access::read);
  add("result", MatrixProduct::kResult, Access::write);
  add("parameters", MatrixProduct::kParameters, Access::read);
  info.parameters.back().constant_space = true;
  info.max_total_threads = 1;
  return info;
}

}  // namespace pewter::model
