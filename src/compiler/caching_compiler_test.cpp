// SPDX-License-Identifier: Apache-2.0
#include "compiler/caching_compiler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace pewter::compiler {
namespace {

class CountingTranslator final : public Translator {
 public:
  int indexes = 0, compiles = 0, descriptions = 0;
  std::string includes, processor;

  Result<LibraryIndex, Diagnostics> index(const Source&, const Options&) override {
    ++indexes;
    LibraryIndex index;
    index.functions.push_back({"k", FunctionType::kernel});
    return index;
  }
  Result<model::KernelInfo, Diagnostics> describe(const Source&, const Options&,
                                                  const KernelRequest& request) override {
    ++descriptions;
    model::KernelInfo info;
    info.host_name = request.host_name;
    info.max_total_threads = 64;
    return info;
  }
  Result<model::KernelImage, Diagnostics> compile(const Source&, const Options&, const KernelRequest& request) override {
    ++compiles;
    processor = request.machine.processor;
    model::KernelImage image;
    image.info.host_name = request.host_name;
    return image;
  }
  Result<std::string, Diagnostics> emit(const Source&, const Options&, const KernelRequest&, Emit) override { return includes; }
};

class CachingCompilerTest : public testing::Test {
 protected:
  CachingCompilerTest() {
    std::string name = (std::filesystem::temp_directory_path() / "pewter-caching-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    cache_.emplace(directory_ / "cache");
  }
  ~CachingCompilerTest() override { std::filesystem::remove_all(directory_); }

  // As another process would have it.
  CachingCompiler compiler(const std::string& build = "one", const std::string& processor = {}) {
    return CachingCompiler(
        *cache_, build,
        [this](std::string*) {
          ++loads_;
          return &translator_;
        },
        processor);
  }

  std::filesystem::path directory_;
  std::optional<cache::Cache> cache_;
  CountingTranslator translator_;
  int loads_ = 0;
};

TEST_F(CachingCompilerTest, LoadsNothingForWhatTheCacheHas) {
  CachingCompiler first = compiler();
  ASSERT_TRUE(first.index({"kernel", "a"}, {}).ok());
  ASSERT_TRUE(first.compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {}}).ok());
  EXPECT_GT(loads_, 0);
  loads_ = 0;
  CachingCompiler second = compiler();
  const auto index = second.index({"kernel", "a"}, {});
  ASSERT_TRUE(index.ok());
  EXPECT_EQ(index->functions.size(), 1u);
  EXPECT_TRUE(second.compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {}}).ok());
  EXPECT_EQ(loads_, 0);
}

TEST_F(CachingCompilerTest, AnotherRequestIsAnotherEntry) {
  const KernelRequest request{.host_name = "k", .constants = {}};
  const auto compile = [&](const Source& source, const Options& options, const KernelRequest& wanted, const std::string& build = "one") {
    CachingCompiler one = compiler(build);
    EXPECT_TRUE(one.compile(source, options, wanted).ok());
    return translator_.compiles;
  };
  EXPECT_EQ(compile({"kernel", "a"}, {}, request), 1);
  EXPECT_EQ(compile({"kernel", "a"}, {}, request), 1);
  EXPECT_EQ(compile({"kernel 2", "a"}, {}, request), 2);
  EXPECT_EQ(compile({"kernel", "b"}, {}, request), 3) << "its name is in what it prints";
  EXPECT_EQ(compile({"kernel", "a"}, {.fast_math = false}, request), 4);
  EXPECT_EQ(compile({"kernel", "a"}, {}, {.host_name = "l", .constants = {}}), 5);
  EXPECT_EQ(compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {}, .threads_per_threadgroup = {32, 1, 1}}), 6);
  EXPECT_EQ(compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {{0, "", "int", std::vector<std::byte>(4)}}}), 7);
  EXPECT_EQ(compile({"kernel", "a"}, {}, request, "two"), 8) << "no result outlives the code that made it";
  EXPECT_EQ(compile({"kernel", "a"}, {}, request), 8);
  EXPECT_EQ(compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {}, .tells_touches = true}), 9);
}

TEST_F(CachingCompilerTest, DescriptionsHaveEntriesOfTheirOwn) {
  const KernelRequest k{.host_name = "k", .constants = {}}, l{.host_name = "l", .constants = {}};
  const auto describe = [&](const Source& source, const KernelRequest& wanted) {
    CachingCompiler one = compiler();
    const auto info = one.describe(source, {}, wanted);
    EXPECT_TRUE(info.ok());
    EXPECT_EQ(info->host_name, wanted.host_name);
    EXPECT_EQ(info->max_total_threads, 64u);
    return translator_.descriptions;
  };
  EXPECT_EQ(describe({"kernel", "a"}, k), 1);
  EXPECT_EQ(describe({"kernel", "a"}, k), 1);
  EXPECT_EQ(describe({"kernel", "a"}, l), 2);
  EXPECT_EQ(describe({"kernel 2", "a"}, k), 3);
  EXPECT_EQ(translator_.compiles, 0);
  CachingCompiler one = compiler();
  EXPECT_TRUE(one.compile({"kernel", "a"}, {}, k).ok());
  EXPECT_EQ(translator_.compiles, 1) << "a description is no code";
  EXPECT_EQ(describe({"kernel", "a"}, k), 3);
}

TEST_F(CachingCompilerTest, AnotherProcessorIsAnotherEntry) {
  const auto compile = [&](const std::string& processor, const Machine& asked) {
    CachingCompiler one = compiler("one", processor);
    EXPECT_TRUE(one.compile({"kernel", "a"}, {}, {.host_name = "k", .constants = {}, .machine = asked}).ok());
    return translator_.compiles;
  };
  EXPECT_EQ(compile("", {}), 1);
  EXPECT_EQ(translator_.processor, "");
  EXPECT_EQ(compile("haswell", {}), 2);
  EXPECT_EQ(translator_.processor, "haswell");
  EXPECT_EQ(compile("haswell", {}), 2);
  EXPECT_EQ(compile("", {.triple = {}, .processor = "haswell"}), 2) << "the same machine, however it was asked for";
  EXPECT_EQ(compile("haswell", {.triple = {}, .processor = "znver3"}), 3);
  EXPECT_EQ(translator_.processor, "znver3") << "the request comes first";
  EXPECT_EQ(compile("", {}), 3);
}

TEST_F(CachingCompilerTest, AnIncludedFileIsPartOfTheSource) {
  const auto header = directory_ / "h.h";
  std::ofstream(header) << "1";
  translator_.includes = ". " + header.string() + "\n";
  const auto compiles = [&] {
    CachingCompiler one = compiler();
    EXPECT_TRUE(one.compile({"#include \"h.h\"", "a"}, {}, {.host_name = "k", .constants = {}}).ok());
    return translator_.compiles;
  };
  EXPECT_EQ(compiles(), 1);
  EXPECT_EQ(compiles(), 1);
  std::ofstream(header) << "2";
  EXPECT_EQ(compiles(), 2);
}

TEST_F(CachingCompilerTest, SaysWhyThereIsNoTranslator) {
  CachingCompiler broken(*cache_, "one", [](std::string* why) {
    *why = "not today";
    return nullptr;
  });
  const auto index = broken.index({"kernel", "a"}, {});
  ASSERT_FALSE(index.ok());
  EXPECT_TRUE(index.error().crashed) << "not the program's fault";
  EXPECT_THAT(index.error().text, testing::HasSubstr("not today"));
}

}  // namespace
}  // namespace pewter::compiler
