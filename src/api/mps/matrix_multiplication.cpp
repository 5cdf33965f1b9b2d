// SPDX-License-Identifier: Apache-2.0
#include "MetalPerformanceShaders/MPSMatrixMultiplication.hpp"

#include "api/mps/support.h"

using namespace pewter;
using namespace pewter::api;

namespace {

MTL::Origin origin_of(const mps::Origin& origin) { return {origin.x, origin.y, origin.z}; }
mps::Origin origin_of(const MTL::Origin& origin) { return {origin.x, origin.y, origin.z}; }

}  // namespace

// A property that is the origin of one of the operands.
#define PEWTER_MPS_ORIGIN(Object, name, set_name, side)                                 \
  PEWTER_MPS_GET(Object, MTL::Origin, name, origin_of(self->origin(mps::Object::side))) \
  PEWTER_MPS_SET(Object, MTL::Origin, set_name, self->set_origin(mps::Object::side, origin_of(value), #set_name ":"))

#define PEWTER_MPS_BATCH(Object)                                                    \
  PEWTER_MPS_GET(Object, NS::UInteger, batchStart, self->batch().start)             \
  PEWTER_MPS_SET(Object, NS::UInteger, setBatchStart, self->set_batch_start(value)) \
  PEWTER_MPS_GET(Object, NS::UInteger, batchSize, self->batch().size)               \
  PEWTER_MPS_SET(Object, NS::UInteger, setBatchSize, self->set_batch_size(value))

void* pewter_MPSMatrixMultiplication_initWithDevice_transposeLeft_transposeRight_resultRows_resultColumns_interiorColumns_alpha_beta_(
    const void* object, const void* device, bool transpose_left, bool transpose_right, NS::UInteger rows,
    NS::UInteger columns, NS::UInteger inner, double alpha, double beta) {
  const char* call = "initWithDevice:transposeLeft:transposeRight:resultRows:resultColumns:interiorColumns:alpha:beta:";
  auto* self = cast<mps::MatrixMultiplication>(object, call);
  return self ? initialised(self,
                            self->init(cast<runtime::Device>(device, call),
                                       {transpose_left, transpose_right, rows, columns, inner}, {alpha, beta}, call))
              : nullptr;
}

void* pewter_MPSMatrixMultiplication_initWithDevice_resultRows_resultColumns_interiorColumns_(
    const void* object, const void* device, NS::UInteger rows, NS::UInteger columns, NS::UInteger inner) {
  const char* call = "initWithDevice:resultRows:resultColumns:interiorColumns:";
  auto* self = cast<mps::MatrixMultiplication>(object, call);
  return self ? initialised(self, self->init(cast<runtime::Device>(device, call), {false, false, rows, columns, inner},
                                             {1, 0}, call))
              : nullptr;
}

void pewter_MPSMatrixMultiplication_encodeToCommandBuffer_leftMatrix_rightMatrix_resultMatrix_(
    const void* object, const void* commands, const void* left, const void* right, const void* result) {
  const char* call = "encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:";
  if (auto* self = cast<mps::MatrixMultiplication>(object, call))
    self->encode(cast<runtime::CommandBuffer>(commands, call), cast<mps::Matrix>(left, call),
                 cast<mps::Matrix>(right, call), cast<mps::Matrix>(result, call));
}

PEWTER_MPS_ORIGIN(MatrixMultiplication, resultMatrixOrigin, setResultMatrixOrigin, kResult)
PEWTER_MPS_ORIGIN(MatrixMultiplication, leftMatrixOrigin, setLeftMatrixOrigin, kLeft)
PEWTER_MPS_ORIGIN(MatrixMultiplication, rightMatrixOrigin, setRightMatrixOrigin, kRight)
PEWTER_MPS_BATCH(MatrixMultiplication)

void* pewter_MPSMatrixVectorMultiplication_initWithDevice_transpose_rows_columns_alpha_beta_(
    const void* object, const void* device, bool transpose, NS::UInteger rows, NS::UInteger columns, double alpha,
    double beta) {
  const char* call = "initWithDevice:transpose:rows:columns:alpha:beta:";
  auto* self = cast<mps::MatrixVectorMultiplication>(object, call);
  return self ? initialised(self, self->init(cast<runtime::Device>(device, call), transpose, rows, columns,
                                             {alpha, beta}, call))
              : nullptr;
}

void* pewter_MPSMatrixVectorMultiplication_initWithDevice_rows_columns_(const void* object, const void* device,
                                                                        NS::UInteger rows, NS::UInteger columns) {
  const char* call = "initWithDevice:rows:columns:";
  auto* self = cast<mps::MatrixVectorMultiplication>(object, call);
  return self ? initialised(self, self->init(cast<runtime::Device>(device, call), false, rows, columns, {1, 0}, call))
              : nullptr;
}

void pewter_MPSMatrixVectorMultiplication_encodeToCommandBuffer_inputMatrix_inputVector_resultVector_(
    const void* object, const void* commands, const void* matrix, const void* vector, const void* result) {
  const char* call = "encodeToCommandBuffer:inputMatrix:inputVector:resultVector:";
  if (auto* self = cast<mps::MatrixVectorMultiplication>(object, call))
    self->encode(cast<runtime::CommandBuffer>(commands, call), cast<mps::Matrix>(matrix, call),
                 cast<mps::Vector>(vector, call), cast<mps::Vector>(result, call));
}

PEWTER_MPS_ORIGIN(MatrixVectorMultiplication, primarySourceMatrixOrigin, setPrimarySourceMatrixOrigin, kMatrix)
PEWTER_MPS_ORIGIN(MatrixVectorMultiplication, secondarySourceMatrixOrigin, setSecondarySourceMatrixOrigin, kVector)
PEWTER_MPS_ORIGIN(MatrixVectorMultiplication, resultMatrixOrigin, setResultMatrixOrigin, kResult)
PEWTER_MPS_BATCH(MatrixVectorMultiplication)
