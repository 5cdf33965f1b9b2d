// SPDX-License-Identifier: Apache-2.0
#include "runtime/kernel_variants.h"

#include <gmock/gmock.h>

#include <cstring>
#include <mutex>
#include <thread>

#include "runtime/buffer.h"
#include "runtime/command_buffer.h"
#include "runtime/command_queue.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/device.h"
#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Size3 = model::ThreadgroupSize;

// A device whose executor takes vector code, and a look at what it is given.
class KernelVariantsTest : public ::testing::Test {
 protected:
  KernelVariantsTest() {
    world_.executor->shape = model::CodeShape::per_simdgroup;
    world_.executor->on("k", [this](const exec::Dispatch& dispatch) {
      kernel_ = dispatch.kernel->threads_per_threadgroup;
      edge_ = dispatch.edge_kernel ? dispatch.edge_kernel->threads_per_threadgroup : Size3{9, 9, 9};
    });
    world_.compiler.on_image = [this](const compiler::KernelRequest& request, model::KernelImage& image) {
      std::lock_guard lock(mutex_);
      requests_.push_back(request.threads_per_threadgroup);
      return image_ ? image_(request, image) : std::string();
    };
  }

  // What was begun in the background uses what goes now.
  ~KernelVariantsTest() override { world_.device->quiesce(10); }

  template <class Encode>
  void run(ComputePipelineState* pipeline, Encode encode) {
    auto commands = encoded(pipeline, encode);
    ASSERT_EQ(commands->status(), CommandBufferStatus::completed);
  }
  // Not committed.
  template <class Encode>
  Ref<CommandBuffer> recorded(ComputePipelineState* pipeline, Encode encode) {
    auto commands = world_.queue->command_buffer();
    auto encoder = commands->compute_command_encoder();
    encoder->set_compute_pipeline_state(pipeline);
    encode(encoder.get());
    encoder->end_encoding();
    return commands;
  }
  // After it ended, somehow.
  template <class Encode>
  Ref<CommandBuffer> encoded(ComputePipelineState* pipeline, Encode encode) {
    auto commands = recorded(pipeline, encode);
    commands->commit();
    commands->wait_until_completed();
    return commands;
  }
  void run(ComputePipelineState* pipeline, Size grid, Size size) {
    run(pipeline, [&](ComputeCommandEncoder* encoder) { encoder->dispatch_threads(grid, size); });
  }

  static constexpr Size3 kAny = {0, 0, 0}, kNone = {9, 9, 9};
  std::mutex mutex_;
  std::vector<Size3> requests_;  // sizes that the compiler was asked for, in order
  std::function<std::string(const compiler::KernelRequest&, model::KernelImage&)> image_;
  Size3 kernel_, edge_;  // of the latest dispatch
  testing::World world_;
};

TEST_F(KernelVariantsTest, FullThreadgroupsRunCodeOfTheirSizeTheEdgeThatForAny) {
  auto pipeline = world_.pipeline("k");
  run(pipeline.get(), {100, 1, 1}, {32, 2, 1});
  EXPECT_EQ(kernel_, kAny) << "no threadgroup is full";
  EXPECT_EQ(edge_, kNone);
  EXPECT_THAT(requests_, ElementsAre(kAny));
  run(pipeline.get(), {100, 2, 1}, {32, 2, 1});
  EXPECT_EQ(kernel_, (Size3{32, 2, 1}));
  EXPECT_EQ(edge_, kAny);
  run(pipeline.get(), {8, 8, 8}, {2, 3, 4});
  EXPECT_EQ(kernel_, (Size3{2, 3, 4}));
  run(pipeline.get(), {64, 64, 1}, {32, 2, 1});
  EXPECT_EQ(kernel_, (Size3{32, 2, 1}));
  EXPECT_EQ(edge_, kNone) << "all threadgroups are full";
  EXPECT_THAT(requests_, ElementsAre(kAny, Size3{32, 2, 1}, Size3{2, 3, 4}));
}

TEST_F(KernelVariantsTest, NothingIsCompiledBeforeADispatchNeedsIt) {
  auto pipeline = world_.pipeline("k m256 s64 r0");
  EXPECT_EQ(pipeline->max_total_threads_per_threadgroup(), 256u);
  EXPECT_EQ(pipeline->static_threadgroup_memory_length(), 64u);
  EXPECT_EQ(pipeline->used_buffers().size(), 1u);
  EXPECT_THAT(requests_, ElementsAre());
  run(pipeline.get(), {64, 4, 1}, {32, 2, 1});
  EXPECT_THAT(requests_, ElementsAre(Size3{32, 2, 1}));
  run(pipeline.get(), {63, 4, 1}, {32, 2, 1});
  EXPECT_EQ(edge_, kAny) << "now there are edges";
  EXPECT_THAT(requests_, ElementsAre(Size3{32, 2, 1}, kAny));
}

TEST_F(KernelVariantsTest, CodeForTheEdgesIsCompiledFromTheEncodingOn) {
  testing::Door any;
  image_ = [&](const compiler::KernelRequest& request, model::KernelImage&) {
    if (request.threads_per_threadgroup == kAny) any.open();
    return std::string();
  };
  auto pipeline = world_.pipeline("k");
  recorded(pipeline.get(), [&](ComputeCommandEncoder* encoder) {
    encoder->dispatch_threads({64, 1, 1}, {64, 1, 1});
    world_.device->quiesce(10);
    EXPECT_FALSE(any.is_open());
    encoder->dispatch_threads({65, 1, 1}, {64, 1, 1});
    EXPECT_TRUE(any.wait());
  });
}

TEST_F(KernelVariantsTest, WhereNoCodeCanBeMadeTheCommandBufferFails) {
  image_ = [](const compiler::KernelRequest&, model::KernelImage&) { return std::string("out of ideas"); };
  auto pipeline = world_.pipeline("k");
  const auto commands = encoded(
      pipeline.get(), [](ComputeCommandEncoder* encoder) { encoder->dispatch_threads({64, 1, 1}, {64, 1, 1}); });
  ASSERT_EQ(commands->status(), CommandBufferStatus::error);
  EXPECT_THAT(commands->error()->message, HasSubstr("kernel 'k' cannot be compiled: out of ideas"));
}

TEST_F(KernelVariantsTest, WhereTheCodeForEdgesCannotBeMadeOnlyDispatchesWithEdgesFail) {
  image_ = [](const compiler::KernelRequest& request, model::KernelImage&) {
    return request.threads_per_threadgroup == kAny ? "out of ideas" : "";
  };
  auto pipeline = world_.pipeline("k");
  run(pipeline.get(), {64, 1, 1}, {64, 1, 1});
  EXPECT_EQ(kernel_, (Size3{64, 1, 1}));
  const auto commands = encoded(
      pipeline.get(), [](ComputeCommandEncoder* encoder) { encoder->dispatch_threads({65, 1, 1}, {64, 1, 1}); });
  ASSERT_EQ(commands->status(), CommandBufferStatus::error);
  EXPECT_THAT(commands->error()->message, HasSubstr("kernel 'k' cannot be compiled: out of ideas"));
}

TEST_F(KernelVariantsTest, IndirectDispatchesAreSpecialisedToo) {
  auto pipeline = world_.pipeline("k");
  auto arguments = world_.buffer(12);
  const std::uint32_t groups[3] = {1, 1, 1};
  std::memcpy(arguments->contents(), groups, sizeof groups);
  run(pipeline.get(), [&](ComputeCommandEncoder* encoder) { encoder->dispatch_threadgroups_indirect(arguments.get(), 0, {64, 1, 1}); });
  EXPECT_EQ(kernel_, (Size3{64, 1, 1}));
}

TEST_F(KernelVariantsTest, EightSizesGetCodeTheRestRunsThatForAny) {
  auto pipeline = world_.pipeline("k");
  for (std::uint32_t width = 1; width <= 10; ++width) {
    run(pipeline.get(), {100, 1, 1}, {width, 1, 1});
    EXPECT_EQ(kernel_, width <= KernelVariants::kMaxSizes ? (Size3{width, 1, 1}) : kAny);
  }
  for (std::uint32_t width = 10; width >= 1; --width) run(pipeline.get(), {100, 1, 1}, {width, 1, 1});
  EXPECT_EQ(kernel_, (Size3{1, 1, 1}));
  EXPECT_EQ(requests_.size(), 1 + KernelVariants::kMaxSizes);
}

TEST_F(KernelVariantsTest, PipelinesOfOneFunctionShareTheCode) {
  auto library = *world_.device->new_library("k", {});
  ComputePipelineDescriptor descriptor;
  descriptor.function = library->new_function("k");
  auto first = *world_.device->new_compute_pipeline_state(descriptor), second = *world_.device->new_compute_pipeline_state(descriptor);
  run(first.get(), {64, 1, 1}, {64, 1, 1});
  run(second.get(), {64, 1, 1}, {64, 1, 1});
  EXPECT_EQ(kernel_, (Size3{64, 1, 1}));
  EXPECT_THAT(requests_, ElementsAre(Size3{64, 1, 1}));
}

TEST_F(KernelVariantsTest, WithoutCodeForTheSizeThatForAnyRuns) {
  image_ = [](const compiler::KernelRequest& request, model::KernelImage&) { return request.threads_per_threadgroup == kAny ? "" : "too hard"; };
  auto pipeline = world_.pipeline("k");
  ::testing::internal::CaptureStderr();
  for (int i = 0; i < 3; ++i) run(pipeline.get(), {64, 1, 1}, {64, 1, 1});
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(kernel_, kAny);
  EXPECT_EQ(edge_, kNone);
  EXPECT_THAT(log, HasSubstr("kernel 'k' cannot be compiled for threadgroups of 64 x 1 x 1"));
  EXPECT_THAT(log, HasSubstr("too hard"));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
}

TEST_F(KernelVariantsTest, CodeOfOneThreadIsNeverSpecialised) {
  image_ = [](const compiler::KernelRequest&, model::KernelImage& image) {
    image.shape = model::CodeShape::per_thread;
    return std::string();
  };
  auto pipeline = world_.pipeline("k");
  run(pipeline.get(), {64, 1, 1}, {64, 1, 1});
  run(pipeline.get(), {96, 1, 1}, {96, 1, 1});
  EXPECT_THAT(requests_, ElementsAre(Size3{64, 1, 1}, kAny)) << "that it is of one thread shows when it is compiled";
}

TEST_F(KernelVariantsTest, SpecialisedCodeOfOneThreadIsNotUsed) {
  image_ = [](const compiler::KernelRequest& request, model::KernelImage& image) {
    if (request.threads_per_threadgroup != kAny) image.shape = model::CodeShape::per_thread;
    return std::string();
  };
  auto pipeline = world_.pipeline("k");
  run(pipeline.get(), {64, 1, 1}, {64, 1, 1});
  EXPECT_EQ(kernel_, kAny);
}

TEST_F(KernelVariantsTest, ManyThreadsCompileASizeOnce) {
  auto pipeline = world_.pipeline("k");
  const exec::Extent grid{1024, 1, 1};
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) {
        const auto width = static_cast<std::uint32_t>((round + i) % 6 + 1);
        const Size3 size = pipeline->variant_for(grid, {width, 1, 1}).kernel().value()->threads_per_threadgroup;
        wrong += size != Size3{width, 1, 1};
        wrong += pipeline->edge_kernel().value()->threads_per_threadgroup != kAny;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  std::lock_guard lock(mutex_);
  EXPECT_EQ(requests_.size(), 7u);
}

TEST_F(KernelVariantsTest, ACompileInTheBackgroundKeepsThePipeline) {
  testing::Door compiling, go_on;
  image_ = [&](const compiler::KernelRequest& request, model::KernelImage&) {
    if (request.threads_per_threadgroup != kAny) {
      compiling.open();
      go_on.wait();
    }
    return std::string();
  };
  auto pipeline = world_.pipeline("k");
  recorded(pipeline.get(), [](ComputeCommandEncoder* encoder) { encoder->dispatch_threads({64, 1, 1}, {64, 1, 1}); });
  ASSERT_TRUE(compiling.wait()) << "begins when the dispatch is encoded";
  pipeline = nullptr;
  go_on.open();
  world_.device->quiesce(10);
}

}  // namespace
}  // namespace pewter::runtime
