// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "kernel_case.h"

namespace pewter::bench {

std::vector<KernelCase> all_kernels() {
  std::vector<KernelCase> all;
  for (const auto family : {elementwise_kernels, matmul_kernels, gemm_kernels, softmax_kernels, reduction_kernels,
                            mandelbrot_kernels, transpose_kernels, histogram_kernels, scan_kernels, stencil_kernels,
                            fft_kernels, matvec_kernels, attention_kernels, dispatch_kernels}) {
    std::vector<KernelCase> kernels = family();
    std::ranges::move(kernels, std::back_inserter(all));
  }
  return all;
}

}  // namespace pewter::bench
