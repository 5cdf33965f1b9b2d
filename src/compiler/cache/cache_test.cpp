// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "compiler/cache/image_io.h"

namespace pewter::compiler::cache {
namespace {

namespace fs = std::filesystem;

class CacheTest : public testing::Test {
 protected:
  CacheTest() {
    char name[] = "/tmp/pewter-cache-XXXXXX";
    directory_ = ::mkdtemp(name);
  }
  ~CacheTest() override { fs::remove_all(directory_); }

  fs::path only_file() const { return fs::directory_iterator(directory_)->path(); }

  fs::path directory_;
};

TEST_F(CacheTest, ADirectoryThatIsNotOursIsReadOnly) {
  Cache(directory_).store("pch", "key", "bytes");
  const auto written = fs::last_write_time(only_file()) - std::chrono::hours(1);
  fs::last_write_time(only_file(), written);
  EXPECT_EQ(Cache::find_in(directory_, "pch", "key"), "bytes");
  EXPECT_EQ(Cache::find_in(directory_, "pch", "other"), std::nullopt);
  EXPECT_EQ(fs::last_write_time(only_file()), written);
  std::ofstream(only_file(), std::ios::app) << "damage";
  EXPECT_EQ(Cache::find_in(directory_, "pch", "key"), std::nullopt);
  EXPECT_TRUE(fs::exists(only_file()));
}

TEST_F(CacheTest, FindsWhatWasStored) {
  Cache cache(directory_);
  EXPECT_FALSE(cache.find("kernel", "k"));
  cache.store("kernel", "k", std::string("bytes\0more", 10));
  EXPECT_EQ(cache.find("kernel", "k"), std::string("bytes\0more", 10));
  EXPECT_FALSE(cache.find("index", "k"));
  cache.store("kernel", "empty", "");
  EXPECT_EQ(cache.find("kernel", "empty"), "");
}

TEST_F(CacheTest, ADamagedEntryIsAbsentAndGone) {
  Cache cache(directory_);
  cache.store("kernel", "k", "some bytes of a kernel");
  const fs::path path = only_file();
  std::string good;
  {
    std::ifstream file(path, std::ios::binary);
    good.assign(std::istreambuf_iterator<char>(file), {});
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bad;
    EXPECT_FALSE(cache.find("kernel", "k")) << "byte " << i;
    EXPECT_FALSE(fs::exists(path));
    std::ofstream(path, std::ios::binary | std::ios::trunc) << good.substr(0, i);
    EXPECT_FALSE(cache.find("kernel", "k")) << "cut at " << i;
  }
  cache.store("kernel", "k", "again");
  EXPECT_EQ(cache.find("kernel", "k"), "again");
}

TEST_F(CacheTest, AnUnusableDirectoryIsNoCache) {
  std::ofstream(directory_ / "file") << "x";
  for (const fs::path& path : {fs::path(), fs::path("/proc/pewter"), directory_ / "file" / "below"}) {
    Cache cache(path);
    cache.store("kernel", "k", "bytes");
    EXPECT_FALSE(cache.find("kernel", "k"));
    cache.trim();
  }
}

TEST_F(CacheTest, WhatIsNoFileIsNotRead) {
  Cache cache(directory_);
  cache.store("kernel", "k", "bytes");
  const fs::path path = only_file();
  fs::remove(path);
  ASSERT_EQ(::symlink("/etc/passwd", path.c_str()), 0);
  EXPECT_FALSE(cache.find("kernel", "k"));
}

TEST_F(CacheTest, TrimDropsTheLeastRecentlyUsed) {
  Cache cache(directory_, 3000);
  const std::string bytes(1000, 'x');
  cache.store("kernel", "old", bytes);
  const fs::path old = only_file();
  cache.store("kernel", "new", bytes);
  cache.store("kernel", "newer", bytes);
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  cache.trim();
  EXPECT_FALSE(cache.find("kernel", "old"));
  EXPECT_TRUE(cache.find("kernel", "new"));
  EXPECT_TRUE(cache.find("kernel", "newer"));
}

// Readers see one writer's bytes or another's, whole: never a mixture, never half.
void hammer(const fs::path& directory, int seed) {
  Cache cache(directory, 200000);
  for (int i = 0; i < 200; ++i) {
    const std::string key = std::to_string((seed + i) % 5);
    if (i % 3 == 0) cache.store("kernel", key, std::string(1000 + 100 * seed, static_cast<char>('a' + seed)));
    if (i % 50 == 0) cache.trim();
    if (const auto found = cache.find("kernel", key)) {
      if (found->empty() || found->find_first_not_of(found->front()) != std::string::npos ||
          found->size() != 1000u + 100u * static_cast<unsigned>(found->front() - 'a')) {
        std::abort();
      }
    }
  }
}

TEST_F(CacheTest, ThreadsAndProcessesShareADirectory) {
  std::vector<pid_t> children;
  for (int child = 0; child < 3; ++child) {
    const pid_t id = ::fork();
    if (id == 0) {
      hammer(directory_, child);
      ::_exit(0);
    }
    children.push_back(id);
  }
  std::vector<std::thread> threads;
  for (int i = 3; i < 6; ++i) threads.emplace_back(hammer, directory_, i);
  for (std::thread& thread : threads) thread.join();
  for (pid_t id : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(id, &status, 0), id);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

TEST(Key, PartsDoNotRunTogether) {
  EXPECT_NE(KeyBuilder().add("ab").add("c").finish(), KeyBuilder().add("a").add("bc").finish());
  EXPECT_NE(KeyBuilder().add("").finish(), KeyBuilder().finish());
  EXPECT_EQ(KeyBuilder().add("a").add(7u).finish(), KeyBuilder().add("a").add(7u).finish());
}

TEST(ImageIo, ReadsWhatWasWritten) {
  model::KernelImage image;
  image.info.host_name = "k";
  image.info.parameters.resize(2);
  image.info.parameters[1].name = "x";
  image.info.parameters[1].access = model::Access::read;
  image.info.parameters[1].pointee_size = 12;
  image.info.parameters[1].members = {{.id = 4, .offset = 8, .size = 8, .count = 2}};
  image.info.parameters[1].pointers = {{.offset = 8, .count = 2}};
  image.info.constants = {{"c", 1, "int", true}};
  image.info.static_threadgroup_bytes = 128;
  image.info.convergent = true;
  image.info.scratch_bytes = 4096;
  image.threads_per_threadgroup = {16, 8, 2};
  image.entry_symbol = "entry";
  image.object = {'E', 'L', 'F'};
  const std::string bytes = write_image(image);
  const auto again = read_image(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->info.parameters[1].name, "x");
  EXPECT_EQ(again->info.parameters[1].pointee_size, 12u);
  EXPECT_EQ(again->info.constants[0].type, "int");
  EXPECT_TRUE(again->info.convergent);
  EXPECT_EQ(again->info.scratch_bytes, 4096u);
  EXPECT_EQ(again->threads_per_threadgroup, image.threads_per_threadgroup);
  ASSERT_EQ(again->info.parameters[1].members.size(), 1u);
  EXPECT_EQ(again->info.parameters[1].members[0].id, 4u);
  EXPECT_EQ(again->info.parameters[1].members[0].count, 2u);
  EXPECT_EQ(again->info.parameters[1].pointers, image.info.parameters[1].pointers);
  EXPECT_EQ(again->object, image.object);
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_FALSE(read_image(bytes.substr(0, i))) << i;
  EXPECT_FALSE(read_image(bytes + "x"));
}

TEST(ImageIo, CountsAreNotTrusted) {
  std::string bytes(8, '\xff');  // a length far beyond the end
  EXPECT_FALSE(read_image(bytes));
  EXPECT_FALSE(read_index(bytes));
  EXPECT_FALSE(read_options(bytes));
}

}  // namespace
}  // namespace pewter::compiler::cache
