// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cstring>
#include <numeric>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::World;
using ::testing::ElementsAre;

// What one dispatch looked like to the executor.
struct Seen {
  exec::Dispatch dispatch;
  std::vector<std::uint32_t> first_words;  // of the buffers 0..3, where bound
};

struct EncoderTest : ::testing::Test {
  World world;
  std::vector<Seen> seen;
  Ref<ComputePipelineState> pipeline = world.pipeline("k r0 x1 r2 r30 t0 t3");

  EncoderTest() {
    world.executor->on("k", [this](const exec::Dispatch& dispatch) {
      Seen one{dispatch, {}};
      for (int i = 0; i < 4; ++i) {
        std::uint32_t word = 0;
        if (dispatch.buffers[i]) std::memcpy(&word, dispatch.buffers[i], sizeof(word));
        one.first_words.push_back(word);
      }
      seen.push_back(one);
    });
  }

  void run(std::function<void(ComputeCommandEncoder*)> body) {
    auto commands = world.queue->command_buffer();
    auto encoder = commands->compute_command_encoder();
    encoder->set_compute_pipeline_state(pipeline.get());
    body(encoder.get());
    encoder->end_encoding();
    commands->commit();
    commands->wait_until_completed();
    EXPECT_EQ(commands->status(), CommandBufferStatus::completed);
  }
};

const Size kOne{1, 1, 1};

TEST_F(EncoderTest, BindingsAreSnapshotsOfTheirDispatch) {
  auto a = world.buffer(), b = world.buffer();
  auto* words = static_cast<std::uint32_t*>(a->contents());
  std::iota(words, words + 16, 100);
  static_cast<std::uint32_t*>(b->contents())[0] = 7;
  run([&](ComputeCommandEncoder* encoder) {
    encoder->set_buffer(a.get(), 8, 0);
    encoder->dispatch_threads(kOne, kOne);
    encoder->set_buffer_offset(16, 0);
    encoder->set_buffer(b.get(), 0, 1);
    encoder->dispatch_threads(kOne, kOne);
    encoder->dispatch_threads(kOne, kOne);
    encoder->set_buffer(nullptr, 0, 0);
    Buffer* both[] = {b.get(), a.get()};
    const std::uint64_t offsets[] = {0, 4};
    encoder->set_buffers(both, offsets, {1, 2});
    encoder->set_buffer(a.get(), 0, 30);
    encoder->dispatch_threads(kOne, kOne);
  });
  ASSERT_EQ(seen.size(), 4u);
  EXPECT_THAT(seen[0].first_words, ElementsAre(102, 0, 0, 0));
  EXPECT_THAT(seen[1].first_words, ElementsAre(104, 7, 0, 0));
  EXPECT_THAT(seen[2].first_words, ElementsAre(104, 7, 0, 0));
  EXPECT_THAT(seen[3].first_words, ElementsAre(0, 7, 101, 0));
  EXPECT_EQ(seen[3].dispatch.buffers[0], nullptr);
  EXPECT_EQ(seen[3].dispatch.buffers[30], static_cast<std::byte*>(a->contents()));
}

TEST_F(EncoderTest, SetBytesCopiesAtTheCall) {
  std::uint32_t value = 5;
  run([&](ComputeCommandEncoder* encoder) {
    encoder->set_bytes(&value, sizeof(value), 0);
    encoder->dispatch_threads(kOne, kOne);
    value = 6;
    encoder->set_bytes(&value, sizeof(value), 0);
    encoder->dispatch_threads(kOne, kOne);
    value = 0;
    std::vector<std::byte> largest(4096);
    encoder->set_bytes(largest.data(), largest.size(), 1);
  });
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].first_words[0], 5u);
  EXPECT_EQ(seen[1].first_words[0], 6u);
}

TEST_F(EncoderTest, NothingCarriesOverBetweenEncoders) {
  auto buffer = world.buffer();
  auto commands = world.queue->command_buffer();
  for (int i = 0; i < 2; ++i) {  // coalesced into one pass, and separate all the same
    auto encoder = commands->compute_command_encoder();
    encoder->set_compute_pipeline_state(pipeline.get());
    if (i == 0) {
      encoder->set_buffer(buffer.get(), 0, 0);
      encoder->set_threadgroup_memory_length(64, 0);
    }
    encoder->dispatch_threads(kOne, kOne);
    encoder->end_encoding();
  }
  commands->commit();
  commands->wait_until_completed();
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[1].dispatch.buffers[0], nullptr);
  EXPECT_EQ(seen[0].dispatch.threadgroup_memory[0], 64u);
  EXPECT_EQ(seen[1].dispatch.threadgroup_memory[0], 0u);
}

TEST_F(EncoderTest, GridsAreThreadsAndThreadgroupsAreGivenExactly) {
  run([&](ComputeCommandEncoder* encoder) {
    encoder->set_threadgroup_memory_length(16, 3);
    encoder->dispatch_threads({100, 7, 1}, {32, 2, 1});
    encoder->dispatch_threadgroups({3, 2, 4}, {8, 4, 2});
  });
  ASSERT_EQ(seen.size(), 2u);
  const auto as_vector = [](const exec::Extent& extent) { return std::vector{extent.x, extent.y, extent.z}; };
  EXPECT_THAT(as_vector(seen[0].dispatch.threads_per_grid), ElementsAre(100, 7, 1));
  EXPECT_THAT(as_vector(seen[0].dispatch.threads_per_threadgroup), ElementsAre(32, 2, 1));
  EXPECT_EQ(seen[0].dispatch.threadgroup_memory[3], 16u);
  EXPECT_THAT(as_vector(seen[1].dispatch.threads_per_grid), ElementsAre(24, 8, 8));
}

TEST_F(EncoderTest, EmptyAndTooLargeDispatchesDoNotRun) {
  auto small = world.pipeline("small m64");
  auto heavy = world.pipeline("heavy s32768");
  run([&](ComputeCommandEncoder* encoder) {
    encoder->dispatch_threads({0, 1, 1}, kOne);
    encoder->dispatch_threadgroups({4, 0, 1}, kOne);
    encoder->dispatch_threads(kOne, {1, 0, 1});
    encoder->dispatch_threads(kOne, {1024, 2, 1});
    encoder->dispatch_threads(kOne, {1ull << 32, 1ull << 32, 1});  // the product does not fit
    encoder->set_compute_pipeline_state(small.get());
    encoder->dispatch_threads(kOne, {65, 1, 1});
    encoder->set_compute_pipeline_state(heavy.get());
    encoder->set_threadgroup_memory_length(16, 0);
    encoder->dispatch_threads(kOne, kOne);
    encoder->set_compute_pipeline_state(pipeline.get());
    encoder->dispatch_threads({1024, 1, 1}, {1024, 1, 1});
  });
  EXPECT_EQ(world.executor->ended().size(), 1u);
}

TEST_F(EncoderTest, IndirectDispatchReadsItsArgumentsWhenItRuns) {
  auto arguments = world.buffer();
  auto fill = world.pipeline("fill w0");
  world.executor->on("fill", [](const exec::Dispatch& dispatch) {
    const std::uint32_t groups[] = {5, 6, 7};
    std::memcpy(dispatch.buffers[0] + 12, groups, sizeof(groups));
  });
  auto commands = world.queue->command_buffer();
  world.encode(commands.get(), fill.get(), {arguments.get()});
  auto encoder = commands->compute_command_encoder();
  encoder->set_compute_pipeline_state(pipeline.get());
  encoder->dispatch_threadgroups_indirect(arguments.get(), 12, {2, 1, 1});
  encoder->dispatch_threadgroups_indirect(arguments.get(), 24, {2, 1, 1});  // zeros: nothing to run
  encoder->end_encoding();
  commands->commit();
  commands->wait_until_completed();
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].dispatch.threads_per_grid.x, 10u);
  EXPECT_EQ(seen[0].dispatch.threads_per_grid.y, 6u);
  EXPECT_EQ(seen[0].dispatch.threads_per_grid.z, 7u);
}

TEST(BlitEncoder, CopiesAndFills) {
  World world;
  auto a = world.buffer(256), b = world.device->new_buffer(256, testing::kPrivate), c = world.buffer(256);
  auto commands = world.queue->command_buffer();
  auto blit = commands->blit_command_encoder();
  blit->push_debug_group("group");
  blit->fill_buffer(a.get(), {16, 32}, 0xab);
  blit->copy_from_buffer(a.get(), 16, b.get(), 100, 40);
  blit->copy_from_buffer(b.get(), 100, c.get(), 0, 40);
  blit->synchronize_resource(c.get());
  blit->pop_debug_group();
  blit->end_encoding();
  commands->commit();
  commands->wait_until_completed();
  const auto* bytes = static_cast<const std::uint8_t*>(c->contents());
  EXPECT_TRUE(std::all_of(bytes, bytes + 32, [](std::uint8_t byte) { return byte == 0xab; }));
  EXPECT_TRUE(std::all_of(bytes + 32, bytes + 256, [](std::uint8_t byte) { return byte == 0; }));
}

TEST(BlitEncoder, ARangeOutsideOfTheMemoryIsAPageFault) {
  World world;
  auto a = world.buffer(4096), b = world.buffer(4096);
  for (const auto& [from, to, size] : {std::tuple{0ull, 1ull, 4096ull}, {4096ull, 0ull, 1ull}, {UINT64_MAX, 0ull, 2ull}, {0ull, 0ull, UINT64_MAX}}) {
    auto commands = world.queue->command_buffer();
    auto blit = commands->blit_command_encoder();
    blit->copy_from_buffer(a.get(), from, b.get(), to, size);
    blit->end_encoding();
    commands->commit();
    commands->wait_until_completed();
    ASSERT_EQ(commands->status(), CommandBufferStatus::error) << from << " " << to << " " << size;
    EXPECT_EQ(commands->error()->code, 3);
  }
}

TEST(LogState, HearsWhatKernelsLog) {
  World world;
  world.executor->on("k", [](const exec::Dispatch& dispatch) {
    if (!dispatch.log) return;
    dispatch.log->line(0, "notice");
    dispatch.log->line(2, "debug");
    dispatch.log->line(16, "error");
  });
  auto pipeline = world.pipeline("k");
  auto state = *world.device->new_log_state({.level = 2});
  std::vector<std::pair<std::int64_t, std::string>> heard;
  state->add_log_handler([&](std::string_view, std::string_view, std::int64_t level, std::string_view message) { heard.emplace_back(level, message); });
  auto silent = world.queue->command_buffer();
  world.encode(silent.get(), pipeline.get(), {});
  silent->commit();
  auto queue = world.device->new_command_queue({.max_command_buffer_count = 64, .log_state = state});
  auto commands = queue->command_buffer();
  world.encode(commands.get(), pipeline.get(), {});
  commands->commit();
  commands->wait_until_completed();
  silent->wait_until_completed();
  EXPECT_THAT(heard, ElementsAre(::testing::Pair(3, "notice"), ::testing::Pair(4, "error")));
}

// What the observer's seat sees, and that it may say no.
class Witness final : public model::Observer {
 public:
  bool before(const model::Event& event) override { return event.command == nullptr || event.command->kind != reject; }
  void on(const model::Event& event) override {
    std::lock_guard lock(mutex);
    kinds.push_back(event.kind);
    last_sequence = std::max(last_sequence, event.sequence);
    if (event.command && event.command->kind == model::CommandKind::dispatch) uses.assign(event.command->uses.begin(), event.command->uses.end());
  }
  int count(model::EventKind kind) {
    std::lock_guard lock(mutex);
    return static_cast<int>(std::ranges::count(kinds, kind));
  }
  model::CommandKind reject = model::CommandKind::signpost;
  std::mutex mutex;
  std::vector<model::EventKind> kinds;
  std::vector<model::ResourceUse> uses;
  std::uint64_t last_sequence = 0;
};

TEST(Observer, SeesTheLifeOfACommandBuffer) {
  static auto& all = *new std::vector<Witness*>;  // each outlives every thread that may still see it
  Witness& witness = *all.emplace_back(new Witness);
  model::set_observer(&witness);
  {
    World world;
    auto pipeline = world.pipeline("k r0 w1");
    auto a = world.buffer(256), b = world.buffer(256, false);
    testing::Door done;
    auto commands = world.queue->command_buffer();
    commands->add_completed_handler([&](CommandBuffer*) { done.open(); });
    auto encoder = commands->compute_command_encoder();
    encoder->set_compute_pipeline_state(pipeline.get());
    encoder->set_buffer(a.get(), 16, 0);
    encoder->set_buffer(b.get(), 0, 1);
    encoder->insert_debug_signpost("rejected");
    encoder->dispatch_threads({4, 1, 1}, {4, 1, 1});
    encoder->end_encoding();
    commands->commit();
    commands->wait_until_completed();
    (void)a->contents();
    ASSERT_TRUE(done.wait());
    ASSERT_EQ(witness.uses.size(), 2u);
    EXPECT_EQ(witness.uses[0].resource, a->id());
    EXPECT_EQ(witness.uses[0].offset, 16u);
    EXPECT_EQ(witness.uses[0].length, 240u);
    EXPECT_EQ(witness.uses[0].access, model::Access::read);
    EXPECT_TRUE(witness.uses[0].tracked);
    EXPECT_EQ(witness.uses[1].access, model::Access::write);
    EXPECT_FALSE(witness.uses[1].tracked);
  }
  model::set_observer(nullptr);
  using K = model::EventKind;
  for (K kind : {K::encoder_opened, K::encoder_ended, K::command_recorded, K::buffer_committed, K::buffer_scheduled, K::buffer_completed, K::pass_began,
                 K::pass_ended, K::contents_taken, K::handler_began})
    EXPECT_EQ(witness.count(kind), 1) << model::name_of(kind);
  EXPECT_GE(witness.count(K::object_created), 7);
  EXPECT_GT(witness.last_sequence, 10u);
}

}  // namespace
}  // namespace pewter::runtime
