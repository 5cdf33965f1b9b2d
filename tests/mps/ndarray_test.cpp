// SPDX-License-Identifier: Apache-2.0
// NDArrays, their views, and NDArrayMatrixMultiplication against sums in double.
#include <algorithm>
#include <array>

#include "matrices.h"

namespace mps_test {
namespace {

using Shape = std::vector<NS::UInteger>;  // dimension 0 first

class Arrays : public Products {
 protected:
  static MPS::NDArrayDescriptor* descriptor(MPS::DataType type, const Shape& shape) {
    return MPS::NDArrayDescriptor::descriptor(type, shape.size(), shape.data());
  }

  NS::SharedPtr<MPS::NDArray> array(MPS::DataType type, const Shape& shape, bool packed = false) {
    auto* made = descriptor(type, shape);
    made->setPreferPackedRows(packed);
    auto result = NS::TransferPtr(MPS::NDArray::alloc()->init(device.get(), made));
    fill(result->userBuffer(), type);
    return result;
  }

  // All elements, packed, dimension 0 first.
  static std::vector<double> values(MPS::NDArray* array) {
    std::size_t count = 1;
    for (NS::UInteger i = 0; i < array->numberOfDimensions(); ++i) count *= array->lengthOfDimension(i);
    std::vector<char> bytes(count * array->dataTypeSize());
    array->readBytes(bytes.data(), nullptr);
    std::vector<double> result(count);
    for (std::size_t i = 0; i < count; ++i) result[i] = get(bytes.data(), array->dataType(), i);
    return result;
  }

  static NS::Array* list(std::vector<MPS::NDArray*> arrays) {
    return NS::Array::array(reinterpret_cast<const NS::Object* const*>(arrays.data()), arrays.size());
  }

  static void check(MPS::NDArray* a, MPS::NDArray* b, MPS::NDArray* c, const std::vector<double>& old, double alpha,
                    double beta, MPS::NDArray* d) {
    const auto left = values(a), right = values(b), out = values(d);
    const NS::UInteger n = d->lengthOfDimension(0), m = d->lengthOfDimension(1), k = a->lengthOfDimension(0);
    const auto at = [](MPS::NDArray* array, NS::UInteger y, NS::UInteger x, NS::UInteger i, NS::UInteger j) {
      const auto one = [&](NS::UInteger dimension, NS::UInteger index) {
        return array->lengthOfDimension(dimension) == 1 ? 0 : index;
      };
      return ((one(3, y) * array->lengthOfDimension(2) + one(2, x)) * array->lengthOfDimension(1) + i) *
                 array->lengthOfDimension(0) +
             j;
    };
    for (NS::UInteger y = 0; y < d->lengthOfDimension(3); ++y)
      for (NS::UInteger x = 0; x < d->lengthOfDimension(2); ++x)
        for (NS::UInteger i = 0; i < m; ++i)
          for (NS::UInteger j = 0; j < n; ++j) {
            double sum = 0, absolute = 0;
            for (NS::UInteger p = 0; p < k; ++p) {
              const double term = left[at(a, y, x, i, p)] * right[at(b, y, x, p, j)];
              sum += term;
              absolute += std::abs(term);
            }
            const double added = c ? beta * old[at(c, y, x, i, j)] : 0, exact = alpha * sum + added;
            ASSERT_NEAR(out[at(d, y, x, i, j)], exact,
                        bound(d->dataType(), k, exact, std::abs(alpha) * absolute + std::abs(added)))
                << y << x << i << j;
          }
  }

  NS::SharedPtr<MPS::NDArrayMatrixMultiplication> kernel(NS::UInteger sources, double alpha = 1, double beta = 1) {
    auto made = NS::TransferPtr(MPS::NDArrayMatrixMultiplication::alloc()->init(device.get(), sources));
    made->setAlpha(alpha);
    made->setBeta(beta);
    return made;
  }
};

TEST_F(Arrays, ShapesNameTheSlowestDimensionFirst) {
  const NS::Object* numbers[] = {NS::Number::number(2), NS::Number::number(3)};
  auto* made = MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, NS::Array::array(numbers, 2));
  EXPECT_EQ(made->lengthOfDimension(0), 3u);
  EXPECT_EQ(made->lengthOfDimension(1), 2u);
  EXPECT_EQ(made->lengthOfDimension(2), 1u);
  EXPECT_EQ(made->numberOfDimensions(), 2u);
  EXPECT_EQ(made->getShape()->object<NS::Number>(0)->unsignedIntegerValue(), 2u);
  const NS::UInteger sizes[] = {3, 2};
  EXPECT_EQ(MPS::NDArrayDescriptor::descriptor(MPS::DataTypeFloat32, 2, sizes)->lengthOfDimension(0), 3u);
}

TEST_F(Arrays, RowsArePaddedUnlessPackedOnesArePreferred) {
  EXPECT_EQ(array(MPS::DataTypeFloat32, {3, 2})->resourceSize(), 32u);
  EXPECT_EQ(array(MPS::DataTypeFloat32, {3, 2}, true)->resourceSize(), 24u);
  EXPECT_EQ(array(MPS::DataTypeInt8, {17, 2, 2})->resourceSize(), 128u);
}

TEST_F(Arrays, ViewsSeeTheSameMemory) {
  auto whole = array(MPS::DataTypeFloat32, {3, 2});
  const float elements[] = {1, 2, 3, 4, 5, 6};
  whole->writeBytes(elements, nullptr);
  auto* turned = whole->descriptor();
  turned->transposeDimension(0, 1);
  MPS::NDArray* view = whole->arrayView(turned);
  EXPECT_EQ(view->lengthOfDimension(0), 2u);
  EXPECT_EQ(view->parent(), whole.get());
  EXPECT_EQ(values(view), (std::vector<double>{1, 4, 2, 5, 3, 6}));
  auto* part = whole->descriptor();
  part->sliceDimension(0, 1, 2);
  EXPECT_EQ(values(whole->arrayView(nullptr, part, MPS::AliasingStrategyDefault)), (std::vector<double>{2, 3, 5, 6}));
  EXPECT_EQ(whole->arrayView(nullptr, part, MPS::AliasingStrategyShallNotAlias), nullptr);
  const float sevens[] = {7, 7, 7, 7};
  whole->arrayView(part)->writeBytes(sevens, nullptr);
  EXPECT_EQ(values(whole.get()), (std::vector<double>{1, 7, 7, 4, 7, 7}));
}

TEST_F(Arrays, TwoByTwo) {
  auto a = array(MPS::DataTypeFloat32, {2, 2}), b = array(MPS::DataTypeFloat32, {2, 2});
  const float left[] = {1, 2, 3, 4}, right[] = {5, 6, 7, 8};
  a->writeBytes(left, nullptr);
  b->writeBytes(right, nullptr);
  MPS::NDArray* result = nullptr;
  run([&](MTL::CommandBuffer* commands) {
    result = kernel(2)->encodeToCommandBuffer(commands, list({a.get(), b.get()}));
  });
  EXPECT_EQ(values(result), (std::vector<double>{19, 22, 43, 50}));
}

TEST_F(Arrays, BatchesAndBroadcasting) {
  const std::pair<NS::UInteger, NS::UInteger> batches[] = {{1, 1}, {3, 1}, {1, 2}, {3, 2}};
  for (const auto& [a2, a3] : batches)
    for (const auto& [b2, b3] : batches)
      for (const auto& [c2, c3] : batches)
        for (const MPS::DataType type : {MPS::DataTypeFloat32, MPS::DataTypeFloat16, MPS::DataTypeBFloat16}) {
          SCOPED_TRACE(::testing::Message() << a2 << a3 << b2 << b3 << c2 << c3 << std::hex << type);
          auto a = array(type, {5, 4, a2, a3}), b = array(type, {6, 5, b2, b3}, true), c = array(type, {6, 4, c2, c3});
          auto d = array(type, {6, 4, std::max({a2, b2, c2}), std::max({a3, b3, c3})});
          auto multiply = kernel(3, 0.5, -2);
          run([&](MTL::CommandBuffer* commands) {
            multiply->encodeToCommandBuffer(commands, list({a.get(), b.get(), c.get()}), d.get());
          });
          check(a.get(), b.get(), c.get(), values(c.get()), 0.5, -2, d.get());
        }
}

TEST_F(Arrays, TransposedAndSlicedViews) {
  for (int bits = 0; bits < 8; ++bits)
    for (const MPS::DataType type :
         {MPS::DataTypeFloat32, MPS::DataTypeFloat16, MPS::DataTypeBFloat16, MPS::DataTypeInt8, MPS::DataTypeInt16}) {
      SCOPED_TRACE(::testing::Message() << bits << std::hex << type);
      const MPS::DataType result =
          type == MPS::DataTypeInt8 || type == MPS::DataTypeInt16 ? MPS::DataTypeFloat32 : type;
      const auto view = [&](bool other_way, MPS::DataType of, NS::UInteger columns, NS::UInteger rows,
                            NS::SharedPtr<MPS::NDArray>& keep) {
        // Rows and columns swapped, or far apart: neither lies side by side then.
        keep = other_way ? array(of, {2, rows + 1, columns}) : array(of, {rows + 1, columns});
        auto* seen = keep->descriptor();
        if (other_way) {
          const NS::UInteger order[] = {2, 1, 0};
          seen->permute(order);
          seen->sliceDimension(2, 1, 1);
        } else {
          seen->transposeDimension(0, 1);
        }
        seen->sliceDimension(1, 1, rows);
        return keep->arrayView(seen);
      };
      NS::SharedPtr<MPS::NDArray> keep_a, keep_b, keep_d;
      MPS::NDArray* a = view(bits & 1, type, 9, 7, keep_a);
      MPS::NDArray* b = view(bits & 2, type, 8, 9, keep_b);
      MPS::NDArray* d = view(bits & 4, result, 8, 7, keep_d);
      run([&](MTL::CommandBuffer* commands) { kernel(2, 3)->encodeToCommandBuffer(commands, list({a, b}), d); });
      check(a, b, nullptr, {}, 3, 0, d);
    }
}

TEST_F(Arrays, TheThirdSourceMayBeTheDestination) {
  auto a = array(MPS::DataTypeFloat32, {40, 30}), b = array(MPS::DataTypeFloat32, {20, 40}),
       d = array(MPS::DataTypeFloat32, {20, 30});
  const auto old = values(d.get());
  run([&](MTL::CommandBuffer* commands) {
    kernel(3, 1, 0.5)->encodeToCommandBuffer(commands, list({a.get(), b.get(), d.get()}), d.get());
  });
  check(a.get(), b.get(), d.get(), old, 1, 0.5, d.get());
}

TEST_F(Arrays, IntoAnEncoderThatIsOpenWhoseBindingsStay) {
  auto a = array(MPS::DataTypeFloat32, {64, 48}), b = array(MPS::DataTypeFloat32, {32, 64}),
       c = array(MPS::DataTypeFloat32, {32, 48}), d = array(MPS::DataTypeFloat32, {32, 48});
  auto multiply = kernel(2);
  run([&](MTL::CommandBuffer* commands) {
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    multiply->encodeToCommandEncoder(encoder, commands, list({a.get(), b.get()}), c.get());
    multiply->encodeToCommandEncoder(encoder, commands, list({a.get(), b.get()}), d.get());
    encoder->endEncoding();
    multiply->encodeToCommandEncoder(nullptr, commands, list({a.get(), b.get()}), c.get());
  });
  check(a.get(), b.get(), nullptr, {}, 1, 0, c.get());
  check(a.get(), b.get(), nullptr, {}, 1, 0, d.get());
}

}  // namespace
}  // namespace mps_test
