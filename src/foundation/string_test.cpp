// SPDX-License-Identifier: Apache-2.0
#include "foundation/string.h"

#include <gtest/gtest.h>

#include "foundation/autorelease_pool.h"

namespace pewter::foundation {
namespace {

using namespace std::string_view_literals;

TEST(StringTest, CountsUtf16Units) {
  EXPECT_EQ(string("abc")->length(), 3u);
  EXPECT_EQ(string("größe")->length(), 5u);
  EXPECT_EQ(string("a😀b")->length(), 4u);
  EXPECT_EQ(string("")->length(), 0u);
}

TEST(StringTest, CharactersAreUtf16Units) {
  Ref<String> text = string("a😀ß");
  EXPECT_EQ(text->character(0), u'a');
  EXPECT_EQ(text->character(1), 0xD83D);
  EXPECT_EQ(text->character(2), 0xDE00);
  EXPECT_EQ(text->character(3), u'ß');
  EXPECT_DEATH(text->character(4), "NSRangeException.*-\\[NSString characterAtIndex:\\]");
}

TEST(StringTest, InvalidBytesAreReplaced) {
  EXPECT_EQ(string("a\xFFz")->utf8(), "a\uFFFDz");
  EXPECT_EQ(string("\xC0\x80")->utf8(), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(string("\xED\xA0\x80")->utf8(), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(string("\xE2\x82")->utf8(), "\uFFFD\uFFFD");            // cut off
}

TEST(StringTest, ValueSemantics) {
  Ref<String> a = string("same"), b = string("same"), c = string("else");
  EXPECT_TRUE(a->is_equal(b.get()));
  EXPECT_EQ(a->hash(), b->hash());
  EXPECT_FALSE(a->is_equal(c.get()));
  Ref<Object> copy = Ref<Object>::adopt(a->copy());
  EXPECT_EQ(copy.get(), a.get());
  EXPECT_EQ(a->retain_count(), 2u);
  EXPECT_EQ(a->description(), "same");
}

TEST(StringTest, ConstantsAreOneObjectAndSurvive) {
  String* constant = constant_string("a constant");
  EXPECT_EQ(constant, constant_string(std::string("a ") + "constant"));
  constant->release();
  constant->release();
  EXPECT_EQ(view(constant_string("a constant")), "a constant");
  EXPECT_EQ(view(constant_string("with\0nul"sv)).size(), 8u);
}

TEST(StringTest, FindsLikeFoundation) {
  Ref<String> text = string("größer GRöSSER größer");
  const auto at = [&](std::string_view what, String::Search search) {
    const auto range = text->find(what, search);
    return range ? static_cast<long>(range->location) : -1L;
  };
  EXPECT_EQ(at("größer", {}), 0);
  EXPECT_EQ(at("größer", {.backwards = true}), 15);
  EXPECT_EQ(at("grösser", {}), -1);
  EXPECT_EQ(at("grösser", {.ignore_case = true}), 7);
  EXPECT_EQ(at("ößer", {}), 2);
  EXPECT_EQ(at("ößer", {.anchored = true}), -1);
  EXPECT_EQ(at("ößer", {.backwards = true, .anchored = true}), 17);
  EXPECT_EQ(at("", {}), -1);
  EXPECT_EQ(text->find("größer", {})->length, 6u);
}

struct EncodingCase {
  Encoding encoding;
  std::string_view utf8;
  std::string_view bytes;
};

class EncodingTest : public testing::TestWithParam<EncodingCase> {};

TEST_P(EncodingTest, RoundTrips) {
  const EncodingCase& c = GetParam();
  EXPECT_EQ(encode(c.utf8, c.encoding), std::string(c.bytes));
  EXPECT_EQ(decode(c.bytes, c.encoding), std::string(c.utf8));
}

INSTANTIATE_TEST_SUITE_P(
    All, EncodingTest,
    testing::Values(EncodingCase{Encoding::ascii, "plain", "plain"}, EncodingCase{Encoding::utf8, "ä€😀", "ä€😀"},
                    EncodingCase{Encoding::latin1, "ä", "\xE4"}, EncodingCase{Encoding::latin2, "ł", "\xB3"},
                    EncodingCase{Encoding::windows1250, "ł", "\xB3"}, EncodingCase{Encoding::windows1251, "Ж", "\xC6"},
                    EncodingCase{Encoding::windows1252, "€", "\x80"}, EncodingCase{Encoding::windows1253, "α", "\xE1"},
                    EncodingCase{Encoding::windows1254, "ş", "\xFE"}, EncodingCase{Encoding::mac_roman, "ä", "\x8A"},
                    EncodingCase{Encoding::euc_jp, "あ", "\xA4\xA2"},
                    EncodingCase{Encoding::shift_jis, "あ", "\x82\xA0"},
                    EncodingCase{Encoding::iso2022_jp, "あ", "\x1B$B$\"\x1B(B"},
                    EncodingCase{Encoding::utf16, "a€", "a\0\xAC\x20"sv},
                    EncodingCase{Encoding::utf16_little, "😀", "\x3D\xD8\x00\xDE"sv},
                    EncodingCase{Encoding::utf16_big, "a€", "\0a\x20\xAC"sv},
                    EncodingCase{Encoding::utf32, "a", "a\0\0\0"sv},
                    EncodingCase{Encoding::utf32_little, "€", "\xAC\x20\0\0"sv},
                    EncodingCase{Encoding::utf32_big, "😀", "\0\x01\xF6\x00"sv}));

TEST(TextEncodingTest, ByteOrderMarksAreObeyed) {
  EXPECT_EQ(decode("\xFE\xFF\0a"sv, Encoding::utf16), "a");
  EXPECT_EQ(decode("\xFF\xFE"
                   "a\0"sv,
                   Encoding::utf16),
            "a");
  EXPECT_EQ(decode("\0\0\xFE\xFF\0\0\0a"sv, Encoding::utf32), "a");
}

TEST(TextEncodingTest, WhatDoesNotFitIsRefused) {
  EXPECT_EQ(encode("ä", Encoding::ascii), std::nullopt);
  EXPECT_EQ(encode("€", Encoding::latin1), std::nullopt);
  EXPECT_EQ(decode("\x80", Encoding::ascii), std::nullopt);
  EXPECT_EQ(decode("\xFF", Encoding::utf8), std::nullopt);
  EXPECT_EQ(decode("a"sv, Encoding::utf16), std::nullopt);                // half a unit
  EXPECT_EQ(decode("\x3D\xD8"sv, Encoding::utf16_little), std::nullopt);  // half a pair
  EXPECT_EQ(decode("x", Encoding(2)), std::nullopt);                      // NEXTSTEP
  EXPECT_EQ(encode("x", Encoding(77)), std::nullopt);
}

TEST(TextEncodingTest, LongTextsConvert) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "ä€";
  const std::optional<std::string> wide = encode(text, Encoding::utf16);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->size(), 20000u);
  EXPECT_EQ(decode(*wide, Encoding::utf16), text);
}

TEST(StringTest, CStringsAreTerminatedInTheirUnit) {
  PoolScope pool;
  Ref<String> text = string("hä");
  EXPECT_STREQ(text->c_string(Encoding::utf8), "hä");
  EXPECT_STREQ(text->c_string(Encoding::latin1), "h\xE4");
  EXPECT_EQ(text->c_string(Encoding::ascii), nullptr);
  const char* wide = text->c_string(Encoding::utf16);
  EXPECT_EQ(std::string_view(wide, 6), "h\0\xE4\0\0\0"sv);
}

}  // namespace
}  // namespace pewter::foundation
