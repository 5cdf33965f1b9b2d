// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "MPSKernel.hpp"
#include "MPSNDArray.hpp"

PEWTER_IMPORT void* pewter_MPSNDArrayMatrixMultiplication_initWithDevice_sourceCount_(const void* self,
                                                                                      const void* device,
                                                                                      NS::UInteger sourceCount);
PEWTER_IMPORT void* pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_(const void* self,
                                                                                        const void* commandBuffer,
                                                                                        const void* sourceArrays);
PEWTER_IMPORT void pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_destinationArray_(
    const void* self, const void* commandBuffer, const void* sourceArrays, const void* destinationArray);
PEWTER_IMPORT void pewter_MPSNDArrayMultiaryKernel_encodeToCommandEncoder_commandBuffer_sourceArrays_destinationArray_(
    const void* self, const void* encoder, const void* commandBuffer, const void* sourceArrays,
    const void* destinationArray);
PEWTER_IMPORT double pewter_MPSNDArrayMatrixMultiplication_alpha(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayMatrixMultiplication_setAlpha_(const void* self, double alpha);
PEWTER_IMPORT double pewter_MPSNDArrayMatrixMultiplication_beta(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayMatrixMultiplication_setBeta_(const void* self, double beta);

namespace MPS {

/// Kernels that make one array from several.
class NDArrayMultiaryKernel : public NS::Copying<NDArrayMultiaryKernel, Kernel> {
 public:
  /// Encodes into a compute encoder of its own, so none may be open. `sourceArrays` holds NDArray objects. Returns a
  /// new array for the result, which is of the sources' type, or float32 where those are whole numbers. Autoreleased.
  NDArray* encodeToCommandBuffer(const MTL::CommandBuffer* commandBuffer, const NS::Array* sourceArrays) {
    return static_cast<NDArray*>(
        pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_(this, commandBuffer, sourceArrays));
  }

  /// The same into an array that there is. Shapes and types that do not go together, or a destination that overlaps a
  /// source, end the process with an assertion.
  void encodeToCommandBuffer(const MTL::CommandBuffer* commandBuffer, const NS::Array* sourceArrays,
                             const NDArray* destinationArray) {
    pewter_MPSNDArrayMultiaryKernel_encodeToCommandBuffer_sourceArrays_destinationArray_(
        this, commandBuffer, sourceArrays, destinationArray);
  }

  /// The same into an encoder that is open, whose pipeline and buffers stay as they are; null: one of its own.
  void encodeToCommandEncoder(const MTL::ComputeCommandEncoder* encoder, const MTL::CommandBuffer* commandBuffer,
                              const NS::Array* sourceArrays, const NDArray* destinationArray) {
    pewter_MPSNDArrayMultiaryKernel_encodeToCommandEncoder_commandBuffer_sourceArrays_destinationArray_(
        this, encoder, commandBuffer, sourceArrays, destinationArray);
  }
};

/// destination = alpha * A * B + beta * C for each matrix of arrays of up to four dimensions; matrices are dimensions 1
/// (rows) and 0 (columns). A source whose dimension 2 or 3 has length 1 serves for all of them. For transposed factors
/// give views (NDArrayDescriptor::transposeDimension). Types as MatrixMultiplication; C has the destination's.
class NDArrayMatrixMultiplication : public NS::Copying<NDArrayMatrixMultiplication, NDArrayMultiaryKernel> {
 public:
  /// A new object, +1, for init().
  static NDArrayMatrixMultiplication* alloc() {
    return Object::alloc<NDArrayMatrixMultiplication>("MPSNDArrayMatrixMultiplication");
  }

  /// `sourceCount`: 2 for A and B, 3 with C. Anything else ends the process with an assertion.
  NDArrayMatrixMultiplication* init(const MTL::Device* device, NS::UInteger sourceCount) {
    return static_cast<NDArrayMatrixMultiplication*>(
        pewter_MPSNDArrayMatrixMultiplication_initWithDevice_sourceCount_(this, device, sourceCount));
  }

  /// What the product is multiplied by; 1 at first.
  double alpha() const { return pewter_MPSNDArrayMatrixMultiplication_alpha(this); }

  /// Sets alpha().
  void setAlpha(double alpha) { pewter_MPSNDArrayMatrixMultiplication_setAlpha_(this, alpha); }

  /// What the third source is multiplied by; 1 at first. Without a third source it does nothing.
  double beta() const { return pewter_MPSNDArrayMatrixMultiplication_beta(this); }

  /// Sets beta().
  void setBeta(double beta) { pewter_MPSNDArrayMatrixMultiplication_setBeta_(this, beta); }
};

}  // namespace MPS
