// SPDX-License-Identifier: Apache-2.0
// MetalPerformanceShaders: a thread makes its own matrices and kernel, encodes one product and waits for it. All is
// right but what a scenario says.
#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>

#include "scenario.h"

namespace misuse {
namespace {

struct Product {
  NS::UInteger left_bytes = 64;  // of its buffer; a matrix has 4 x 4 floats
  NS::UInteger inner = 4;        // that the kernel is made for
  MPS::DataType right_type = MPS::DataTypeFloat32;
  bool into_left = false;
  bool has_right = true;
};

void multiply(Context& c, const Product& product) {
  const auto matrix = [&](NS::UInteger bytes, MPS::DataType type) {
    const auto memory = NS::TransferPtr(c.device->newBuffer(bytes, MTL::ResourceStorageModeShared));
    auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(4, 4, 4 * MPS::SizeofMPSDataType(type), type);
    return NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), descriptor));
  };
  const auto left = matrix(product.left_bytes, MPS::DataTypeFloat32), right = matrix(64, product.right_type),
             result = matrix(64, MPS::DataTypeFloat32);
  const auto kernel = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(c.device, 4, 4, product.inner));
  MTL::CommandBuffer* commands = c.queue->commandBuffer();
  kernel->encodeToCommandBuffer(commands, left.get(), product.has_right ? right.get() : nullptr,
                                product.into_left ? left.get() : result.get());
  commands->commit();
  commands->waitUntilCompleted();
}

Scenario scenario(const char* name, const Product& product) {
  return {name, [](Context&) {}, [product](Context& c) { multiply(c, product); }};
}

}  // namespace

const std::vector<Scenario>& product_scenarios() {
  static const std::vector<Scenario> table{
      scenario("right_product", {}),  // comes back
      scenario("product_of_small_buffer", {.left_bytes = 60}),
      scenario("product_of_wrong_shape", {.inner = 5}),
      scenario("product_of_wrong_types", {.right_type = MPS::DataTypeFloat16}),
      scenario("product_into_factor", {.into_left = true}),
      scenario("product_without_factor", {.has_right = false}),
  };
  return table;
}

}  // namespace misuse
