// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "foundation/array.h"
#include "foundation/dictionary.h"
#include "foundation/enumerator.h"
#include "foundation/set.h"
#include "foundation/string.h"
#include "foundation/value.h"

namespace pewter::foundation {
namespace {

TEST(ArrayTest, OwnsItsObjects) {
  Ref<String> text = string("x");
  {
    Ref<Array> array = Array::create({text, text});
    EXPECT_EQ(array->count(), 2u);
    EXPECT_EQ(array->object(1), text.get());
    EXPECT_EQ(text->retain_count(), 3u);
  }
  EXPECT_EQ(text->retain_count(), 1u);
}

TEST(ArrayTest, IndexOutOfRangeEndsTheProcess) {
  EXPECT_DEATH(Array::create({})->object(0), "NSRangeException.*index 0 beyond bounds for empty array");
  EXPECT_DEATH(Array::create({string("x")})->object(3), "index 3 beyond bounds \\[0 .. 0\\]");
}

TEST(ArrayTest, EqualByElements) {
  EXPECT_TRUE(
      Array::create({string("a"), make<Number>(1)})->is_equal(Array::create({string("a"), make<Number>(1.0)}).get()));
  EXPECT_FALSE(Array::create({string("a")})->is_equal(Array::create({string("b")}).get()));
  EXPECT_FALSE(Array::create({string("a")})->is_equal(Array::create({}).get()));
  EXPECT_EQ(Array::create({string("a"), string("b")})->description(), "(\n    a,\n    b\n)");
}

TEST(DictionaryTest, FindsByValue) {
  Ref<Dictionary> map = Dictionary::create({{string("one"), make<Number>(1)}, {string("two"), make<Number>(2)}});
  EXPECT_EQ(map->count(), 2u);
  EXPECT_TRUE(map->object(string("two").get())->is_equal(make<Number>(2).get()));
  EXPECT_EQ(map->object(string("three").get()), nullptr);
  EXPECT_EQ(map->object(nullptr), nullptr);
  EXPECT_TRUE(
      map->is_equal(Dictionary::create({{string("two"), make<Number>(2)}, {string("one"), make<Number>(1)}}).get()));
  EXPECT_FALSE(map->is_equal(Dictionary::create({{string("one"), make<Number>(1)}}).get()));
  EXPECT_EQ(map->description(), "{\n    one = 1;\n    two = 2;\n}");
}

TEST(SetTest, HoldsEqualObjectsOnce) {
  Ref<Set> set = Set::create({string("a"), string("a"), string("b")});
  EXPECT_EQ(set->count(), 2u);
  EXPECT_TRUE(set->contains(string("b").get()));
  EXPECT_FALSE(set->contains(string("c").get()));
  EXPECT_TRUE(set->is_equal(Set::create({string("b"), string("a")}).get()));
}

TEST(EnumeratorTest, WalksOnce) {
  Ref<Enumerator> e = make<Enumerator>(std::vector<Ref<Object>>{string("a"), string("b"), string("c")});
  EXPECT_EQ(e->next()->description(), "a");
  EXPECT_EQ(e->rest().size(), 2u);
  EXPECT_EQ(e->next(), nullptr);
}

}  // namespace
}  // namespace pewter::foundation
