// SPDX-License-Identifier: Apache-2.0
// What tests of the whole (tests/mps) do not reach: exactness of whole numbers, many threads at once, and what is left
// as it was.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "blas/blas.h"
#include "blas/library.h"

namespace pewter::blas {
namespace {

using model::ElementType;

Product square(ElementType type, std::int64_t n, const void* a, const void* b, float* c) {
  Product product;
  product.input_type = type;
  product.rows = product.columns = product.inner = n;
  product.left = {a, n, 1};
  product.right = {b, n, 1};
  product.result = {c, n, 1};
  return product;
}

TEST(Multiply, TheLibraryIsThere) { EXPECT_EQ(load(), ""); }

TEST(Multiply, SumsOfBytesAreExactBeyond32Bits) {
  // -128 * -128 = 2^14 so often that the sum passes 2^31.
  const std::int64_t inner = 200'000;
  const std::vector<std::int8_t> least(static_cast<std::size_t>(inner), -128);
  float result = 0;
  Product product;
  product.input_type = ElementType::int8;
  product.rows = product.columns = 1;
  product.inner = inner;
  product.left = {least.data(), inner, 1};
  product.right = {least.data(), 1, 1};
  product.result = {&result, 1, 1};
  multiply(product);
  EXPECT_EQ(result, static_cast<float>(inner) * 16384.0f);
}

TEST(Multiply, NothingInsideIsBetaTimesTheAddend) {
  const float addend[4] = {1, 2, 3, 4};
  float result[4] = {};
  Product product = square(ElementType::float32, 2, addend, addend, result);
  product.inner = 0;
  product.beta = 2;
  product.addend = {addend, 2, 1};
  multiply(product);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(result[i], 2 * addend[i]);
}

// Whole numbers, so that every thread must get exactly the same.
TEST(Multiply, ManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&wrong, t] {
      for (int round = 0; round < 60; ++round) {
        const std::int64_t n = 8 + (round * 13 + t * 29) % 150;
        const auto count = static_cast<std::size_t>(n * n);
        const std::vector<float> floats(count, 2);
        const std::vector<std::uint16_t> bfloats(count, 0x4000);
        const std::vector<std::int8_t> bytes(count, 2);
        const void* inputs[] = {floats.data(), bfloats.data(), bytes.data()};
        const ElementType types[] = {ElementType::float32, ElementType::bfloat16, ElementType::int8};
        std::vector<float> result(count, -1);
        multiply(square(types[round % 3], n, inputs[round % 3], inputs[round % 3], result.data()));
        for (const float value : result) wrong += value != static_cast<float>(4 * n);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Multiply, TheProgramsThreadSettingStays) {
  ASSERT_EQ(load(), "");
  void* handle = dlopen("libgomp.so.1", RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(handle, nullptr);
  const auto get = reinterpret_cast<int (*)()>(dlsym(handle, "omp_get_max_threads"));
  const auto set = reinterpret_cast<void (*)(int)>(dlsym(handle, "omp_set_num_threads"));
  ASSERT_TRUE(get && set);
  const int before = get();
  set(3);
  {
    const OneThread one;
    EXPECT_EQ(get(), 1);
  }
  EXPECT_EQ(get(), 3);
  set(before);
}

}  // namespace
}  // namespace pewter::blas
