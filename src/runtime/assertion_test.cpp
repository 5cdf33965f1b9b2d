// SPDX-License-Identifier: Apache-2.0
#include "runtime/assertion.h"

#include <gmock/gmock.h>

#include <barrier>
#include <set>
#include <thread>

#include "runtime/testing/fakes.h"

namespace pewter::runtime {
namespace {

using testing::World;

// Runs `body` on `threads` threads that start together. Death: whichever comes first.
void on_threads(int threads, const std::function<void(int)>& body) {
  if (threads == 1) return body(0);
  std::barrier start(threads);
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      start.arrive_and_wait();
      body(i);
    });
  }
  for (auto& thread : all) thread.join();
}

// The whole line, once: what was printed must be exactly this.
auto exactly(Assertion assertion) {
  return ::testing::ResultOf([](const std::string& text) { return text; }, ::testing::StrEq(std::string(line_of(assertion)) + "\n"));
}

class Deaths : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  int threads() const { return GetParam(); }
};

TEST_P(Deaths, SecondComputeEncoder) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto open = commands->compute_command_encoder();
    on_threads(threads(), [&](int) { commands->compute_command_encoder().leak(); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::second_compute_encoder));
}

TEST_P(Deaths, SecondBlitEncoder) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto open = commands->compute_command_encoder();
    on_threads(threads(), [&](int) { commands->blit_command_encoder().leak(); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::second_blit_encoder));
}

TEST_P(Deaths, CommitWithOpenEncoder) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto open = commands->compute_command_encoder();
    on_threads(threads(), [&](int) { commands->commit(); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::commit_with_open_encoder));
}

TEST_P(Deaths, DoubleCommit) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    on_threads(threads(), [&](int) {
      commands->commit();
      commands->commit();
    });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::double_commit));
}

TEST_P(Deaths, CompletedHandlerAfterCommit) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    commands->commit();
    on_threads(threads(), [&](int) { commands->add_completed_handler([](CommandBuffer*) {}); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::completed_handler_after_commit));
}

TEST_P(Deaths, ScheduledHandlerAfterCommit) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    commands->commit();
    on_threads(threads(), [&](int) { commands->add_scheduled_handler([](CommandBuffer*) {}); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::scheduled_handler_after_commit));
}

TEST_P(Deaths, EncodeAfterCommit) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto event = world.device->new_event();
    commands->commit();
    on_threads(threads(), [&](int i) {
      if (i % 3 == 0) commands->compute_command_encoder();
      if (i % 3 == 1) commands->blit_command_encoder();
      if (i % 3 == 2) commands->encode_signal_event(event.get(), 1);
    });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::encode_after_commit));
}

TEST_P(Deaths, SignalEventWithOpenEncoder) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto event = world.device->new_event();
    auto open = commands->blit_command_encoder();
    on_threads(threads(), [&](int) { commands->encode_signal_event(event.get(), 1); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::signal_event_with_open_encoder));
}

TEST_P(Deaths, WaitForEventWithOpenEncoder) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto event = world.device->new_event();
    auto open = commands->compute_command_encoder();
    on_threads(threads(), [&](int) { commands->encode_wait_for_event(event.get(), 1); });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::wait_for_event_with_open_encoder));
}

TEST_P(Deaths, ReleasedWithoutEnd) {
  EXPECT_EXIT({
    World world;
    on_threads(threads(), [&](int) {
      auto commands = world.queue->command_buffer();
      auto encoder = commands->compute_command_encoder();
      encoder = nullptr;
    });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::released_without_end));
}

TEST_P(Deaths, UsedAfterEnd) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto buffer = world.buffer();
    auto encoder = commands->compute_command_encoder();
    encoder->end_encoding();
    on_threads(threads(), [&](int) { encoder->set_buffer(buffer.get(), 0, 0); });
  }, ::testing::KilledBySignal(SIGABRT), "^-\\[_MTLCommandEncoder setBuffer:offset:atIndex:\\]:140: failed assertion 'endEncoding has already been called'\n$");
}

TEST_P(Deaths, DoubleEnd) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto encoder = commands->blit_command_encoder();
    on_threads(threads(), [&](int) {
      encoder->end_encoding();
      encoder->end_encoding();
    });
  }, ::testing::KilledBySignal(SIGABRT), "^-\\[_MTLCommandEncoder endEncoding\\]:140: failed assertion 'endEncoding has already been called'\n$");
}

class Races : public Deaths {};

// The crash of the log: every thread encodes into one buffer, nobody holds a lock, and the end is always the same line.
TEST_P(Races, SharedCommandBuffer) {
  EXPECT_EXIT({
    World world;
    auto commands = world.queue->command_buffer();
    auto pipeline = world.pipeline("k x0");
    auto buffer = world.buffer();
    on_threads(threads(), [&](int) {
      for (;;) world.encode(commands.get(), pipeline.get(), {buffer.get()});
    });
  }, ::testing::KilledBySignal(SIGABRT), exactly(Assertion::second_compute_encoder));
}

// All of the misuse at once: some line of Metal's, and an abort; never anything else.
TEST_P(Races, Chaos) {
  EXPECT_EXIT({
    World world;
    auto pipeline = world.pipeline("k x0");
    auto buffer = world.buffer();
    auto event = world.device->new_event();
    std::atomic<int> round{0};
    on_threads(threads(), [&](int i) {
      for (;;) {
        auto commands = world.queue->command_buffer();
        std::thread other([&] {
          auto encoder = commands->compute_command_encoder();
          encoder->set_compute_pipeline_state(pipeline.get());
          std::thread inside([&] {
            for (int k = 0; k < 20; ++k) encoder->set_buffer(buffer.get(), k, k);
            encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
          });
          encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
          if (i % 2) inside.join();
          encoder->end_encoding();
          if (i % 2 == 0) inside.join();
        });
        if (i == 3) commands->encode_signal_event(event.get(), ++round);
        if (i == 5) commands->commit();
        other.join();
      }
    });
  }, ::testing::KilledBySignal(SIGABRT), "^-\\[.*\\]:[0-9]+: failed assertion '.*'\n$");
}

INSTANTIATE_TEST_SUITE_P(Threads, Deaths, ::testing::Values(1, 8), [](const auto& info) { return "From" + std::to_string(info.param); });

INSTANTIATE_TEST_SUITE_P(Threads, Races, ::testing::Values(2, 8), [](const auto& info) { return "From" + std::to_string(info.param); });

class Arguments : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  void die(std::function<void(ComputeCommandEncoder*, Buffer*)> body) {
    World world;
    auto commands = world.queue->command_buffer();
    auto buffer = world.buffer();
    auto encoder = commands->compute_command_encoder();
    body(encoder.get(), buffer.get());
  }
};

TEST_F(Arguments, BufferIndex) {
  EXPECT_DEATH(die([](auto* encoder, auto* buffer) { encoder->set_buffer(buffer, 0, 31); }),
               "-\\[MTLComputeCommandEncoder setBuffer:offset:atIndex:\\]:1: failed assertion 'buffer index 31 is out of range: it must be < 31'");
}
TEST_F(Arguments, ThreadgroupMemory) {
  EXPECT_DEATH(die([](auto* encoder, auto*) { encoder->set_threadgroup_memory_length(16, 31); }), "threadgroup memory index 31 is out of range");
}
TEST_F(Arguments, NoPipeline) {
  EXPECT_DEATH(die([](auto* encoder, auto*) { encoder->dispatch_threads({1, 1, 1}, {1, 1, 1}); }),
               "computePipelineState must not be nil");
}

// What only Metal's validation layer says: nobody's business while nobody watches.
void break_every_rule_of_the_layer(World& world) {
  auto commands = world.queue->command_buffer();
  auto pipeline = world.pipeline("k x0");
  auto buffer = world.buffer();
  auto encoder = commands->compute_command_encoder();
  const std::vector<char> bytes(4097);
  encoder->set_bytes(bytes.data(), bytes.size(), 0);
  encoder->set_bytes(nullptr, 0, 1);
  encoder->set_threadgroup_memory_length(24, 0);
  encoder->set_buffer(buffer.get(), 1 << 20, 2);
  encoder->set_buffer_offset(4, 3);
  encoder->set_compute_pipeline_state(nullptr);
  encoder->set_compute_pipeline_state(pipeline.get());
  encoder->dispatch_threads({0, 1, 1}, {1, 1, 1});
  encoder->dispatch_threads({2000, 1, 1}, {2000, 1, 1});
  encoder->dispatch_threadgroups_indirect(nullptr, 0, {1, 1, 1});
  encoder->end_encoding();
  auto blit = commands->blit_command_encoder();
  blit->copy_from_buffer(nullptr, 0, buffer.get(), 0, 4);
  blit->fill_buffer(buffer.get(), {0, 0}, 1);
  blit->fill_buffer(buffer.get(), {1, 6}, 1);
  blit->synchronize_resource(buffer.get());
  blit->end_encoding();
  buffer->did_modify_range({0, 1 << 20});
  EXPECT_FALSE(world.device->new_buffer(0, {}));
  commands->commit();
  commands->wait_until_completed();
}

class Watching final : public model::Observer {
 public:
  explicit Watching(bool goes_on) : goes_on_(goes_on) { model::set_observer(this); }
  ~Watching() override { model::set_observer(nullptr); }
  bool before(const model::Event& event) override {
    if (event.kind != model::EventKind::validation_failed) return true;
    EXPECT_FALSE(event.text.empty());
    EXPECT_FALSE(event.why.empty());
    EXPECT_EQ(event.text.find('{'), std::string_view::npos) << event.text;
    rules.emplace_back(event.rule);
    return goes_on_;
  }
  void on(const model::Event&) override {}
  std::vector<std::string> rules;

 private:
  const bool goes_on_;
};

TEST(Validation, SaysNothingWhereNobodyWatches) {
  World world;
  break_every_rule_of_the_layer(world);
}

TEST(Validation, IsToldAndTheCallGoesOn) {
  World world;
  Watching watching(true);
  break_every_rule_of_the_layer(world);
  EXPECT_THAT(watching.rules, ::testing::IsSupersetOf({"PW102", "PW104", "PW116", "PW117", "PW118", "PW121", "PW122",
                                                       "PW131", "PW132", "PW134", "PW135", "PW136", "PW141"}));
}

TEST(Validation, EndsTheProcessWhereTheObserverSaysSo) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        World world;
        Watching watching(false);
        break_every_rule_of_the_layer(world);
      },
      ::testing::KilledBySignal(SIGABRT),
      "^-\\[MTLDebugComputeCommandEncoder setBytes:length:attributeStride:atIndex:\\]:400: failed assertion "
      "'length\\(4097\\) must be <= 4096.'\n$");
}

TEST(Assertions, RulesHaveStableIds) {
  EXPECT_EQ(rule_id(Assertion::second_compute_encoder), "PW001");
  EXPECT_EQ(rule_id(Assertion::used_after_end), "PW008");
}

// Two threads in one encoder is misuse that Metal does not assert on: the memory stays sound and every dispatch is there.
TEST(Encoder, TwoThreadsInsideWaitForEachOther) {
  World world;
  auto pipeline = world.pipeline("k");
  auto commands = world.queue->command_buffer();
  auto encoder = commands->compute_command_encoder();
  encoder->set_compute_pipeline_state(pipeline.get());
  on_threads(4, [&](int) {
    for (int i = 0; i < 500; ++i) encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
  });
  encoder->end_encoding();
  commands->commit();
  commands->wait_until_completed();
  EXPECT_EQ(world.executor->ended().size(), 2000u);
}

}  // namespace
}  // namespace pewter::runtime
