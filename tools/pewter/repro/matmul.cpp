// SPDX-License-Identifier: Apache-2.0
#include "repro/matmul.h"

#include "matmul_metal.h"  // kMatmulSource: the text of matmul.metal, made by the build

namespace pewter::repro {
namespace {

// As in matmul.metal.
constexpr std::uint32_t kTileRows = 8;

struct Shape {
  std::uint32_t rows, columns, inner;
};

}  // namespace

std::string text_of(const NS::Error* error) {
  const NS::String* text = error ? error->localizedDescription() : nullptr;
  return text ? text->utf8String() : "no reason given";
}

std::optional<Matmul> Matmul::create(MTL::Device* device, Kernel kernel, std::string* error) {
  if (kernel == Kernel::mps) {
    Matmul matmul;
    matmul.product_ = NS::TransferPtr(MPS::NDArrayMatrixMultiplication::alloc()->init(device, 2));
    if (matmul.product_) return matmul;
    *error = "the device multiplies no matrices";
    return std::nullopt;
  }
  NS::Error* reason = nullptr;
  const auto source = NS::String::string(kMatmulSource, NS::UTF8StringEncoding);
  const auto library = NS::TransferPtr(device->newLibrary(source, nullptr, &reason));
  if (!library) {
    *error = text_of(reason);
    return std::nullopt;
  }
  const auto function = NS::TransferPtr(library->newFunction(NS::String::string("matmul", NS::UTF8StringEncoding)));
  Matmul matmul;
  matmul.pipeline_ = NS::TransferPtr(device->newComputePipelineState(function.get(), &reason));
  if (!matmul.pipeline_) {
    *error = text_of(reason);
    return std::nullopt;
  }
  return matmul;
}

Matmul Matmul::for_thread() const {
  Matmul copy = *this;
  if (product_) copy.product_ = NS::TransferPtr(product_->copy());
  return copy;
}

void Matmul::encode(MTL::CommandBuffer* commands, MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a,
                    const MTL::Buffer* b, const MTL::Buffer* c, std::uint32_t size, std::uint32_t batch) const {
  if (!product_) return encode_msl(encoder, a, b, c, size, batch);
  const auto array = [&](const MTL::Buffer* buffer, std::uint32_t matrices) {
    const NS::UInteger sizes[] = {size, size, matrices};
    MPS::NDArrayDescriptor* descriptor =
        MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, matrices > 1 ? 3 : 2, sizes);
    descriptor->setPreferPackedRows(true);
    return NS::TransferPtr(MPS::NDArray::alloc()->init(buffer, 0, descriptor));
  };
  const auto left = array(a, batch), right = array(b, 1), result = array(c, batch);
  const NS::Object* sources[] = {reinterpret_cast<NS::Object*>(left.get()), reinterpret_cast<NS::Object*>(right.get())};
  product_->encodeToCommandEncoder(encoder, commands, NS::Array::array(sources, 2), result.get());
}

void Matmul::encode_msl(MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a, const MTL::Buffer* b,
                        const MTL::Buffer* c, std::uint32_t size, std::uint32_t batch) const {
  const Shape shape{size, size, size};
  encoder->setComputePipelineState(pipeline_.get());
  encoder->setBuffer(b, 0, 1);
  encoder->setBytes(&shape, sizeof(shape), 3);
  const auto tiles_down = (size + kTileRows - 1) / kTileRows;
  // A SIMD-group lies in one row; four of them go down the same columns of B.
  for (std::uint32_t i = 0; i < batch; ++i) {
    const NS::UInteger offset = NS::UInteger{i} * size * size * sizeof(float);
    encoder->setBuffer(a, offset, 0);
    encoder->setBuffer(c, offset, 2);
    encoder->dispatchThreads(MTL::Size(size, tiles_down, 1), MTL::Size(32, 4, 1));
  }
}

}  // namespace pewter::repro
