// SPDX-License-Identifier: Apache-2.0
// Calls on null are legal and give zero.
#include <gtest/gtest.h>

#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>

namespace {

template <class T>
T* null() {
  return static_cast<T*>(nullptr);
}

TEST(NullReceivers, GiveZeroOrDoNothing) {
  EXPECT_EQ(null<MPS::Matrix>()->init(null<MTL::Buffer>(), nullptr), nullptr);
  EXPECT_EQ(null<MPS::Matrix>()->init(null<MTL::Device>(), nullptr), nullptr);
  EXPECT_EQ(null<MPS::Matrix>()->rows(), 0u);
  EXPECT_EQ(null<MPS::Matrix>()->data(), nullptr);
  EXPECT_EQ(null<MPS::Vector>()->init(null<MTL::Buffer>(), nullptr), nullptr);
  EXPECT_EQ(null<MPS::Vector>()->length(), 0u);
  null<MPS::MatrixDescriptor>()->setRows(1);
  EXPECT_EQ(null<MPS::MatrixDescriptor>()->rowBytes(), 0u);
  EXPECT_EQ(null<MPS::MatrixMultiplication>()->init(null<MTL::Device>(), 1, 1, 1), nullptr);
  EXPECT_EQ(null<MPS::MatrixMultiplication>()->copy(), nullptr);
  EXPECT_EQ(null<MPS::MatrixMultiplication>()->label(), nullptr);
  EXPECT_EQ(null<MPS::MatrixMultiplication>()->resultMatrixOrigin().x, 0u);
  null<MPS::MatrixMultiplication>()->setBatchSize(1);
  null<MPS::MatrixMultiplication>()->encodeToCommandBuffer(nullptr, nullptr, nullptr, nullptr);
  null<MPS::MatrixVectorMultiplication>()->encodeToCommandBuffer(nullptr, nullptr, nullptr, nullptr);
  null<MPS::NDArrayDescriptor>()->transposeDimension(0, 1);
  EXPECT_EQ(null<MPS::NDArrayDescriptor>()->getShape(), nullptr);
  EXPECT_EQ(null<MPS::NDArray>()->lengthOfDimension(0), 0u);
  EXPECT_EQ(null<MPS::NDArray>()->arrayView(nullptr), nullptr);
  EXPECT_EQ(null<MPS::NDArrayMatrixMultiplication>()->encodeToCommandBuffer(nullptr, nullptr), nullptr);
  null<MPS::NDArrayMatrixMultiplication>()->encodeToCommandEncoder(nullptr, nullptr, nullptr, nullptr);
  EXPECT_EQ(null<MPS::NDArrayMatrixMultiplication>()->alpha(), 0);
  EXPECT_FALSE(MPS::SupportsMTLDevice(nullptr));
}

}  // namespace
