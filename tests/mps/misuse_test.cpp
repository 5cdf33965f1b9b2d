// SPDX-License-Identifier: Apache-2.0
// Bad arguments end the process with a line that names the call, the argument and its limit. Each next to it, just
// right, does not.
#include <functional>
#include <string>

#include "matrices.h"

namespace mps_test {
namespace {

class MisuseDeathTest : public Products {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");  // the runtime has threads
    Products::SetUp();
  }

  // Metal's form of a line, the class and the call, and the sentence.
  static std::string line(const std::string& where, const std::string& sentence) {
    return "MetalPerformanceShaders:1: failed assertion '\\[" + where + "\\] Error: " + sentence + "'";
  }

  NS::SharedPtr<MPS::Matrix> matrix(NS::UInteger rows, NS::UInteger columns, MPS::DataType type = MPS::DataTypeFloat32,
                                    NS::UInteger matrices = 1) {
    const NS::UInteger row = columns * MPS::SizeofMPSDataType(type);
    return NS::TransferPtr(MPS::Matrix::alloc()->init(
        device.get(), MPS::MatrixDescriptor::matrixDescriptor(rows, columns, matrices, row, rows * row, type)));
  }
  NS::SharedPtr<MPS::NDArray> array(std::vector<NS::UInteger> shape, MPS::DataType type = MPS::DataTypeFloat32) {
    return NS::TransferPtr(MPS::NDArray::alloc()->init(
        device.get(), MPS::NDArrayDescriptor::descriptor(type, shape.size(), shape.data())));
  }
  void multiply(MPS::MatrixMultiplication* kernel, MPS::Matrix* left, MPS::Matrix* right, MPS::Matrix* result) {
    run([&](MTL::CommandBuffer* commands) { kernel->encodeToCommandBuffer(commands, left, right, result); });
  }
  NS::SharedPtr<MPS::MatrixMultiplication> kernel(NS::UInteger rows = 4, NS::UInteger columns = 4,
                                                  NS::UInteger inner = 4) {
    return NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), rows, columns, inner));
  }
  static const std::string kEncode, kNDEncode;
};
const std::string MisuseDeathTest::kEncode =
    "MPSMatrixMultiplication, encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:";
const std::string MisuseDeathTest::kNDEncode =
    "MPSNDArrayMatrixMultiplication, encodeToCommandBuffer:sourceArrays:destinationArray:";

TEST_F(MisuseDeathTest, BuffersThatAreTooSmall) {
  // Three rows of 40 bytes and one of 16.
  auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(4, 4, 40, MPS::DataTypeFloat32);
  auto exact = buffer(136), less = buffer(135);
  EXPECT_TRUE(NS::TransferPtr(MPS::Matrix::alloc()->init(exact.get(), descriptor)).get());
  EXPECT_DEATH(MPS::Matrix::alloc()->init(less.get(), descriptor),
               line("MPSMatrix, initWithBuffer:descriptor:", "buffer is not large enough. Must be 136 bytes, is 135."));
  EXPECT_DEATH(
      MPS::Matrix::alloc()->init(exact.get(), 4, descriptor),
      line("MPSMatrix, initWithBuffer:offset:descriptor:", "buffer is not large enough. Must be 140 bytes, is 136."));
  EXPECT_DEATH(MPS::Matrix::alloc()->init(exact.get(), ~NS::UInteger{3}, descriptor), "buffer is not large enough");
  EXPECT_DEATH(
      MPS::Vector::alloc()->init(exact.get(), MPS::VectorDescriptor::vectorDescriptor(35, MPS::DataTypeFloat32)),
      line("MPSVector, initWithBuffer:descriptor:", "buffer is not large enough. Must be 140 bytes, is 136."));
  const NS::UInteger sizes[] = {3, 9};
  auto* array = MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, 2, sizes);
  EXPECT_DEATH(MPS::NDArray::alloc()->init(exact.get(), 0, array),
               line("MPSNDArray, initWithBuffer:offset:descriptor:",
                    "buffer is not large enough. Must be 140 bytes, has 136 from offset 0 on."));
  array->setPreferPackedRows(true);
  EXPECT_TRUE(NS::TransferPtr(MPS::NDArray::alloc()->init(exact.get(), 28, array)).get());
  EXPECT_DEATH(MPS::NDArray::alloc()->init(exact.get(), 32, array), "buffer is not large enough");
}

TEST_F(MisuseDeathTest, DescriptorsThatMakeNoSense) {
  auto memory = buffer(4096);
  const auto make = [&](NS::UInteger rows, NS::UInteger columns, NS::UInteger matrices, NS::UInteger row,
                        NS::UInteger matrix, MPS::DataType type) {
    return MPS::Matrix::alloc()->init(
        memory.get(), MPS::MatrixDescriptor::matrixDescriptor(rows, columns, matrices, row, matrix, type));
  };
  EXPECT_DEATH(make(0, 4, 1, 16, 64, MPS::DataTypeFloat32),
               "rows \\(0\\), columns \\(4\\) and matrices \\(1\\) must be at least 1.");
  EXPECT_DEATH(make(4, 4, 1, 12, 64, MPS::DataTypeFloat32),
               "rowBytes \\(12\\) must be a multiple of the element size \\(4\\) and at least columns \\* element size "
               "\\(16\\).");
  EXPECT_DEATH(make(4, 4, 1, 18, 64, MPS::DataTypeFloat32), "rowBytes \\(18\\)");
  EXPECT_DEATH(make(4, 4, 2, 16, 60, MPS::DataTypeFloat32),
               "matrixBytes \\(60\\) must be a multiple of the element size \\(4\\) and at least the bytes of one "
               "matrix \\(64\\).");
  EXPECT_DEATH(make(NS::UInteger{1} << 40, 4, 1, 16, 64, MPS::DataTypeFloat32), "must be below 2\\*\\*32");
  EXPECT_DEATH(make(0xffffffff, 4, 0xffffffff, NS::UInteger{1} << 62, NS::UInteger{1} << 62, MPS::DataTypeFloat32),
               "matrixBytes|buffer is not large enough");
  EXPECT_DEATH(make(4, 4, 1, 16, 64, MPS::DataTypeInvalid), "data type 0x0 is not supported.");
  EXPECT_DEATH(MPS::Matrix::alloc()->init(memory.get(), nullptr), "is not supported");
  EXPECT_DEATH(MPS::Matrix::alloc()->init(static_cast<MTL::Buffer*>(nullptr),
                                          MPS::MatrixDescriptor::matrixDescriptor(1, 1, 4, MPS::DataTypeFloat32)),
               "buffer may not be nil.");
  EXPECT_DEATH(MPS::MatrixMultiplication::alloc()->init(nullptr, 1, 1, 1), "device may not be nil.");
  EXPECT_DEATH(kernel(1, 0, 1), "resultColumns \\(0\\)");
  const NS::UInteger sizes[] = {4, 0};
  EXPECT_DEATH(MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, 2, sizes), "dimension\\[1\\] has length 0.");
  EXPECT_DEATH(MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, 17, sizes),
               "the number of dimensions \\(17\\) may not exceed 16.");
  auto whole = array({4, 4});
  EXPECT_DEATH(whole->descriptor()->transposeDimension(0, 2),
               "dimension index \\(2\\) not within number of dimensions \\(2\\)");
  EXPECT_DEATH(whole->descriptor()->sliceDimension(0, 4, 1),
               "subRange.start \\(4\\) is not less than length of dimension\\[0\\] \\(4\\)");
  auto larger = array({9, 9});
  EXPECT_DEATH(whole->arrayView(larger->descriptor()), "are not within dimension\\[0\\] \\(4\\)");
}

TEST_F(MisuseDeathTest, MatricesThatAreTooSmallForTheProduct) {
  auto four = matrix(4, 4), wide = matrix(3, 5), out = matrix(4, 4);
  multiply(kernel().get(), four.get(), four.get(), out.get());
  EXPECT_DEATH(multiply(kernel().get(), wide.get(), four.get(), out.get()),
               line(kEncode, "the left matrix has 3 rows; rows 0 to 0 \\+ 4 are asked for."));
  EXPECT_DEATH(multiply(kernel(3, 4, 5).get(), wide.get(), four.get(), out.get()),
               "the right matrix has 4 rows; rows 0 to 0 \\+ 5");
  EXPECT_DEATH(multiply(kernel(4, 5, 4).get(), four.get(), four.get(), out.get()),
               "the right matrix has 4 columns; columns 0 to 0 \\+ 5");
  auto moved = kernel(3, 3, 3);
  const MTL::Origin inside(1, 1, 0), outside(2, 0, 0), deep(0, 0, 1);
  moved->setResultMatrixOrigin(inside);
  multiply(moved.get(), four.get(), four.get(), out.get());
  moved->setResultMatrixOrigin(outside);
  EXPECT_DEATH(multiply(moved.get(), four.get(), four.get(), out.get()),
               "the result matrix has 4 columns; columns 2 to 2 \\+ 3");
  moved->setResultMatrixOrigin(deep);
  EXPECT_DEATH(multiply(moved.get(), four.get(), four.get(), out.get()),
               "the z of the result matrix's origin \\(1\\) must be 0.");
  moved->setResultMatrixOrigin(MTL::Origin(~NS::UInteger{0}, 0, 0));
  EXPECT_DEATH(multiply(moved.get(), four.get(), four.get(), out.get()), "the result matrix has 4 columns");
}

TEST_F(MisuseDeathTest, BatchesThatAreNotThere) {
  auto one = matrix(4, 4), three = matrix(4, 4, MPS::DataTypeFloat32, 3), out = matrix(4, 4, MPS::DataTypeFloat32, 3);
  auto batched = kernel();
  multiply(batched.get(), three.get(), three.get(), out.get());
  EXPECT_DEATH(multiply(batched.get(), one.get(), three.get(), out.get()),
               "the left matrix has 1 in its batch; 3 from 0 on are asked for.");
  batched->setBatchSize(1);
  multiply(batched.get(), one.get(), three.get(), out.get());
  batched->setBatchStart(3);
  EXPECT_DEATH(multiply(batched.get(), three.get(), three.get(), out.get()),
               "batchStart \\(3\\) and batchSize \\(1\\) name none of the 3 matrices");
}

TEST_F(MisuseDeathTest, TypesThatDoNotGoTogether) {
  auto floats = matrix(4, 4), out = matrix(4, 4), halves = matrix(4, 4, MPS::DataTypeFloat16),
       bytes = matrix(4, 4, MPS::DataTypeUInt8);
  EXPECT_DEATH(multiply(kernel().get(), floats.get(), halves.get(), out.get()),
               line(kEncode, "a product of Float32 and Float16 with a result of Float32 is not supported."));
  EXPECT_DEATH(multiply(kernel().get(), floats.get(), floats.get(), halves.get()),
               "with a result of Float16 is not supported");
  EXPECT_DEATH(multiply(kernel().get(), bytes.get(), bytes.get(), out.get()),
               "data type 0x8 of the left matrix is not supported.");
}

TEST_F(MisuseDeathTest, ResultsThatOverlapAFactor) {
  auto floats = matrix(4, 4), other = matrix(4, 4);
  EXPECT_DEATH(multiply(kernel().get(), floats.get(), other.get(), floats.get()),
               line(kEncode, "the destination overlaps a source in memory."));
  EXPECT_DEATH(multiply(kernel().get(), other.get(), floats.get(), floats.get()), "overlaps a source");
  auto a = array({4, 4}), b = array({4, 4});
  auto product = NS::TransferPtr(MPS::NDArrayMatrixMultiplication::alloc()->init(device.get(), 2));
  const NS::Object* sources[] = {reinterpret_cast<NS::Object*>(a.get()), reinterpret_cast<NS::Object*>(b.get())};
  EXPECT_DEATH(run([&](MTL::CommandBuffer* commands) {
                 product->encodeToCommandBuffer(commands, NS::Array::array(sources, 2), a.get());
               }),
               line(kNDEncode, "the destination overlaps a source in memory."));
}

TEST_F(MisuseDeathTest, ArraysThatDoNotFit) {
  auto product = NS::TransferPtr(MPS::NDArrayMatrixMultiplication::alloc()->init(device.get(), 2));
  const auto encode = [&](const NS::SharedPtr<MPS::NDArray>& a, const NS::SharedPtr<MPS::NDArray>& b,
                          const NS::SharedPtr<MPS::NDArray>& d, NS::UInteger count = 2) {
    const NS::Object* sources[] = {reinterpret_cast<NS::Object*>(a.get()), reinterpret_cast<NS::Object*>(b.get())};
    run([&](MTL::CommandBuffer* commands) {
      product->encodeToCommandBuffer(commands, NS::Array::array(sources, count), d.get());
    });
  };
  encode(array({3, 4}), array({5, 3}), array({5, 4}));
  EXPECT_DEATH(encode(array({3, 4}), array({5, 4}), array({5, 4})),
               line(kNDEncode,
                    "dimension\\[0\\] of source array 0 \\(3\\) must be dimension\\[1\\] of source array 1 \\(4\\)."));
  EXPECT_DEATH(encode(array({3, 4}), array({5, 3}), array({6, 4})),
               "dimension\\[0\\] of the destination \\(6\\) does not fit the product's \\(5\\).");
  EXPECT_DEATH(encode(array({3, 4, 2}), array({5, 3, 3}), array({5, 4, 3})),
               "dimension\\[2\\] of source array 0 \\(2\\) does not fit the product's \\(3\\).");
  EXPECT_DEATH(encode(array({3, 4, 2}), array({5, 3}), array({5, 4})), "dimension\\[2\\] of the destination \\(1\\)");
  EXPECT_DEATH(encode(array({3, 4, 1, 1, 2}), array({5, 3}), array({5, 4})),
               "source array 0 has more than 4 dimensions: 3 x 4 x 1 x 1 x 2.");
  EXPECT_DEATH(encode(array({3, 4}), array({5, 3}), {}), "destinationArray may not be nil.");
  EXPECT_DEATH(encode(array({3, 4}), array({5, 3}), array({5, 4}), 1),
               "1 source arrays were given, the kernel takes 2.");
  EXPECT_DEATH(MPS::NDArrayMatrixMultiplication::alloc()->init(device.get(), 4), "sourceCount \\(4\\) must be 2 or 3.");
  EXPECT_DEATH(multiply(kernel().get(), nullptr, matrix(4, 4).get(), matrix(4, 4).get()), "may not be nil.");
}

// A product needs an encoder of its own.
TEST_F(MisuseDeathTest, AnEncoderIsOpen) {
  auto a = matrix(4, 4), b = matrix(4, 4), c = matrix(4, 4);
  EXPECT_DEATH(run([&](MTL::CommandBuffer* commands) {
                 commands->computeCommandEncoder();
                 kernel()->encodeToCommandBuffer(commands, a.get(), b.get(), c.get());
               }),
               "A command encoder is already encoding to this command buffer");
}

}  // namespace
}  // namespace mps_test
