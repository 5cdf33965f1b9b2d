// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "MPSKernel.hpp"
#include "MPSMatrix.hpp"

PEWTER_IMPORT void*
pewter_MPSMatrixMultiplication_initWithDevice_transposeLeft_transposeRight_resultRows_resultColumns_interiorColumns_alpha_beta_(
    const void* self, const void* device, bool transposeLeft, bool transposeRight, NS::UInteger resultRows,
    NS::UInteger resultColumns, NS::UInteger interiorColumns, double alpha, double beta);
PEWTER_IMPORT void* pewter_MPSMatrixMultiplication_initWithDevice_resultRows_resultColumns_interiorColumns_(
    const void* self, const void* device, NS::UInteger resultRows, NS::UInteger resultColumns,
    NS::UInteger interiorColumns);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_encodeToCommandBuffer_leftMatrix_rightMatrix_resultMatrix_(
    const void* self, const void* commandBuffer, const void* leftMatrix, const void* rightMatrix,
    const void* resultMatrix);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixMultiplication_resultMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_setResultMatrixOrigin_(const void* self,
                                                                         MTL::Origin resultMatrixOrigin);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixMultiplication_leftMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_setLeftMatrixOrigin_(const void* self, MTL::Origin leftMatrixOrigin);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixMultiplication_rightMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_setRightMatrixOrigin_(const void* self,
                                                                        MTL::Origin rightMatrixOrigin);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixMultiplication_batchStart(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_setBatchStart_(const void* self, NS::UInteger batchStart);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixMultiplication_batchSize(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixMultiplication_setBatchSize_(const void* self, NS::UInteger batchSize);
PEWTER_IMPORT void* pewter_MPSMatrixVectorMultiplication_initWithDevice_transpose_rows_columns_alpha_beta_(
    const void* self, const void* device, bool transpose, NS::UInteger rows, NS::UInteger columns, double alpha,
    double beta);
PEWTER_IMPORT void* pewter_MPSMatrixVectorMultiplication_initWithDevice_rows_columns_(const void* self,
                                                                                      const void* device,
                                                                                      NS::UInteger rows,
                                                                                      NS::UInteger columns);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_encodeToCommandBuffer_inputMatrix_inputVector_resultVector_(
    const void* self, const void* commandBuffer, const void* inputMatrix, const void* inputVector,
    const void* resultVector);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixVectorMultiplication_primarySourceMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_setPrimarySourceMatrixOrigin_(
    const void* self, MTL::Origin primarySourceMatrixOrigin);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixVectorMultiplication_secondarySourceMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_setSecondarySourceMatrixOrigin_(
    const void* self, MTL::Origin secondarySourceMatrixOrigin);
PEWTER_IMPORT MTL::Origin pewter_MPSMatrixVectorMultiplication_resultMatrixOrigin(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_setResultMatrixOrigin_(const void* self,
                                                                               MTL::Origin resultMatrixOrigin);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixVectorMultiplication_batchStart(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_setBatchStart_(const void* self, NS::UInteger batchStart);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixVectorMultiplication_batchSize(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixVectorMultiplication_setBatchSize_(const void* self, NS::UInteger batchSize);

namespace MPS {

/// result = alpha * op(left) * op(right) + beta * result, for each matrix of a batch; op() transposes or does nothing.
/// The factors are both of float32, float16, bfloat16, int8 or int16. The result is of float32, or of the factors' type
/// where that is a floating-point type, or of float16 for factors of int8. Sums are made in float32.
class MatrixMultiplication : public NS::Copying<MatrixMultiplication, Kernel> {
 public:
  /// A new object, +1, for one of the init methods.
  static MatrixMultiplication* alloc() { return Object::alloc<MatrixMultiplication>("MPSMatrixMultiplication"); }

  /// `resultRows` and `resultColumns` of the product; `interiorColumns`: columns of op(left), rows of op(right). A size
  /// of 0 ends the process with an assertion.
  MatrixMultiplication* init(const MTL::Device* device, bool transposeLeft, bool transposeRight,
                             NS::UInteger resultRows, NS::UInteger resultColumns, NS::UInteger interiorColumns,
                             double alpha, double beta) {
    return static_cast<MatrixMultiplication*>(
        pewter_MPSMatrixMultiplication_initWithDevice_transposeLeft_transposeRight_resultRows_resultColumns_interiorColumns_alpha_beta_(
            this, device, transposeLeft, transposeRight, resultRows, resultColumns, interiorColumns, alpha, beta));
  }

  /// Nothing transposed, alpha 1, beta 0.
  MatrixMultiplication* init(const MTL::Device* device, NS::UInteger resultRows, NS::UInteger resultColumns,
                             NS::UInteger interiorColumns) {
    return static_cast<MatrixMultiplication*>(
        pewter_MPSMatrixMultiplication_initWithDevice_resultRows_resultColumns_interiorColumns_(
            this, device, resultRows, resultColumns, interiorColumns));
  }

  /// Encodes the product into a compute encoder of its own, so none may be open. Matrices may be larger than the
  /// product needs. Ones that are too small, of types that do not go together, or a result that overlaps a factor end
  /// the process with an assertion. The buffers are retained as any that are bound to an encoder.
  void encodeToCommandBuffer(const MTL::CommandBuffer* commandBuffer, const Matrix* leftMatrix,
                             const Matrix* rightMatrix, const Matrix* resultMatrix) {
    pewter_MPSMatrixMultiplication_encodeToCommandBuffer_leftMatrix_rightMatrix_resultMatrix_(
        this, commandBuffer, leftMatrix, rightMatrix, resultMatrix);
  }

  /// Where in the result matrix the product goes; x: column, y: row, z: 0. {0, 0, 0} at first.
  MTL::Origin resultMatrixOrigin() const { return pewter_MPSMatrixMultiplication_resultMatrixOrigin(this); }

  /// Sets resultMatrixOrigin().
  void setResultMatrixOrigin(MTL::Origin resultMatrixOrigin) {
    pewter_MPSMatrixMultiplication_setResultMatrixOrigin_(this, resultMatrixOrigin);
  }

  /// Where the left factor begins in its matrix, before transposition.
  MTL::Origin leftMatrixOrigin() const { return pewter_MPSMatrixMultiplication_leftMatrixOrigin(this); }

  /// Sets leftMatrixOrigin().
  void setLeftMatrixOrigin(MTL::Origin leftMatrixOrigin) {
    pewter_MPSMatrixMultiplication_setLeftMatrixOrigin_(this, leftMatrixOrigin);
  }

  /// Where the right factor begins in its matrix, before transposition.
  MTL::Origin rightMatrixOrigin() const { return pewter_MPSMatrixMultiplication_rightMatrixOrigin(this); }

  /// Sets rightMatrixOrigin().
  void setRightMatrixOrigin(MTL::Origin rightMatrixOrigin) {
    pewter_MPSMatrixMultiplication_setRightMatrixOrigin_(this, rightMatrixOrigin);
  }

  /// The first matrix of the batch; 0 at first.
  NS::UInteger batchStart() const { return pewter_MPSMatrixMultiplication_batchStart(this); }

  /// Sets batchStart().
  void setBatchStart(NS::UInteger batchStart) { pewter_MPSMatrixMultiplication_setBatchStart_(this, batchStart); }

  /// How many matrices from batchStart() on; never more than the result has. All of them at first.
  NS::UInteger batchSize() const { return pewter_MPSMatrixMultiplication_batchSize(this); }

  /// Sets batchSize().
  void setBatchSize(NS::UInteger batchSize) { pewter_MPSMatrixMultiplication_setBatchSize_(this, batchSize); }
};

/// result = alpha * op(matrix) * vector + beta * result, for each matrix and vector of a batch. Types as
/// MatrixMultiplication.
class MatrixVectorMultiplication : public NS::Copying<MatrixVectorMultiplication, Kernel> {
 public:
  /// A new object, +1, for one of the init methods.
  static MatrixVectorMultiplication* alloc() {
    return Object::alloc<MatrixVectorMultiplication>("MPSMatrixVectorMultiplication");
  }

  /// `rows` and `columns` of op(matrix).
  MatrixVectorMultiplication* init(const MTL::Device* device, bool transpose, NS::UInteger rows, NS::UInteger columns,
                                   double alpha, double beta) {
    return static_cast<MatrixVectorMultiplication*>(
        pewter_MPSMatrixVectorMultiplication_initWithDevice_transpose_rows_columns_alpha_beta_(
            this, device, transpose, rows, columns, alpha, beta));
  }

  /// Not transposed, alpha 1, beta 0.
  MatrixVectorMultiplication* init(const MTL::Device* device, NS::UInteger rows, NS::UInteger columns) {
    return static_cast<MatrixVectorMultiplication*>(
        pewter_MPSMatrixVectorMultiplication_initWithDevice_rows_columns_(this, device, rows, columns));
  }

  /// As MatrixMultiplication's.
  void encodeToCommandBuffer(const MTL::CommandBuffer* commandBuffer, const Matrix* inputMatrix,
                             const Vector* inputVector, const Vector* resultVector) {
    pewter_MPSMatrixVectorMultiplication_encodeToCommandBuffer_inputMatrix_inputVector_resultVector_(
        this, commandBuffer, inputMatrix, inputVector, resultVector);
  }

  /// Where the factor begins in the matrix, before transposition; x: column, y: row, z: 0.
  MTL::Origin primarySourceMatrixOrigin() const {
    return pewter_MPSMatrixVectorMultiplication_primarySourceMatrixOrigin(this);
  }

  /// Sets primarySourceMatrixOrigin().
  void setPrimarySourceMatrixOrigin(MTL::Origin primarySourceMatrixOrigin) {
    pewter_MPSMatrixVectorMultiplication_setPrimarySourceMatrixOrigin_(this, primarySourceMatrixOrigin);
  }

  /// Where the factor begins in the vector: x.
  MTL::Origin secondarySourceMatrixOrigin() const {
    return pewter_MPSMatrixVectorMultiplication_secondarySourceMatrixOrigin(this);
  }

  /// Sets secondarySourceMatrixOrigin().
  void setSecondarySourceMatrixOrigin(MTL::Origin secondarySourceMatrixOrigin) {
    pewter_MPSMatrixVectorMultiplication_setSecondarySourceMatrixOrigin_(this, secondarySourceMatrixOrigin);
  }

  /// Where in the result vector the product goes: x.
  MTL::Origin resultMatrixOrigin() const { return pewter_MPSMatrixVectorMultiplication_resultMatrixOrigin(this); }

  /// Sets resultMatrixOrigin().
  void setResultMatrixOrigin(MTL::Origin resultMatrixOrigin) {
    pewter_MPSMatrixVectorMultiplication_setResultMatrixOrigin_(this, resultMatrixOrigin);
  }

  /// The first matrix of the batch; 0 at first.
  NS::UInteger batchStart() const { return pewter_MPSMatrixVectorMultiplication_batchStart(this); }

  /// Sets batchStart().
  void setBatchStart(NS::UInteger batchStart) { pewter_MPSMatrixVectorMultiplication_setBatchStart_(this, batchStart); }

  /// How many matrices from batchStart() on; never more than the result has. All of them at first.
  NS::UInteger batchSize() const { return pewter_MPSMatrixVectorMultiplication_batchSize(this); }

  /// Sets batchSize().
  void setBatchSize(NS::UInteger batchSize) { pewter_MPSMatrixVectorMultiplication_setBatchSize_(this, batchSize); }
};

}  // namespace MPS
