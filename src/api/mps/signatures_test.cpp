// SPDX-License-Identifier: Apache-2.0
// The signatures that programs write against, checked by the compiler: there is nothing here to run.
#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>

namespace {

template <class Signature>
constexpr bool has(Signature) {
  return true;
}

using U = NS::UInteger;

static_assert(MPS::DataTypeFloat32 == 0x10000020 && MPS::DataTypeFloat16 == 0x10000010 &&
              MPS::DataTypeBFloat16 == 0x90000010u);
static_assert(MPS::DataTypeInt8 == 0x20000008 && MPS::DataTypeInt16 == 0x20000010 && MPS::DataTypeUInt8 == 8);

static_assert(has<MPS::MatrixDescriptor* (*)(U, U, U, MPS::DataType)>(&MPS::MatrixDescriptor::matrixDescriptor));
static_assert(has<MPS::MatrixDescriptor* (*)(U, U, U, U, U, MPS::DataType)>(&MPS::MatrixDescriptor::matrixDescriptor));
static_assert(has<MPS::Matrix* (MPS::Matrix::*)(const MTL::Buffer*, const MPS::MatrixDescriptor*)>(&MPS::Matrix::init));
static_assert(
    has<MPS::Matrix* (MPS::Matrix::*)(const MTL::Buffer*, U, const MPS::MatrixDescriptor*)>(&MPS::Matrix::init));
static_assert(has<MPS::Vector* (MPS::Vector::*)(const MTL::Buffer*, const MPS::VectorDescriptor*)>(&MPS::Vector::init));
static_assert(
    has<MPS::MatrixMultiplication* (MPS::MatrixMultiplication::*)(const MTL::Device*, bool, bool, U, U, U, double,
                                                                  double)>(&MPS::MatrixMultiplication::init));
static_assert(has<MPS::MatrixMultiplication* (MPS::MatrixMultiplication::*)(const MTL::Device*, U, U, U)>(
    &MPS::MatrixMultiplication::init));
static_assert(has<MPS::MatrixVectorMultiplication* (MPS::MatrixVectorMultiplication::*)(const MTL::Device*, bool, U, U,
                                                                                        double, double)>(
    &MPS::MatrixVectorMultiplication::init));
static_assert(has<MPS::NDArrayDescriptor* (*)(MPS::DataType, const NS::Array*)>(&MPS::NDArrayDescriptor::descriptor));
static_assert(
    has<MPS::NDArray* (MPS::NDArray::*)(const MTL::Device*, const MPS::NDArrayDescriptor*)>(&MPS::NDArray::init));
static_assert(
    has<MPS::NDArray* (MPS::NDArray::*)(const MTL::Buffer*, U, const MPS::NDArrayDescriptor*)>(&MPS::NDArray::init));
static_assert(has<MPS::NDArrayMatrixMultiplication* (MPS::NDArrayMatrixMultiplication::*)(const MTL::Device*, U)>(
    &MPS::NDArrayMatrixMultiplication::init));
static_assert(
    has<void (MPS::NDArrayMultiaryKernel::*)(const MTL::CommandBuffer*, const NS::Array*, const MPS::NDArray*)>(
        &MPS::NDArrayMultiaryKernel::encodeToCommandBuffer));
static_assert(has<void (MPS::NDArrayMultiaryKernel::*)(const MTL::ComputeCommandEncoder*, const MTL::CommandBuffer*,
                                                       const NS::Array*, const MPS::NDArray*)>(
    &MPS::NDArrayMultiaryKernel::encodeToCommandEncoder));

}  // namespace
