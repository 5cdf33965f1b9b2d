// SPDX-License-Identifier: Apache-2.0
// MatrixMultiplication and MatrixVectorMultiplication against sums in double.
#include <algorithm>
#include <thread>

#include "matrices.h"

namespace mps_test {
namespace {

using ProductsOfMatrices = Products;

TEST_F(ProductsOfMatrices, TwoByTwo) {
  const float a[] = {1, 2, 3, 4}, b[] = {5, 6, 7, 8};
  auto memory = buffer(3 * sizeof a);
  auto* floats = static_cast<float*>(memory->contents());
  std::copy_n(a, 4, floats);
  std::copy_n(b, 4, floats + 4);
  std::fill_n(floats + 8, 4, NAN);
  auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(2, 2, 8, MPS::DataTypeFloat32);
  auto left = NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), descriptor));
  auto right = NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), 16, descriptor));
  auto result = NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), 32, descriptor));
  auto product = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), 2, 2, 2));
  run([&](MTL::CommandBuffer* commands) {
    product->encodeToCommandBuffer(commands, left.get(), right.get(), result.get());
  });
  EXPECT_EQ(floats[8], 19);
  EXPECT_EQ(floats[9], 22);
  EXPECT_EQ(floats[10], 43);
  EXPECT_EQ(floats[11], 50);
}

struct Case {
  MPS::DataType inputs = MPS::DataTypeFloat32, result = MPS::DataTypeFloat32;
  std::size_t m = 1, n = 1, k = 1;
  bool transpose_left = false, transpose_right = false;
  std::size_t padding = 0, matrices = 1, start = 0, origin = 0;
  double alpha = 1, beta = 0;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << std::hex << c.inputs << " -> " << c.result << std::dec << ", " << c.m << " x " << c.n << " x " << c.k
             << ", transposed " << c.transpose_left << c.transpose_right << ", padding " << c.padding << ", matrices "
             << c.matrices << " from " << c.start << ", origin " << c.origin << ", alpha " << c.alpha << ", beta "
             << c.beta;
}

// A matrix with room around the part that counts.
struct Placed {
  std::size_t row_elements = 0, matrix_elements = 0, first = 0;
  NS::SharedPtr<MTL::Buffer> buffer;
  NS::SharedPtr<MPS::Matrix> matrix;
  std::size_t at(std::size_t which, std::size_t row, std::size_t column) const {
    return first + which * matrix_elements + row * row_elements + column;
  }
};

class Checked : public Products {
 protected:
  Placed place(const Case& c, MPS::DataType type, std::size_t rows, std::size_t columns) {
    Placed placed;
    const std::size_t size = MPS::SizeofMPSDataType(type), all = c.matrices + c.start, offset = c.padding;
    placed.row_elements = columns + c.origin + c.padding;
    placed.matrix_elements = (rows + c.origin) * placed.row_elements + c.padding;
    placed.first = offset + c.start * placed.matrix_elements + c.origin * placed.row_elements + c.origin;
    placed.buffer = buffer((offset + all * placed.matrix_elements) * size);
    fill(placed.buffer.get(), type);
    auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(
        rows + c.origin, columns + c.origin, all, placed.row_elements * size, placed.matrix_elements * size, type);
    placed.matrix = NS::TransferPtr(MPS::Matrix::alloc()->init(placed.buffer.get(), offset * size, descriptor));
    return placed;
  }

  void check(const Case& c) {
    SCOPED_TRACE(::testing::Message() << c);
    const Placed a = c.transpose_left ? place(c, c.inputs, c.k, c.m) : place(c, c.inputs, c.m, c.k);
    const Placed b = c.transpose_right ? place(c, c.inputs, c.n, c.k) : place(c, c.inputs, c.k, c.n);
    const Placed out = place(c, c.result, c.m, c.n);
    const char* bytes = static_cast<const char*>(out.buffer->contents());
    const std::vector<char> before(bytes, bytes + out.buffer->length());
    auto product = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(
        device.get(), c.transpose_left, c.transpose_right, c.m, c.n, c.k, c.alpha, c.beta));
    product->setBatchStart(c.start);
    const MTL::Origin origin(c.origin, c.origin, 0);
    product->setLeftMatrixOrigin(origin);
    product->setRightMatrixOrigin(origin);
    product->setResultMatrixOrigin(origin);
    run([&](MTL::CommandBuffer* commands) {
      product->encodeToCommandBuffer(commands, a.matrix.get(), b.matrix.get(), out.matrix.get());
    });

    std::vector<char> after(bytes, bytes + out.buffer->length());
    const std::size_t size = MPS::SizeofMPSDataType(c.result);
    int wrong = 0;
    for (std::size_t z = 0; z < c.matrices; ++z)
      for (std::size_t i = 0; i < c.m; ++i)
        for (std::size_t j = 0; j < c.n; ++j) {
          double sum = 0, absolute = 0;
          for (std::size_t p = 0; p < c.k; ++p) {
            const double term = get(a.buffer->contents(), c.inputs, c.transpose_left ? a.at(z, p, i) : a.at(z, i, p)) *
                                get(b.buffer->contents(), c.inputs, c.transpose_right ? b.at(z, j, p) : b.at(z, p, j));
            sum += term;
            absolute += std::abs(term);
          }
          const std::size_t index = out.at(z, i, j);
          const double old = get(before.data(), c.result, index), exact = c.alpha * sum + c.beta * old;
          const double limit = bound(c.result, c.k, exact, std::abs(c.alpha) * absolute + std::abs(c.beta * old));
          const double got = get(after.data(), c.result, index);
          if (!(std::abs(got - exact) <= limit) && ++wrong < 4)
            ADD_FAILURE() << "(" << z << ", " << i << ", " << j << "): " << got << " instead of " << exact << ", limit "
                          << limit;
          std::copy_n(before.begin() + static_cast<std::ptrdiff_t>(index * size), size,
                      after.begin() + static_cast<std::ptrdiff_t>(index * size));
        }
    EXPECT_EQ(wrong, 0);
    EXPECT_TRUE(before == after) << "something beside the result was written";
  }
};

constexpr std::pair<MPS::DataType, MPS::DataType> kTypes[] = {
    {MPS::DataTypeFloat32, MPS::DataTypeFloat32},  {MPS::DataTypeFloat16, MPS::DataTypeFloat16},
    {MPS::DataTypeFloat16, MPS::DataTypeFloat32},  {MPS::DataTypeBFloat16, MPS::DataTypeBFloat16},
    {MPS::DataTypeBFloat16, MPS::DataTypeFloat32}, {MPS::DataTypeInt8, MPS::DataTypeFloat32},
    {MPS::DataTypeInt8, MPS::DataTypeFloat16},     {MPS::DataTypeInt16, MPS::DataTypeFloat32},
};

TEST_F(Checked, EveryCombinationOfTransposesStridesBatchesAndFactors) {
  for (const auto& [inputs, result] : kTypes)
    for (int bits = 0; bits < 64; ++bits)
      check({.inputs = inputs,
             .result = result,
             .m = 5,
             .n = 7,
             .k = 6,
             .transpose_left = (bits & 1) != 0,
             .transpose_right = (bits & 2) != 0,
             .padding = bits & 4 ? 3u : 0u,
             .matrices = bits & 8 ? 3u : 1u,
             .start = bits & 8 ? 1u : 0u,
             .origin = bits & 16 ? 2u : 0u,
             .alpha = bits & 32 ? -0.75 : 1,
             .beta = bits & 32 ? 0.5 : 0});
}

TEST_F(Checked, SizesOfEveryKind) {
  for (const auto& [inputs, result] : kTypes)
    for (const auto& [m, n, k] : std::initializer_list<std::array<std::size_t, 3>>{
             {1, 1, 1}, {1, 1, 300}, {1, 70, 65}, {70, 1, 65}, {33, 31, 1}, {64, 64, 64}, {17, 129, 40}}) {
      check({.inputs = inputs, .result = result, .m = m, .n = n, .k = k});
      check({.inputs = inputs,
             .result = result,
             .m = m,
             .n = n,
             .k = k,
             .transpose_left = true,
             .transpose_right = true,
             .alpha = 2,
             .beta = -1});
    }
}

// Larger than the blocks that types without code of their own go through, and cut into tiles for the cores.
TEST_F(Checked, MoreThanOneBlockAndTile) {
  for (const auto& [inputs, result] : kTypes) {
    check({.inputs = inputs, .result = result, .m = 130, .n = 530, .k = 150, .transpose_right = true});
    check({.inputs = inputs, .result = result, .m = 530, .n = 130, .k = 60, .beta = 0.25});
    check({.inputs = inputs, .result = result, .m = 40, .n = 30, .k = 1100});
  }
}

TEST_F(Checked, ManySmallOnesInOneBatch) {
  check({.m = 8, .n = 8, .k = 8, .matrices = 1000});
  check({.m = 40, .n = 40, .k = 40, .matrices = 50, .alpha = 0.5, .beta = 1});
}

TEST_F(Checked, RandomOnes) {
  std::mt19937 pick(7);
  const auto below = [&](unsigned limit) { return static_cast<std::size_t>(pick() % limit); };
  for (int i = 0; i < 150; ++i) {
    const auto& [inputs, result] = kTypes[below(std::size(kTypes))];
    check({.inputs = inputs,
           .result = result,
           .m = 1 + below(60),
           .n = 1 + below(60),
           .k = 1 + below(80),
           .transpose_left = below(2) == 1,
           .transpose_right = below(2) == 1,
           .padding = below(5),
           .matrices = 1 + below(4),
           .start = below(2),
           .origin = below(4),
           .alpha = static_cast<double>(below(5)) / 2 - 1,
           .beta = static_cast<double>(below(3)) / 2});
  }
}

TEST_F(Checked, WithoutBetaTheResultIsNotRead) {
  auto memory = buffer(3 * 16);
  auto* floats = static_cast<float*>(memory->contents());
  std::fill_n(floats, 8, 1.0f);
  for (const float junk : {NAN, INFINITY}) {
    std::fill_n(floats + 8, 4, junk);
    auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(2, 2, 8, MPS::DataTypeFloat32);
    auto at = [&](NS::UInteger offset) {
      return NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), offset, descriptor));
    };
    auto left = at(0), right = at(16), result = at(32);
    auto product = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), false, false, 2, 2, 2, 3, 0));
    run([&](MTL::CommandBuffer* commands) {
      product->encodeToCommandBuffer(commands, left.get(), right.get(), result.get());
    });
    EXPECT_EQ(std::vector<float>(floats + 8, floats + 12), std::vector<float>(4, 6.0f));
  }
}

// Halves of the same rows have no byte in common, though their extents cross.
TEST_F(Checked, FactorsAndResultMayShareRows) {
  auto memory = buffer(4 * 12 * 4);
  auto* floats = static_cast<float*>(memory->contents());
  std::fill_n(floats, 48, 1.0f);
  auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(4, 4, 48, MPS::DataTypeFloat32);
  auto at = [&](NS::UInteger column) {
    return NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), column * 4, descriptor));
  };
  auto left = at(0), right = at(4), result = at(8);
  auto product = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), 4, 4, 4));
  run([&](MTL::CommandBuffer* commands) {
    product->encodeToCommandBuffer(commands, left.get(), right.get(), result.get());
  });
  for (int i = 0; i < 48; ++i) EXPECT_EQ(floats[i], i % 12 < 8 ? 1 : 4) << i;
}

TEST_F(Checked, ProductsInARowSeeEachOther) {
  auto x = NS::TransferPtr(
      MPS::Matrix::alloc()->init(device.get(), MPS::MatrixDescriptor::matrixDescriptor(1, 1, 4, MPS::DataTypeFloat32)));
  auto y = NS::TransferPtr(
      MPS::Matrix::alloc()->init(device.get(), MPS::MatrixDescriptor::matrixDescriptor(1, 1, 4, MPS::DataTypeFloat32)));
  auto two = NS::TransferPtr(
      MPS::Matrix::alloc()->init(device.get(), MPS::MatrixDescriptor::matrixDescriptor(1, 1, 4, MPS::DataTypeFloat32)));
  *static_cast<float*>(x->data()->contents()) = 1;
  *static_cast<float*>(two->data()->contents()) = 2;
  auto product = NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), 1, 1, 1));
  run([&](MTL::CommandBuffer* commands) {
    for (int i = 0; i < 10; ++i) {
      product->encodeToCommandBuffer(commands, x.get(), two.get(), y.get());
      product->encodeToCommandBuffer(commands, y.get(), two.get(), x.get());
    }
  });
  EXPECT_EQ(*static_cast<float*>(x->data()->contents()), 1 << 20);
}

TEST_F(Checked, VectorsOfEveryType) {
  for (const auto& [inputs, result] : kTypes)
    for (int bits = 0; bits < 8; ++bits) {
      SCOPED_TRACE(::testing::Message() << std::hex << inputs << " " << bits);
      const bool transpose = bits & 1;
      const std::size_t rows = 37, columns = 21, vectors = bits & 2 ? 3 : 1, start = bits & 2 ? 1 : 0;
      const double alpha = bits & 4 ? 1.5 : 1, beta = bits & 4 ? -0.5 : 0;
      const Placed a = place({.padding = 2, .matrices = vectors, .start = start}, inputs, transpose ? columns : rows,
                             transpose ? rows : columns);
      const std::size_t in_size = MPS::SizeofMPSDataType(inputs), out_size = MPS::SizeofMPSDataType(result),
                        all = vectors + start;
      auto in = buffer(all * (columns + 3) * in_size), out = buffer(all * (rows + 1) * out_size);
      fill(in.get(), inputs);
      fill(out.get(), result);
      std::vector<char> before(static_cast<char*>(out->contents()),
                               static_cast<char*>(out->contents()) + out->length());
      auto x = NS::TransferPtr(MPS::Vector::alloc()->init(
          in.get(), MPS::VectorDescriptor::vectorDescriptor(columns, all, (columns + 3) * in_size, inputs)));
      auto y = NS::TransferPtr(MPS::Vector::alloc()->init(
          out.get(), MPS::VectorDescriptor::vectorDescriptor(rows, all, (rows + 1) * out_size, result)));
      auto product = NS::TransferPtr(
          MPS::MatrixVectorMultiplication::alloc()->init(device.get(), transpose, rows, columns, alpha, beta));
      product->setBatchStart(start);
      run([&](MTL::CommandBuffer* commands) {
        product->encodeToCommandBuffer(commands, a.matrix.get(), x.get(), y.get());
      });
      for (std::size_t z = 0; z < vectors; ++z)
        for (std::size_t i = 0; i < rows; ++i) {
          double sum = 0, absolute = 0;
          for (std::size_t p = 0; p < columns; ++p) {
            const double term = get(a.buffer->contents(), inputs, transpose ? a.at(z, p, i) : a.at(z, i, p)) *
                                get(in->contents(), inputs, (z + start) * (columns + 3) + p);
            sum += term;
            absolute += std::abs(term);
          }
          const std::size_t index = (z + start) * (rows + 1) + i;
          const double old = get(before.data(), result, index), exact = alpha * sum + beta * old;
          ASSERT_NEAR(get(out->contents(), result, index), exact,
                      bound(result, columns, exact, std::abs(alpha) * absolute + std::abs(beta * old)))
              << z << " " << i;
        }
      if (start) {
        EXPECT_EQ(std::memcmp(before.data(), out->contents(), (rows + 1) * out_size), 0);
      }
    }
}

// Each thread has its own copy of the kernel, as Apple asks for.
TEST_F(Checked, ThreadsWithCopies) {
  auto original =
      NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(device.get(), false, false, 64, 64, 64, 2, 0));
  original->setLabel(NS::String::string("product", NS::UTF8StringEncoding));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t, copy = original->copy()]() mutable {
      auto kernel = NS::TransferPtr(copy);
      NS::AutoreleasePool* pool = NS::AutoreleasePool::alloc()->init();
      auto* descriptor = MPS::MatrixDescriptor::matrixDescriptor(64, 64, 256, MPS::DataTypeFloat32);
      auto matrix = [&] { return NS::TransferPtr(MPS::Matrix::alloc()->init(device.get(), descriptor)); };
      auto a = matrix(), b = matrix(), c = matrix();
      for (int i = 0; i < 64 * 64; ++i) {
        static_cast<float*>(a->data()->contents())[i] = static_cast<float>(t + 1);
        static_cast<float*>(b->data()->contents())[i] = 1;
      }
      for (int round = 0; round < 50; ++round) {
        MTL::CommandBuffer* commands = queue->commandBuffer();
        kernel->encodeToCommandBuffer(commands, a.get(), b.get(), c.get());
        commands->commit();
        commands->waitUntilCompleted();
      }
      for (int i = 0; i < 64 * 64; ++i)
        EXPECT_EQ(static_cast<float*>(c->data()->contents())[i], static_cast<float>(128 * (t + 1)));
      EXPECT_STREQ(kernel->label()->utf8String(), "product");
      pool->release();
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace mps_test
