// SPDX-License-Identifier: Apache-2.0
#include "MetalPerformanceShaders/MPSMatrix.hpp"

#include <algorithm>

#include "api/mps/support.h"

using namespace pewter;
using namespace pewter::api;

namespace {

mps::DataType type_of(MPS::DataType type) { return static_cast<mps::DataType>(type); }

// Null stands for a descriptor of nothing, which makes no matrix.
Ref<mps::MatrixDescriptor> matrix_descriptor(const void* descriptor, const char* selector) {
  auto* given = cast<mps::MatrixDescriptor>(descriptor, selector);
  return given ? Ref<mps::MatrixDescriptor>(given) : foundation::make<mps::MatrixDescriptor>();
}

// A vector as the matrix of one row that it is.
Ref<mps::MatrixDescriptor> vector_descriptor(const void* descriptor, const char* selector) {
  auto matrix = foundation::make<mps::MatrixDescriptor>();
  if (auto* given = cast<mps::VectorDescriptor>(descriptor, selector)) {
    matrix->rows = 1;
    matrix->columns = given->length;
    matrix->matrices = given->vectors;
    matrix->row_bytes = given->length * mps::size_of(given->type);
    matrix->matrix_bytes = given->vector_bytes;
    matrix->type = given->type;
  }
  return matrix;
}

template <class T, class Descriptor, class Place>
void* init(const void* object, const char* selector, Descriptor descriptor, Place place) {
  auto* self = cast<T>(object, selector);
  return self ? initialised(self, place(self, *descriptor)) : nullptr;
}

}  // namespace

void* pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_matrices_rowBytes_matrixBytes_dataType_(
    NS::UInteger rows, NS::UInteger columns, NS::UInteger matrices, NS::UInteger row_bytes, NS::UInteger matrix_bytes,
    MPS::DataType type) {
  auto descriptor = foundation::make<mps::MatrixDescriptor>();
  descriptor->rows = rows;
  descriptor->columns = columns;
  descriptor->matrices = matrices;
  descriptor->row_bytes = row_bytes;
  descriptor->matrix_bytes = matrix_bytes;
  descriptor->type = type_of(type);
  return lend(std::move(descriptor));
}

void* pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_rowBytes_dataType_(NS::UInteger rows,
                                                                                     NS::UInteger columns,
                                                                                     NS::UInteger row_bytes,
                                                                                     MPS::DataType type) {
  return pewter_MPSMatrixDescriptor_matrixDescriptorWithRows_columns_matrices_rowBytes_matrixBytes_dataType_(
      rows, columns, 1, row_bytes, rows * row_bytes, type);
}

NS::UInteger pewter_MPSMatrixDescriptor_rowBytesForColumns_dataType_(NS::UInteger columns, MPS::DataType type) {
  return mps::padded_bytes(columns, type_of(type));
}

PEWTER_MPS_GET(MatrixDescriptor, NS::UInteger, rows, self->rows)
PEWTER_MPS_SET(MatrixDescriptor, NS::UInteger, setRows, self->rows = value)
PEWTER_MPS_GET(MatrixDescriptor, NS::UInteger, columns, self->columns)
PEWTER_MPS_SET(MatrixDescriptor, NS::UInteger, setColumns, self->columns = value)
PEWTER_MPS_GET(MatrixDescriptor, NS::UInteger, matrices, self->matrices)
PEWTER_MPS_GET(MatrixDescriptor, MPS::DataType, dataType, self->type)
PEWTER_MPS_SET(MatrixDescriptor, MPS::DataType, setDataType, self->type = type_of(value))
PEWTER_MPS_GET(MatrixDescriptor, NS::UInteger, rowBytes, self->row_bytes)
PEWTER_MPS_SET(MatrixDescriptor, NS::UInteger, setRowBytes, self->row_bytes = value)
PEWTER_MPS_GET(MatrixDescriptor, NS::UInteger, matrixBytes, self->matrix_bytes)

void* pewter_MPSVectorDescriptor_vectorDescriptorWithLength_vectors_vectorBytes_dataType_(NS::UInteger length,
                                                                                          NS::UInteger vectors,
                                                                                          NS::UInteger vector_bytes,
                                                                                          MPS::DataType type) {
  auto descriptor = foundation::make<mps::VectorDescriptor>();
  descriptor->length = length;
  descriptor->vectors = vectors;
  descriptor->vector_bytes = vector_bytes;
  descriptor->type = type_of(type);
  return lend(std::move(descriptor));
}

void* pewter_MPSVectorDescriptor_vectorDescriptorWithLength_dataType_(NS::UInteger length, MPS::DataType type) {
  return pewter_MPSVectorDescriptor_vectorDescriptorWithLength_vectors_vectorBytes_dataType_(
      length, 1, length * mps::size_of(type_of(type)), type);
}

NS::UInteger pewter_MPSVectorDescriptor_vectorBytesForLength_dataType_(NS::UInteger length, MPS::DataType type) {
  return mps::padded_bytes(length, type_of(type));
}

PEWTER_MPS_GET(VectorDescriptor, NS::UInteger, length, self->length)
PEWTER_MPS_SET(VectorDescriptor, NS::UInteger, setLength, self->length = value)
PEWTER_MPS_GET(VectorDescriptor, NS::UInteger, vectors, self->vectors)
PEWTER_MPS_GET(VectorDescriptor, MPS::DataType, dataType, self->type)
PEWTER_MPS_SET(VectorDescriptor, MPS::DataType, setDataType, self->type = type_of(value))
PEWTER_MPS_GET(VectorDescriptor, NS::UInteger, vectorBytes, self->vector_bytes)

void* pewter_MPSMatrix_initWithBuffer_offset_descriptor_(const void* object, const void* buffer, NS::UInteger offset,
                                                         const void* descriptor) {
  const char* call = "initWithBuffer:offset:descriptor:";
  return init<mps::Matrix>(object, call, matrix_descriptor(descriptor, call), [&](mps::Matrix* self, const auto& from) {
    return self->init(cast<runtime::Buffer>(buffer, call), offset, from, call);
  });
}
void* pewter_MPSMatrix_initWithBuffer_descriptor_(const void* object, const void* buffer, const void* descriptor) {
  const char* call = "initWithBuffer:descriptor:";
  return init<mps::Matrix>(object, call, matrix_descriptor(descriptor, call), [&](mps::Matrix* self, const auto& from) {
    return self->init(cast<runtime::Buffer>(buffer, call), 0, from, call);
  });
}
void* pewter_MPSMatrix_initWithDevice_descriptor_(const void* object, const void* device, const void* descriptor) {
  const char* call = "initWithDevice:descriptor:";
  return init<mps::Matrix>(object, call, matrix_descriptor(descriptor, call), [&](mps::Matrix* self, const auto& from) {
    return self->init(cast<runtime::Device>(device, call), from, call);
  });
}

PEWTER_MPS_GET(Matrix, void*, device, self->device())
PEWTER_MPS_GET(Matrix, void*, data, self->buffer())
PEWTER_MPS_GET(Matrix, NS::UInteger, rows, self->rows())
PEWTER_MPS_GET(Matrix, NS::UInteger, columns, self->columns())
PEWTER_MPS_GET(Matrix, NS::UInteger, matrices, self->matrices())
PEWTER_MPS_GET(Matrix, NS::UInteger, rowBytes, self->row_bytes())
PEWTER_MPS_GET(Matrix, NS::UInteger, matrixBytes, self->matrix_bytes())
PEWTER_MPS_GET(Matrix, NS::UInteger, offset, self->offset())
PEWTER_MPS_GET(Matrix, NS::UInteger, resourceSize, self->resource_size())
PEWTER_MPS_GET(Matrix, MPS::DataType, dataType, self->type())
PEWTER_MPS_SET(Matrix, const void*, synchronizeOnCommandBuffer,
               cast<runtime::CommandBuffer>(value, "synchronizeOnCommandBuffer:"))

void* pewter_MPSVector_initWithBuffer_offset_descriptor_(const void* object, const void* buffer, NS::UInteger offset,
                                                         const void* descriptor) {
  const char* call = "initWithBuffer:offset:descriptor:";
  return init<mps::Vector>(object, call, vector_descriptor(descriptor, call), [&](mps::Vector* self, const auto& from) {
    return self->init(cast<runtime::Buffer>(buffer, call), offset, from, call);
  });
}
void* pewter_MPSVector_initWithBuffer_descriptor_(const void* object, const void* buffer, const void* descriptor) {
  const char* call = "initWithBuffer:descriptor:";
  return init<mps::Vector>(object, call, vector_descriptor(descriptor, call), [&](mps::Vector* self, const auto& from) {
    return self->init(cast<runtime::Buffer>(buffer, call), 0, from, call);
  });
}
void* pewter_MPSVector_initWithDevice_descriptor_(const void* object, const void* device, const void* descriptor) {
  const char* call = "initWithDevice:descriptor:";
  return init<mps::Vector>(object, call, vector_descriptor(descriptor, call), [&](mps::Vector* self, const auto& from) {
    return self->init(cast<runtime::Device>(device, call), from, call);
  });
}

PEWTER_MPS_GET(Vector, void*, device, self->device())
PEWTER_MPS_GET(Vector, void*, data, self->buffer())
PEWTER_MPS_GET(Vector, NS::UInteger, length, self->columns())
PEWTER_MPS_GET(Vector, NS::UInteger, vectors, self->matrices())
PEWTER_MPS_GET(Vector, NS::UInteger, vectorBytes, self->matrix_bytes())
PEWTER_MPS_GET(Vector, NS::UInteger, offset, self->offset())
PEWTER_MPS_GET(Vector, NS::UInteger, resourceSize, self->resource_size())
PEWTER_MPS_GET(Vector, MPS::DataType, dataType, self->type())
PEWTER_MPS_SET(Vector, const void*, synchronizeOnCommandBuffer,
               cast<runtime::CommandBuffer>(value, "synchronizeOnCommandBuffer:"))
