// SPDX-License-Identifier: Apache-2.0
#include "exec/cpu/matrix_product.h"

#include <fmt/format.h>

#include <array>

#include "blas/blas.h"
#include "model/kernel_abi.h"
#include "support/log.h"

namespace pewter::exec::cpu {
namespace {

using model::ElementType;
using model::MatrixProduct;

// The library's code keeps tables and copies of edges on the stack.
constexpr std::uint32_t kStack = 1024 * 1024;

// One function a type, though all do the same: how long a kernel takes is remembered by its address.
template <ElementType type>
void run(const model::ThreadgroupFrame* frame, std::byte*) {
  std::byte* const* buffers = frame->launch->buffers;
  const auto& product = *reinterpret_cast<const MatrixProduct*>(buffers[MatrixProduct::kParameters]);
  blas::Product part;
  part.input_type = type;
  part.result_type = product.result_type;
  part.inner = product.inner;
  part.alpha = product.alpha;
  part.beta = product.beta;
  const auto place = [](auto& view, std::byte* base, const model::MatrixLayout& layout, std::uint64_t start,
                        ElementType of) {
    view = {base ? base + start * model::size_of(of) : nullptr, static_cast<std::int64_t>(layout.row_stride),
            static_cast<std::int64_t>(layout.column_stride)};
  };
  model::for_each_tile(product, frame->position_in_grid, [&](const model::ProductTile& tile) {
    part.rows = tile.rows;
    part.columns = tile.columns;
    place(part.left, buffers[MatrixProduct::kLeft], product.left, tile.left, type);
    place(part.right, buffers[MatrixProduct::kRight], product.right, tile.right, type);
    place(part.addend, buffers[MatrixProduct::kAddend], product.addend, tile.addend, product.result_type);
    place(part.result, buffers[MatrixProduct::kResult], product.result, tile.result, product.result_type);
    blas::multiply(part);
  });
}

template <ElementType type>
std::shared_ptr<const model::LoadedKernel> make() {
  auto kernel = std::make_shared<model::LoadedKernel>();
  kernel->info = model::product_kernel_info();
  kernel->info.private_bytes = kStack;
  kernel->shape = model::CodeShape::per_simdgroup;
  kernel->entry = reinterpret_cast<void*>(static_cast<model::ThreadgroupEntry>(run<type>));
  return kernel;
}

}  // namespace

std::shared_ptr<const model::LoadedKernel> product_kernel(ElementType input) {
  // Here, not at the first product: that runs on a small stack, and a program waits for it.
  if (const std::string_view problem = blas::load(); !problem.empty() && log::first_time("blas"))
    log::warning(fmt::format("products of matrices will be slow: {}", problem));
  static const std::array kernels = {make<ElementType::float32>(), make<ElementType::float16>(),
                                     make<ElementType::bfloat16>(), make<ElementType::int8>(),
                                     make<ElementType::int16>()};
  static_assert(kernels.size() == model::kElementTypes);
  return kernels[static_cast<std::size_t>(input)];
}

}  // namespace pewter::exec::cpu
