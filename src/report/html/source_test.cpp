// SPDX-License-Identifier: Apache-2.0
#include "report/html/source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "report/renderer.h"
#include "report/testing/cases.h"
#include "report/testing/scene.h"

namespace pewter::report::html {
namespace {

namespace fs = std::filesystem;

class SourceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sources-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory_ = name;
    write("a.cpp", "1\n2\n3\n4\n5\n\tsix <b>\r\n7\x1b\n");
    write("secret", "1\n2\n3\n");
  }
  void TearDown() override { fs::remove_all(directory_); }
  void write(const char* name, std::string_view text) { std::ofstream(directory_ / name, std::ios::binary) << text; }

  fs::path directory_;
};

TEST_F(SourceTest, LinesAround) {
  Sources sources(directory_);
  const Excerpt* excerpt = sources.find(testing::frame("f", "a.cpp", 6));
  ASSERT_TRUE(excerpt);
  EXPECT_EQ(excerpt->first, 2u);
  EXPECT_EQ(excerpt->hit, 6u);
  EXPECT_EQ(excerpt->lines, (std::vector<std::string>{"2", "3", "4", "5", "    six <b>", "7\\x1b"}));
  EXPECT_EQ(sources.find(testing::frame("f", directory_ / "a.cpp", 1))->lines.size(), 5u);
}

TEST_F(SourceTest, WithoutTheCommonIndent) {
  write("b.cpp", "    a\n\n      b\n\tc\n");
  Sources sources(directory_);
  EXPECT_EQ(sources.find(testing::frame("f", "b.cpp", 2))->lines, (std::vector<std::string>{"a", "", "  b", "c"}));
}

TEST_F(SourceTest, NothingWhereThereIsNothing) {
  Sources sources(directory_);
  EXPECT_FALSE(sources.find(testing::frame("f", "a.cpp", 0)));
  EXPECT_FALSE(sources.find(testing::frame("f", "a.cpp", 8)));
  EXPECT_FALSE(sources.find(testing::frame("f", "none.cpp", 1)));
  EXPECT_FALSE(sources.find(testing::frame("f", "", 1)));
}

// A report may come from a stranger and name any file; the page may go to one.
TEST_F(SourceTest, OnlySources) {
  Sources sources(directory_);
  EXPECT_FALSE(sources.find(testing::frame("f", "secret", 1)));
  EXPECT_FALSE(sources.find(testing::frame("f", "/etc/passwd", 1)));
  fs::create_directory(directory_ / "d.cpp");
  EXPECT_FALSE(sources.find(testing::frame("f", "d.cpp", 1)));
}

TEST_F(SourceTest, EscapedInThePage) {
  Report report = testing::named("race");
  report.working_directory = directory_;
  for (auto& [id, stack] : report.stacks) stack = {testing::frame("f", "a.cpp", 6)};
  const std::string page = render_html(report);
  EXPECT_NE(page.find("six &lt;b&gt;"), std::string::npos);
  EXPECT_NE(page.find("six \\u003cb>"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
}

}  // namespace
}  // namespace pewter::report::html
