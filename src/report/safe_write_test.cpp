// SPDX-License-Identifier: Apache-2.0
#include "report/safe_write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace pewter::report {
namespace {

namespace fs = std::filesystem;

class SafeWrite : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "safe-write-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  int files() { return static_cast<int>(std::distance(fs::directory_iterator(directory_), fs::directory_iterator())); }

  fs::path directory_;
};

TEST_F(SafeWrite, WritesAndReplaces) {
  const fs::path path = directory_ / "report";
  ASSERT_TRUE(safe_write(path, "old and long").ok());
  ASSERT_TRUE(safe_write(path, "new").ok());
  EXPECT_EQ(read(path), "new");
  EXPECT_EQ(files(), 1);
}

TEST_F(SafeWrite, FollowsLinksAndKeepsPermissions) {
  const fs::path path = directory_ / "report", link = directory_ / "link";
  ASSERT_TRUE(safe_write(path, "old").ok());
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("report", link);
  ASSERT_TRUE(safe_write(link, "new").ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(read(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SafeWrite, WritesToWhatIsNoFile) { EXPECT_TRUE(safe_write("/dev/null", "x").ok()); }

TEST_F(SafeWrite, SaysWhyNot) {
  const auto missing = safe_write(directory_ / "none" / "report", "x");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error(),
            "cannot write into the directory '" + (directory_ / "none").string() + "': No such file or directory");
  const auto directory = safe_write(directory_, "x");
  ASSERT_FALSE(directory.ok());
  EXPECT_EQ(directory.error(), "cannot write '" + directory_.string() + "': Is a directory");
}

// A disk that is full part of the way: the old file stays, and nothing lies beside it.
TEST_F(SafeWrite, WholeOrNotAtAll) {
  const fs::path path = directory_ / "report";
  ASSERT_TRUE(safe_write(path, "old").ok());
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto result = safe_write(path, std::string(5000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error(), ::testing::HasSubstr("File too large"));
  EXPECT_EQ(read(path), "old");
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace pewter::report
