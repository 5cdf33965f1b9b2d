// SPDX-License-Identifier: Apache-2.0
#include "support/replace_between.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace pewter {
namespace {

class ReplaceBetween : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  void write(const std::string& text) const { std::ofstream(path_) << text; }
  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(path_).rdbuf();
    return text.str();
  }
  const std::string path_ =
      std::filesystem::temp_directory_path() / ("replace_between_test." + std::to_string(::getpid()));
};

TEST_F(ReplaceBetween, TheRestStays) {
  write("before <b>old</b> after");
  EXPECT_EQ(replace_between(path_, "<b>", "</b>", "new"), "");
  EXPECT_EQ(read(), "before <b>new</b> after");
}

TEST_F(ReplaceBetween, WithoutBothMarksNothingChanges) {
  for (const char* text : {"", "<b>", "</b>", "</b> <b>"}) {
    write(text);
    EXPECT_NE(replace_between(path_, "<b>", "</b>", "new"), "");
    EXPECT_EQ(read(), text);
  }
}

TEST_F(ReplaceBetween, AFileThatIsNotThere) {
  EXPECT_NE(replace_between(path_, "<b>", "</b>", "new"), "");
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace pewter
