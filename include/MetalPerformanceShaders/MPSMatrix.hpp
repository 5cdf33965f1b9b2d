// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "MPSTypes.hpp"

PEWTER_IMPORT void* pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_rowBytes_dataType_(
    NS::UInteger rows, NS::UInteger columns, NS::UInteger rowBytes, MPS::DataType dataType);
PEWTER_IMPORT void* pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_matrices_rowBytes_matrixBytes_dataType_(
    NS::UInteger rows, NS::UInteger columns, NS::UInteger matrices, NS::UInteger rowBytes, NS::UInteger matrixBytes,
    MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_rowBytesForColumns_dataType_(NS::UInteger columns,
                                                                                   MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_rows(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixDescriptor_setRows_(const void* self, NS::UInteger rows);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_columns(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixDescriptor_setColumns_(const void* self, NS::UInteger columns);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_matrices(const void* self);
PEWTER_IMPORT MPS::DataType pewter_MPSMatrixDescriptor_dataType(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixDescriptor_setDataType_(const void* self, MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_rowBytes(const void* self);
PEWTER_IMPORT void pewter_MPSMatrixDescriptor_setRowBytes_(const void* self, NS::UInteger rowBytes);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrixDescriptor_matrixBytes(const void* self);
PEWTER_IMPORT void* pewter_MPSVectorDescriptor_vectorDescriptorWithLength_dataType_(NS::UInteger length,
                                                                                    MPS::DataType dataType);
PEWTER_IMPORT void* pewter_MPSVectorDescriptor_vectorDescriptorWithLength_vectors_vectorBytes_dataType_(
    NS::UInteger length, NS::UInteger vectors, NS::UInteger vectorBytes, MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSVectorDescriptor_vectorBytesForLength_dataType_(NS::UInteger length,
                                                                                     MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSVectorDescriptor_length(const void* self);
PEWTER_IMPORT void pewter_MPSVectorDescriptor_setLength_(const void* self, NS::UInteger length);
PEWTER_IMPORT NS::UInteger pewter_MPSVectorDescriptor_vectors(const void* self);
PEWTER_IMPORT MPS::DataType pewter_MPSVectorDescriptor_dataType(const void* self);
PEWTER_IMPORT void pewter_MPSVectorDescriptor_setDataType_(const void* self, MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSVectorDescriptor_vectorBytes(const void* self);
PEWTER_IMPORT void* pewter_MPSMatrix_initWithBuffer_descriptor_(const void* self, const void* buffer,
                                                                const void* descriptor);
PEWTER_IMPORT void* pewter_MPSMatrix_initWithBuffer_offset_descriptor_(const void* self, const void* buffer,
                                                                       NS::UInteger offset, const void* descriptor);
PEWTER_IMPORT void* pewter_MPSMatrix_initWithDevice_descriptor_(const void* self, const void* device,
                                                                const void* descriptor);
PEWTER_IMPORT void* pewter_MPSMatrix_device(const void* self);
PEWTER_IMPORT void* pewter_MPSMatrix_data(const void* self);
PEWTER_IMPORT void pewter_MPSMatrix_synchronizeOnCommandBuffer_(const void* self, const void* commandBuffer);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_rows(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_columns(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_matrices(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_rowBytes(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_matrixBytes(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_offset(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSMatrix_resourceSize(const void* self);
PEWTER_IMPORT MPS::DataType pewter_MPSMatrix_dataType(const void* self);
PEWTER_IMPORT void* pewter_MPSVector_initWithBuffer_descriptor_(const void* self, const void* buffer,
                                                                const void* descriptor);
PEWTER_IMPORT void* pewter_MPSVector_initWithBuffer_offset_descriptor_(const void* self, const void* buffer,
                                                                       NS::UInteger offset, const void* descriptor);
PEWTER_IMPORT void* pewter_MPSVector_initWithDevice_descriptor_(const void* self, const void* device,
                                                                const void* descriptor);
PEWTER_IMPORT void* pewter_MPSVector_device(const void* self);
PEWTER_IMPORT void* pewter_MPSVector_data(const void* self);
PEWTER_IMPORT void pewter_MPSVector_synchronizeOnCommandBuffer_(const void* self, const void* commandBuffer);
PEWTER_IMPORT NS::UInteger pewter_MPSVector_length(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSVector_vectors(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSVector_vectorBytes(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSVector_offset(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSVector_resourceSize(const void* self);
PEWTER_IMPORT MPS::DataType pewter_MPSVector_dataType(const void* self);

namespace MPS {

/// How a matrix lies in memory: rows of elements side by side. Not thread-safe; copied wherever it is given.
class MatrixDescriptor : public NS::Copying<MatrixDescriptor> {
 public:
  /// One matrix. `rowBytes` is a multiple of the element's size and at least `columns` elements. Autoreleased.
  static MatrixDescriptor* matrixDescriptor(NS::UInteger rows, NS::UInteger columns, NS::UInteger rowBytes,
                                            DataType dataType) {
    return static_cast<MatrixDescriptor*>(
        pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_rowBytes_dataType_(rows, columns, rowBytes,
                                                                                       dataType));
  }

  /// Several matrices of one size, `matrixBytes` bytes from one to the next. Autoreleased.
  static MatrixDescriptor* matrixDescriptor(NS::UInteger rows, NS::UInteger columns, NS::UInteger matrices,
                                            NS::UInteger rowBytes, NS::UInteger matrixBytes, DataType dataType) {
    return static_cast<MatrixDescriptor*>(
        pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_matrices_rowBytes_matrixBytes_dataType_(
            rows, columns, matrices, rowBytes, matrixBytes, dataType));
  }

  /// The rowBytes() to choose where nothing else decides: whole runs of 16 bytes.
  static NS::UInteger rowBytesForColumns(NS::UInteger columns, DataType dataType) {
    return pewter_MPSMatrixDescriptor_rowBytesForColumns_dataType_(columns, dataType);
  }

  /// Rows of each matrix.
  NS::UInteger rows() const { return pewter_MPSMatrixDescriptor_rows(this); }

  /// Sets rows().
  void setRows(NS::UInteger rows) { pewter_MPSMatrixDescriptor_setRows_(this, rows); }

  /// Columns of each matrix.
  NS::UInteger columns() const { return pewter_MPSMatrixDescriptor_columns(this); }

  /// Sets columns().
  void setColumns(NS::UInteger columns) { pewter_MPSMatrixDescriptor_setColumns_(this, columns); }

  /// How many matrices lie one behind the other.
  NS::UInteger matrices() const { return pewter_MPSMatrixDescriptor_matrices(this); }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSMatrixDescriptor_dataType(this); }

  /// Sets dataType().
  void setDataType(MPS::DataType dataType) { pewter_MPSMatrixDescriptor_setDataType_(this, dataType); }

  /// Bytes from one row to the next.
  NS::UInteger rowBytes() const { return pewter_MPSMatrixDescriptor_rowBytes(this); }

  /// Sets rowBytes().
  void setRowBytes(NS::UInteger rowBytes) { pewter_MPSMatrixDescriptor_setRowBytes_(this, rowBytes); }

  /// Bytes from one matrix to the next.
  NS::UInteger matrixBytes() const { return pewter_MPSMatrixDescriptor_matrixBytes(this); }
};

/// Matrices in a buffer. Never changes, so any number of threads may use it; its elements are as thread-safe as the
/// buffer's.
class Matrix : public NS::Referencing<Matrix> {
 public:
  /// A new object, +1, for one of the init methods.
  static Matrix* alloc() { return Object::alloc<Matrix>("MPSMatrix"); }

  /// Matrices at the beginning of `buffer`, which is retained and must be large enough: otherwise the process ends with
  /// an assertion, as it does where the descriptor makes no sense.
  Matrix* init(const MTL::Buffer* buffer, const MatrixDescriptor* descriptor) {
    return static_cast<Matrix*>(pewter_MPSMatrix_initWithBuffer_descriptor_(this, buffer, descriptor));
  }

  /// The same from `offset` bytes on, a multiple of the element's size.
  Matrix* init(const MTL::Buffer* buffer, NS::UInteger offset, const MatrixDescriptor* descriptor) {
    return static_cast<Matrix*>(pewter_MPSMatrix_initWithBuffer_offset_descriptor_(this, buffer, offset, descriptor));
  }

  /// With a new shared buffer of its own, zeroed. Null without memory.
  Matrix* init(const MTL::Device* device, const MatrixDescriptor* descriptor) {
    return static_cast<Matrix*>(pewter_MPSMatrix_initWithDevice_descriptor_(this, device, descriptor));
  }

  /// The buffer's device.
  MTL::Device* device() const { return static_cast<MTL::Device*>(pewter_MPSMatrix_device(this)); }

  /// The buffer that holds the elements.
  MTL::Buffer* data() const { return static_cast<MTL::Buffer*>(pewter_MPSMatrix_data(this)); }

  /// For managed storage, which is shared here: does nothing.
  void synchronize(const MTL::CommandBuffer* commandBuffer) {
    pewter_MPSMatrix_synchronizeOnCommandBuffer_(this, commandBuffer);
  }

  /// Rows of each matrix.
  NS::UInteger rows() const { return pewter_MPSMatrix_rows(this); }

  /// Columns of each matrix.
  NS::UInteger columns() const { return pewter_MPSMatrix_columns(this); }

  /// How many matrices there are.
  NS::UInteger matrices() const { return pewter_MPSMatrix_matrices(this); }

  /// Bytes from one row to the next.
  NS::UInteger rowBytes() const { return pewter_MPSMatrix_rowBytes(this); }

  /// Bytes from one matrix to the next.
  NS::UInteger matrixBytes() const { return pewter_MPSMatrix_matrixBytes(this); }

  /// Bytes in data() before the first element.
  NS::UInteger offset() const { return pewter_MPSMatrix_offset(this); }

  /// Bytes that the matrices take.
  NS::UInteger resourceSize() const { return pewter_MPSMatrix_resourceSize(this); }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSMatrix_dataType(this); }
};

/// How a vector lies in memory: elements side by side. Not thread-safe; copied wherever it is given.
class VectorDescriptor : public NS::Copying<VectorDescriptor> {
 public:
  /// One vector. Autoreleased.
  static VectorDescriptor* vectorDescriptor(NS::UInteger length, DataType dataType) {
    return static_cast<VectorDescriptor*>(
        pewter_MPSVectorDescriptor_vectorDescriptorWithLength_dataType_(length, dataType));
  }

  /// Several vectors of one length, `vectorBytes` bytes from one to the next. Autoreleased.
  static VectorDescriptor* vectorDescriptor(NS::UInteger length, NS::UInteger vectors, NS::UInteger vectorBytes,
                                            DataType dataType) {
    return static_cast<VectorDescriptor*>(
        pewter_MPSVectorDescriptor_vectorDescriptorWithLength_vectors_vectorBytes_dataType_(length, vectors,
                                                                                            vectorBytes, dataType));
  }

  /// The vectorBytes() to choose where nothing else decides: whole runs of 16 bytes.
  static NS::UInteger vectorBytesForLength(NS::UInteger length, DataType dataType) {
    return pewter_MPSVectorDescriptor_vectorBytesForLength_dataType_(length, dataType);
  }

  /// Elements of each vector.
  NS::UInteger length() const { return pewter_MPSVectorDescriptor_length(this); }

  /// Sets length().
  void setLength(NS::UInteger length) { pewter_MPSVectorDescriptor_setLength_(this, length); }

  /// How many vectors lie one behind the other.
  NS::UInteger vectors() const { return pewter_MPSVectorDescriptor_vectors(this); }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSVectorDescriptor_dataType(this); }

  /// Sets dataType().
  void setDataType(MPS::DataType dataType) { pewter_MPSVectorDescriptor_setDataType_(this, dataType); }

  /// Bytes from one vector to the next.
  NS::UInteger vectorBytes() const { return pewter_MPSVectorDescriptor_vectorBytes(this); }
};

/// Vectors in a buffer. Never changes, so any number of threads may use it; its elements are as thread-safe as the
/// buffer's.
class Vector : public NS::Referencing<Vector> {
 public:
  /// A new object, +1, for one of the init methods.
  static Vector* alloc() { return Object::alloc<Vector>("MPSVector"); }

  /// As Matrix::init().
  Vector* init(const MTL::Buffer* buffer, const VectorDescriptor* descriptor) {
    return static_cast<Vector*>(pewter_MPSVector_initWithBuffer_descriptor_(this, buffer, descriptor));
  }
  Vector* init(const MTL::Buffer* buffer, NS::UInteger offset, const VectorDescriptor* descriptor) {
    return static_cast<Vector*>(pewter_MPSVector_initWithBuffer_offset_descriptor_(this, buffer, offset, descriptor));
  }
  Vector* init(const MTL::Device* device, const VectorDescriptor* descriptor) {
    return static_cast<Vector*>(pewter_MPSVector_initWithDevice_descriptor_(this, device, descriptor));
  }

  /// The buffer's device.
  MTL::Device* device() const { return static_cast<MTL::Device*>(pewter_MPSVector_device(this)); }

  /// The buffer that holds the elements.
  MTL::Buffer* data() const { return static_cast<MTL::Buffer*>(pewter_MPSVector_data(this)); }

  /// For managed storage, which is shared here: does nothing.
  void synchronize(const MTL::CommandBuffer* commandBuffer) {
    pewter_MPSVector_synchronizeOnCommandBuffer_(this, commandBuffer);
  }

  /// Elements of each vector.
  NS::UInteger length() const { return pewter_MPSVector_length(this); }

  /// How many vectors there are.
  NS::UInteger vectors() const { return pewter_MPSVector_vectors(this); }

  /// Bytes from one vector to the next.
  NS::UInteger vectorBytes() const { return pewter_MPSVector_vectorBytes(this); }

  /// Bytes in data() before the first element.
  NS::UInteger offset() const { return pewter_MPSVector_offset(this); }

  /// Bytes that the vectors take.
  NS::UInteger resourceSize() const { return pewter_MPSVector_resourceSize(this); }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSVector_dataType(this); }
};

}  // namespace MPS
