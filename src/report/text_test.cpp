// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <gtest/gtest.h>

namespace pewter::report {
namespace {

TEST(Text, Utf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("caf\xc3\xa9 \xe7\xb7\x9a \xf0\x9f\x90\x9b"));
  for (const char* bad : {"\xff", "\xc3", "\xc3(", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\xf0\x9f\x90", "\x80"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(Text, VisibleKeepsWhatCanBeShown) { EXPECT_EQ(visible("caf\xc3\xa9 <b> \"q\""), "caf\xc3\xa9 <b> \"q\""); }

TEST(Text, VisibleShowsWhatHides) {
  EXPECT_EQ(visible("a\nb\tc\x1b[31m\x7f"), "a\\nb\\tc\\x1b[31m\\x7f");
  EXPECT_EQ(visible("\xff\xc3("), "\\xff\\xc3(");
  EXPECT_EQ(visible("\xe2\x80\xae\xc2\x85"), "\\u202e\\x85");
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\x00");
}

TEST(Text, Markup) {
  EXPECT_EQ(escape_markup("<a href=\"x\" id='y'>&\x01"), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\\x01");
}

TEST(Text, ShellWords) {
  EXPECT_EQ(shell_word("--size=64"), "--size=64");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's $HOME"), "'it'\\''s $HOME'");
  EXPECT_EQ(shell_word("a\\b\n'\xff"), "$'a\\\\b\\x0a\\'\\xff'");
}

TEST(Text, Wrap) {
  EXPECT_EQ(wrap("one two three", "- ", 2, 9), "- one two\n  three\n");
  EXPECT_EQ(wrap("averyveryverylongword x", "", 0, 5), "averyveryverylongword\nx\n");
  EXPECT_EQ(wrap("", "- ", 2), "- \n");
}

TEST(Text, Sentences) {
  EXPECT_EQ(sentence("commit came first"), "commit came first.");
  EXPECT_EQ(sentence("Why?"), "Why?");
  EXPECT_EQ(sentence(""), "");
  EXPECT_EQ(capitalised("thread 1"), "Thread 1");
  EXPECT_EQ(milliseconds(12'345'678), "12.346");
  EXPECT_EQ(milliseconds(~std::uint64_t{0}), "18446744073709.552");
  EXPECT_EQ(count_of(1, "finding"), "1 finding");
  EXPECT_EQ(count_of(0, "finding"), "0 findings");
  EXPECT_EQ(base_name("/a/b.cpp"), "b.cpp");
  EXPECT_EQ(base_name("b.cpp"), "b.cpp");
}

}  // namespace
}  // namespace pewter::report
