// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

// What the tests of products share: elements of every type, and how far a product may be from the exact one.
namespace mps_test {

inline float from_half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
  const double size = exponent == 31 ? (mantissa ? NAN : INFINITY)
                      : exponent     ? std::ldexp(1024 + mantissa, exponent - 25)
                                     : std::ldexp(mantissa, -24);
  return static_cast<float>(bits & 0x8000 ? -size : size);
}

// The nearest of all halves, found by looking: slow, and nobody else's arithmetic.
inline std::uint16_t to_half(double value) {
  std::uint16_t low = 0, high = 0x7bff;
  const double size = std::abs(value);
  while (low < high) {
    const std::uint16_t middle = static_cast<std::uint16_t>((low + high + 1) / 2);
    if (from_half(middle) <= size)
      low = middle;
    else
      high = static_cast<std::uint16_t>(middle - 1);
  }
  if (low < 0x7bff && from_half(static_cast<std::uint16_t>(low + 1)) - size < size - from_half(low)) ++low;
  return static_cast<std::uint16_t>(low | (value < 0 ? 0x8000 : 0));
}

inline double get(const void* data, MPS::DataType type, std::size_t index) {
  const auto at = [&]<class T>(T) {
    T value;
    std::memcpy(&value, static_cast<const char*>(data) + index * sizeof(T), sizeof(T));
    return value;
  };
  switch (type) {
    case MPS::DataTypeFloat32:
      return at(float{});
    case MPS::DataTypeFloat16:
      return from_half(at(std::uint16_t{}));
    case MPS::DataTypeBFloat16:
      return std::bit_cast<float>(std::uint32_t{at(std::uint16_t{})} << 16);
    case MPS::DataTypeInt8:
      return at(std::int8_t{});
    case MPS::DataTypeInt16:
      return at(std::int16_t{});
    default:
      return 0;
  }
}

// `value` as the type holds it.
inline void put(void* data, MPS::DataType type, std::size_t index, double value) {
  const auto at = [&](auto element) {
    std::memcpy(static_cast<char*>(data) + index * sizeof(element), &element, sizeof(element));
  };
  switch (type) {
    case MPS::DataTypeFloat32:
      return at(static_cast<float>(value));
    case MPS::DataTypeFloat16:
      return at(to_half(value));
    case MPS::DataTypeBFloat16:
      return at(static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(static_cast<float>(value)) >> 16));
    case MPS::DataTypeInt8:
      return at(static_cast<std::int8_t>(value * 8));
    case MPS::DataTypeInt16:
      return at(static_cast<std::int16_t>(value * 1000));
    default:
      return;
  }
}

// The largest relative error of one rounding to the type.
inline double rounding(MPS::DataType type) {
  return type == MPS::DataTypeFloat32 ? 0x1p-24 : type == MPS::DataTypeFloat16 ? 0x1p-11 : 0x1p-8;
}

// One element of a product: sums in float32 of `terms` products whose absolute values add up to `size`, then one
// rounding.
inline double bound(MPS::DataType result, std::size_t terms, double exact, double size) {
  const double sums = static_cast<double>(terms + 4) * 0x1p-24 * size;
  return sums + rounding(result) * (std::abs(exact) + sums) + (result == MPS::DataTypeFloat16 ? 0x1p-25 : 0);
}

class Products : public ::testing::Test {
 protected:
  void SetUp() override { pool_ = NS::AutoreleasePool::alloc()->init(); }
  void TearDown() override { pool_->release(); }

  NS::SharedPtr<MTL::Buffer> buffer(std::size_t bytes) {
    return NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  }

  // Random elements in the whole buffer, padding too.
  void fill(MTL::Buffer* to, MPS::DataType type) {
    std::uniform_real_distribution<double> uniform(-1, 1);
    for (std::size_t i = 0; i < to->length() / MPS::SizeofMPSDataType(type); ++i)
      put(to->contents(), type, i, uniform(random));
  }

  template <class Encode>
  void run(Encode encode) {
    MTL::CommandBuffer* commands = queue->commandBuffer();
    encode(commands);
    commands->commit();
    commands->waitUntilCompleted();
    ASSERT_EQ(commands->status(), MTL::CommandBufferStatusCompleted);
  }

  NS::SharedPtr<MTL::Device> device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::SharedPtr<MTL::CommandQueue> queue = NS::TransferPtr(device->newCommandQueue());
  std::mt19937 random{1};

 private:
  NS::AutoreleasePool* pool_ = nullptr;
};

}  // namespace mps_test
