// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/matrix_product.h"

#include "blas/numbers.h"
#include "model/kernel_abi.h"

namespace pewter::exec::reference {
namespace {

using model::MatrixProduct;

void run(const model::ThreadFrame* thread) {
  std::byte* const* buffers = thread->threadgroup->launch->buffers;
  const auto& product = *reinterpret_cast<const MatrixProduct*>(buffers[MatrixProduct::kParameters]);
  const auto element = [](const std::byte* base, model::ElementType type, std::uint64_t start,
                          const model::MatrixLayout& layout, std::uint64_t i, std::uint64_t j) {
    return static_cast<double>(blas::read(base, type, start + i * layout.row_stride + j * layout.column_stride));
  };
  model::for_each_tile(product, thread->threadgroup->position_in_grid, [&](const model::ProductTile& tile) {
    for (std::uint64_t i = 0; i < tile.rows; ++i)
      for (std::uint64_t j = 0; j < tile.columns; ++j) {
        double sum = 0;
        for (std::uint64_t k = 0; k < product.inner; ++k)
          sum += element(buffers[MatrixProduct::kLeft], product.input_type, tile.left, product.left, i, k) *
                 element(buffers[MatrixProduct::kRight], product.input_type, tile.right, product.right, k, j);
        sum *= product.alpha;
        if (product.beta != 0)
          sum += product.beta *
                 element(buffers[MatrixProduct::kAddend], product.result_type, tile.addend, product.addend, i, j);
        blas::write(buffers[MatrixProduct::kResult], product.result_type,
                    tile.result + i * product.result.row_stride + j * product.result.column_stride,
                    static_cast<float>(sum));
      }
  });
}

}  // namespace

std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType) {
  static const auto kernel = [] {
    auto made = std::make_shared<model::LoadedKernel>();
    made->info = model::product_kernel_info();
    made->shape = model::CodeShape::per_thread;
    made->entry = reinterpret_cast<void*>(static_cast<model::ThreadEntry>(run));
    return made;
  }();
  return kernel;
}

}  // namespace pewter::exec::reference
