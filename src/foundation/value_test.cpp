// SPDX-License-Identifier: Apache-2.0
#include "foundation/value.h"

#include <gtest/gtest.h>

#include <climits>
#include <cmath>

namespace pewter::foundation {
namespace {

TEST(TypeCodeTest, Sizes) {
  EXPECT_EQ(size_of_type("c"), 1u);
  EXPECT_EQ(size_of_type("^v"), sizeof(void*));
  EXPECT_EQ(size_of_type("^{Node}"), sizeof(void*));  // its members need not be known
  EXPECT_EQ(size_of_type("{Node=i^{Node=i^{Node}}}"), 16u);
  EXPECT_EQ(size_of_type("{?=QQQ}"), 24u);
  EXPECT_EQ(size_of_type("{Mixed=cq}"), 16u);
  EXPECT_EQ(size_of_type("{Mixed=qc}"), 16u);
  EXPECT_EQ(size_of_type("(U=cs)"), 2u);
  EXPECT_EQ(size_of_type("[4f]"), 16u);
  EXPECT_EQ(size_of_type("{A=[3s]{B=cd}}"), 24u);
  EXPECT_EQ(size_of_type("r^v"), sizeof(void*));
}

TEST(TypeCodeTest, BadCodesAreRefused) {
  for (const char* code : {"", "z", "{", "{A=", "{A=i", "[4f", "[", "^", "ii", "(", "}", "{A}", "^{A", "[999999[999999c]]"})
    EXPECT_EQ(size_of_type(code), std::nullopt) << code;
  EXPECT_EQ(size_of_type(std::string(100'000, '^')), std::nullopt);
  EXPECT_EQ(size_of_type(std::string(100'000, '[')), std::nullopt);
}

TEST(NumberTest, ConvertsLikeC) {
  Ref<Number> n = make<Number>(-3);
  EXPECT_EQ(n->as<int>(), -3);
  EXPECT_EQ(n->as<double>(), -3.0);
  EXPECT_EQ(n->as<unsigned char>(), 253);
  EXPECT_TRUE(n->as<bool>());
  EXPECT_EQ(make<Number>(2.9)->as<int>(), 2);
  EXPECT_EQ(make<Number>(0.5)->as<bool>(), true);
  EXPECT_EQ(make<Number>(ULLONG_MAX)->as<unsigned long long>(), ULLONG_MAX);
}

TEST(NumberTest, UndefinedConversionsSaturate) {
  EXPECT_EQ(make<Number>(1e300)->as<long long>(), LLONG_MAX);
  EXPECT_EQ(make<Number>(-1e300)->as<int>(), INT_MIN);
  EXPECT_EQ(make<Number>(-1.0f)->as<unsigned>(), 0u);
  EXPECT_EQ(make<Number>(NAN)->as<int>(), 0);
}

TEST(NumberTest, ComparesByValueAcrossTypes) {
  EXPECT_TRUE(make<Number>(1)->is_equal(make<Number>(1.0).get()));
  EXPECT_EQ(make<Number>(1)->hash(), make<Number>(1.0)->hash());
  EXPECT_TRUE(make<Number>(true)->is_equal(make<Number>(static_cast<char>(1)).get()));
  EXPECT_LT(make<Number>(-1)->compare(*make<Number>(ULLONG_MAX)), 0);
  EXPECT_GT(make<Number>(LLONG_MAX)->compare(*make<Number>(LLONG_MAX - 1)), 0);
  EXPECT_LT(make<Number>(NAN)->compare(*make<Number>(0)), 0);
  EXPECT_EQ(make<Number>(NAN)->compare(*make<Number>(NAN)), 0);
}

TEST(NumberTest, Text) {
  EXPECT_EQ(make<Number>(true)->text(), "1");
  EXPECT_EQ(make<Number>('A')->text(), "65");
  EXPECT_EQ(make<Number>(0.1f)->text(), "0.1");
  EXPECT_EQ(make<Number>(ULLONG_MAX)->text(), "18446744073709551615");
}

TEST(ValueTest, NumbersAreValues) {
  EXPECT_TRUE(make<Number>(1)->is_kind_of(Value::kClass));
  EXPECT_EQ(make<Number>(1L)->type(), "q");
  int x = 0;
  int* p = &x;
  EXPECT_EQ(make<Value>(std::string(reinterpret_cast<char*>(&p), sizeof(p)), "^v")->pointer(), p);
  EXPECT_EQ(make<Value>(std::string("ab"), "s")->pointer(), nullptr);
}

}  // namespace
}  // namespace pewter::foundation
