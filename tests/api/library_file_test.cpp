// SPDX-License-Identifier: Apache-2.0
// Libraries from files: compiled by the pewter command, loaded by path, URL, data and as the default library.
#include <dispatch/dispatch.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fixture.h"

namespace {

namespace fs = std::filesystem;

class KernelLibraryFile : public api::Test {
 protected:
  void SetUp() override {
    const char* tool = std::getenv("PEWTER_TOOL");
    if (!tool) GTEST_SKIP() << "PEWTER_TOOL does not name the pewter command";
    folder_ = fs::path(testing::TempDir()) / ("pewter_library_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    std::ofstream(folder_ / "k.metal") << "#include <metal_stdlib>\nusing namespace metal;\n"
                                          "kernel void fill(device int* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = int(i) * 3; }\n";
    const std::string command = std::string(tool) + " compile " + (folder_ / "k.metal").string() + " -o " + path();
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
    ASSERT_TRUE(fs::exists(path()));
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path() const { return (folder_ / "default.metallib").string(); }

  void expect_works(MTL::Library* library, NS::Error* error) {
    ASSERT_NE(library, nullptr) << api::text(error);
    EXPECT_EQ(error, nullptr);
    ASSERT_EQ(library->functionNames()->count(), 1u);
    MTL::Function* function = library->newFunction(api::string("fill"));
    ASSERT_NE(function, nullptr);
    MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
    ASSERT_NE(state, nullptr) << api::text(error);
    MTL::Buffer* out = ints(4);
    MTL::CommandBuffer* commands = queue->commandBuffer();
    encode(commands, state, {out}, 4, 4);
    run(commands);
    EXPECT_EQ(values(out), (std::vector<int>{0, 3, 6, 9}));
    state->release();
    function->release();
    library->release();
  }

  fs::path folder_;
};

TEST_F(KernelLibraryFile, ByPath) {
  NS::Error* error = api::kUnwritten;
  MTL::Library* library = device->newLibrary(api::string(path().c_str()), &error);
  expect_works(library, error);
}

TEST_F(KernelLibraryFile, ByUrl) {
  NS::Error* error = api::kUnwritten;
  MTL::Library* library = device->newLibrary(NS::URL::fileURLWithPath(api::string(path().c_str())), &error);
  expect_works(library, error);
}

TEST_F(KernelLibraryFile, ByData) {
  std::ifstream file(path(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  dispatch_data_t data = dispatch_data_create(bytes.data(), bytes.size(), nullptr, DISPATCH_DATA_DESTRUCTOR_DEFAULT);
  NS::Error* error = api::kUnwritten;
  MTL::Library* library = device->newLibrary(data, &error);
  expect_works(library, error);
  dispatch_release(data);
}

// A program's bundle is the folder that it lies in.
TEST_F(KernelLibraryFile, DefaultLibraryBesideTheProgram) {
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path() / "default.metallib";
  fs::copy_file(path(), beside, fs::copy_options::overwrite_existing);
  MTL::Library* library = device->newDefaultLibrary();
  fs::remove(beside);
  expect_works(library, nullptr);
  EXPECT_EQ(device->newDefaultLibrary(), nullptr);
}

TEST_F(KernelLibraryFile, DamagedBytesAreAnError) {
  std::ifstream file(path(), std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 23 + 1) {
    std::string damaged = bytes;
    damaged[at] = char(damaged[at] ^ 0x40);
    std::ofstream(folder_ / "damaged.metallib", std::ios::binary) << damaged;
    NS::Error* error = api::kUnwritten;
    MTL::Library* library = device->newLibrary(api::string((folder_ / "damaged.metallib").c_str()), &error);
    EXPECT_EQ(library, nullptr) << "byte " << at;
    EXPECT_NE(error, nullptr);
    EXPECT_NE(error, api::kUnwritten);
  }
}

}  // namespace
