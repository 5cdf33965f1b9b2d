// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "compiler/library_file/library_file.h"
#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::Door;
using testing::World;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Library, NamesItsFunctionsAndCompilesNoneOfThem) {
  World world;
  auto library = world.device->new_library("one r0\ntwo x1\n", {});
  ASSERT_TRUE(library.ok());
  EXPECT_THAT((*library)->function_names(), ElementsAre("one", "two"));
  auto function = (*library)->new_function("two");
  ASSERT_TRUE(function);
  EXPECT_EQ(function->name(), "two");
  EXPECT_EQ(function->function_type(), 3u);
  EXPECT_FALSE((*library)->new_function("three"));
  auto missing = (*library)->new_function(FunctionDescriptor{.name = "three", .specialized_name = {}, .constants = {}});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().domain, "MTLLibraryErrorDomain");
  EXPECT_EQ(missing.error().code, 5);
  EXPECT_EQ(world.compiler.compiles, 0);
}

TEST(Library, CompileErrorsCarryTheDiagnostics) {
  World world;
  auto library = world.device->new_library("!bad", {});
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.error().code, 3);
  EXPECT_THAT(library.error().message, HasSubstr("program_source:1:1: error: !bad"));
  auto late = world.device->new_library("k ?", {});
  ComputePipelineDescriptor descriptor;
  descriptor.function = (*late)->new_function("k");
  auto state = world.device->new_compute_pipeline_state(descriptor);
  ASSERT_FALSE(state.ok());
  EXPECT_EQ(state.error().code, 3);
  EXPECT_EQ(world.device->new_compute_pipeline_state(ComputePipelineDescriptor{}).error().code, 5);
  EXPECT_EQ(world.device->new_library_from_file("/no/such/file.metallib").error().code, 6);
  EXPECT_EQ(world.device->new_library_from_file(::testing::TempDir()).error().code, 6);
}

TEST(Library, IsReadFromAFileAndFromData) {
  World world;
  compiler::library_file::Unit unit;
  unit.source.text = "one r0";
  unit.index.functions.push_back({"one", compiler::FunctionType::kernel});
  const std::string bytes = compiler::library_file::write({unit});
  auto library = world.device->new_library_from_data(std::as_bytes(std::span(bytes)));
  ASSERT_TRUE(library.ok());
  EXPECT_THAT((*library)->function_names(), ElementsAre("one"));
  ComputePipelineDescriptor descriptor;
  descriptor.function = (*library)->new_function("one");
  EXPECT_TRUE(world.device->new_compute_pipeline_state(descriptor).ok());

  const auto folder = std::filesystem::temp_directory_path() / ("library-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  EXPECT_EQ(world.device->new_default_library(folder).error().code, 6);
  std::ofstream(folder / "default.metallib", std::ios::binary) << bytes;
  EXPECT_TRUE(world.device->new_default_library(folder).ok());
  std::filesystem::remove_all(folder);

  const std::string bad = "MTLB or something else";
  auto none = world.device->new_library_from_data(std::as_bytes(std::span(bad)));
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, 1);
  EXPECT_THAT(none.error().message, HasSubstr("Invalid library file"));
}

TEST(Library, WithoutACompilerTheReasonIsTold) {
  DeviceOptions options;
  options.executor = std::make_shared<testing::FakeExecutor>();
  options.compiler = [](std::string* why) -> compiler::Compiler* {
    *why = "libpewter-compiler.so is not there";
    return nullptr;
  };
  auto device = Device::create(std::move(options));
  EXPECT_THAT(device->new_library("k", {}).error().message, HasSubstr("is not there"));
}

TEST(Pipeline, OneKernelIsCompiledOnceHoweverOftenItIsAskedFor) {
  World world;
  auto library = *world.device->new_library("k r0 x3 m256 s128\nl", {});
  ComputePipelineDescriptor descriptor;
  descriptor.function = library->new_function("k");
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_TRUE(world.device->new_compute_pipeline_state(descriptor).ok()); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(world.compiler.compiles, 1);
  descriptor.label = "state";
  auto state = *world.device->new_compute_pipeline_state(descriptor);
  EXPECT_EQ(state->max_total_threads_per_threadgroup(), 256u);
  EXPECT_EQ(state->static_threadgroup_memory_length(), 128u);
  EXPECT_EQ(state->thread_execution_width(), 32u);
  EXPECT_EQ(state->label(), "state");
  ASSERT_EQ(state->used_buffers().size(), 2u);
  EXPECT_EQ(state->used_buffers()[1].index, 3);
  EXPECT_EQ(state->used_buffers()[1].access, model::Access::read_write);
  descriptor.max_total_threads_per_threadgroup = 64;
  EXPECT_EQ((*world.device->new_compute_pipeline_state(descriptor))->max_total_threads_per_threadgroup(), 64u);
}

TEST(Pipeline, ConstantsMakeAnotherKernel) {
  World world;
  auto library = *world.device->new_library("k", {});
  const float one = 1, two = 2;
  for (const float* value : {&one, &two, &one}) {
    FunctionConstantValues constants;
    EXPECT_TRUE(constants.set(&two, 3, 0));
    EXPECT_TRUE(constants.set(value, 3, 0));  // the later one counts
    EXPECT_FALSE(constants.set(value, 58, 0));  // a texture
    EXPECT_EQ(constants.values.size(), 1u);
    EXPECT_EQ(constants.values[0].type, "float");
    ComputePipelineDescriptor descriptor;
    descriptor.function = *library->new_function(FunctionDescriptor{.name = "k", .specialized_name = "special", .constants = constants});
    EXPECT_EQ(descriptor.function->name(), "special");
    EXPECT_TRUE(world.device->new_compute_pipeline_state(descriptor).ok());
  }
  EXPECT_EQ(world.compiler.compiles, 2);
}

TEST(Pipeline, DifferentKernelsCompileSideBySideInTheBackground) {
  World world;
  Door a_in, b_in, a_done, b_done;
  world.compiler.on_compile = [&](const std::string& name) {
    (name == "a" ? a_in : b_in).open();
    EXPECT_TRUE((name == "a" ? b_in : a_in).wait());  // only if both are inside at once
  };
  auto library = *world.device->new_library("a\nb", {});
  for (const char* name : {"a", "b"}) {
    ComputePipelineDescriptor descriptor;
    descriptor.function = library->new_function(name);
    world.device->new_compute_pipeline_state(descriptor, [&, name](Expected<Ref<ComputePipelineState>> state) {
      EXPECT_TRUE(state.ok());
      (*name == 'a' ? a_done : b_done).open();
    });
  }
  EXPECT_TRUE(a_done.wait());
  EXPECT_TRUE(b_done.wait());
  Door failed;
  world.device->new_library("!no", {}, [&](Expected<Ref<Library>> library) {
    EXPECT_FALSE(library.ok());
    failed.open();
  });
  EXPECT_TRUE(failed.wait());
}

TEST(DataTypes, NamesGoBothWays) {
  EXPECT_EQ(data_type_info(5).msl_name, "float3");
  EXPECT_EQ(data_type_info(5).size, 16u);
  EXPECT_EQ(data_type_info(53).size, 1u);
  EXPECT_EQ(data_type_of("bfloat4"), 124u);
  EXPECT_EQ(data_type_of("ulong"), 85u);
  EXPECT_EQ(data_type_of("texture2d"), 0u);
}

class Capture : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = std::filesystem::temp_directory_path() / ("capture-" + std::to_string(getpid()) + ".gputrace");
    std::filesystem::remove_all(folder);
    setenv("MTL_CAPTURE_ENABLED", "1", 1);
  }
  void TearDown() override {
    unsetenv("MTL_CAPTURE_ENABLED");
    std::filesystem::remove_all(folder);
  }
  nlohmann::json trace() const { return nlohmann::json::parse(std::ifstream(folder / "trace.json")); }
  World world;
  CaptureManager* manager = CaptureManager::shared();
  std::filesystem::path folder;
};

TEST_F(Capture, WritesTheCommandsOfTheQueue) {
  auto pipeline = world.pipeline("k r0 w1");
  auto a = world.buffer(), b = world.buffer();
  ASSERT_TRUE(manager->start_capture({.object = Ref<foundation::Object>(world.queue.get()), .destination = 2, .output_path = folder}).ok());
  EXPECT_EQ(manager->start_capture({.object = Ref<foundation::Object>(world.queue.get()), .destination = 2, .output_path = folder}).error().code, 2);
  EXPECT_TRUE(manager->is_capturing());
  auto commands = world.queue->command_buffer();
  commands->set_label("mine");
  auto blit = commands->blit_command_encoder();
  blit->fill_buffer(a.get(), {0, 16}, 3);
  blit->end_encoding();
  world.encode(commands.get(), pipeline.get(), {a.get(), b.get()}, [](auto* encoder) { encoder->push_debug_group("group"); });
  commands->commit();
  auto other = world.device->new_command_queue()->command_buffer();  // another queue: not in the trace
  other->commit();
  commands->wait_until_completed();
  manager->stop_capture();
  EXPECT_FALSE(manager->is_capturing());
  const auto document = trace();
  ASSERT_EQ(document["command_buffers"].size(), 1u);
  const auto& buffer = document["command_buffers"][0];
  EXPECT_EQ(buffer["label"], "mine");
  ASSERT_EQ(buffer["items"].size(), 2u);
  EXPECT_EQ(buffer["items"][0]["commands"][0]["command"], "fill_buffer");
  EXPECT_EQ(buffer["items"][1]["commands"][0]["text"], "group");
  const auto& dispatch = buffer["items"][1]["commands"][1];
  EXPECT_EQ(dispatch["kernel"], "k");
  EXPECT_EQ(dispatch["buffers"][0]["buffer"], a->id());
  EXPECT_EQ(dispatch["buffers"][1]["access"], "write");
}

TEST_F(Capture, AScopeLimitsIt) {
  auto scope = manager->new_capture_scope(world.device.get());
  ASSERT_TRUE(manager->start_capture({.object = Ref<foundation::Object>(scope.get()), .destination = 2, .output_path = folder}).ok());
  world.queue->command_buffer()->commit();
  scope->begin_scope();
  world.queue->command_buffer()->commit();
  scope->end_scope();
  EXPECT_FALSE(manager->is_capturing());
  EXPECT_EQ(trace()["command_buffers"].size(), 1u);
}

TEST_F(Capture, BadDescriptorsAreErrors) {
  const Ref<foundation::Object> device(world.device.get());
  EXPECT_EQ(manager->start_capture({.object = device, .destination = 1, .output_path = folder}).error().code, 1);
  EXPECT_EQ(manager->start_capture({.object = device, .destination = 2, .output_path = "/tmp/x.json"}).error().code, 3);
  EXPECT_EQ(manager->start_capture({.object = {}, .destination = 2, .output_path = folder}).error().code, 3);
  EXPECT_EQ(manager->start_capture({.object = device, .destination = 2, .output_path = "/proc/no/x.gputrace"}).error().code, 3);
  unsetenv("MTL_CAPTURE_ENABLED");
  const auto off = manager->start_capture({.object = device, .destination = 2, .output_path = folder});
  EXPECT_EQ(off.error().code, 1);
  EXPECT_THAT(off.error().message, HasSubstr("MTL_CAPTURE_ENABLED"));
  EXPECT_FALSE(manager->supports_destination(2));
}

}  // namespace
}  // namespace pewter::runtime
