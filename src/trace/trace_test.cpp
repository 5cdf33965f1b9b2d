// SPDX-License-Identifier: Apache-2.0
// Traces: what is written is read back, broken files are refused, a full one says so, and the checker finds in them
// what it would have found live.
#include <gtest/gtest.h>

#include <random>

#include "report/renderer.h"
#include "trace/examine.h"
#include "trace/reader.h"
#include "trace/writer.h"

namespace pewter::trace {
namespace {

using model::EventKind;
using model::ObjectClass;
using model::SyncKind;

Entry entry(std::uint32_t thread, const model::Event& event, EntryKind kind = EntryKind::happened) {
  Entry entry;
  entry.kind = kind;
  entry.thread = thread;
  entry.number = 100 + thread;
  entry.stack = thread + 1;
  entry.event = event;
  return entry;
}

Entry entry(std::uint32_t thread, SyncKind kind, std::uint64_t object) {
  Entry entry;
  entry.kind = EntryKind::synchronised;
  entry.thread = thread;
  entry.number = 100 + thread;
  entry.sync = {kind, object, "pthread_mutex_lock"};
  return entry;
}

model::Frame frame(const char* function) {
  model::Frame frame;
  frame.function = function;
  return frame;
}

class Trace {
 public:
  explicit Trace(std::size_t most = kMostBytes) : writer_(most) {}
  Trace& add(Entry entry) {
    entry.event.sequence = ++sequence_;
    writer_.add(std::move(entry), [this] { return sequence_ * 1000; });
    return *this;
  }
  std::string file() const {
    report::Report process;
    process.process = "program";
    process.mode = "report";
    process.stacks[1] = {frame("first")};
    process.stacks[2] = {frame("second")};
    return writer_.file(report::find_renderer("json")->render(process),
                        {.synchronisation = true, .memory = true, .touches = true});
  }

 private:
  Writer writer_;
  std::uint64_t sequence_ = 0;
};

model::Event use(model::ObjectId id) {
  return {.kind = EventKind::object_accessed,
          .object_class = ObjectClass::command_buffer,
          .writes = true,
          .object = id,
          .call = "commit"};
}

std::vector<std::string> rules(const std::string& file) {
  const auto report = examine(file);
  if (!report) return {report.error()};
  std::vector<std::string> rules;
  for (const model::Finding& finding : report->findings) rules.push_back(finding.rule);
  return rules;
}

TEST(Trace, EveryFieldComesBack) {
  const model::ResourceUse uses[] = {{.resource = 7,
                                      .offset = 1ull << 40,
                                      .length = ~0ull,
                                      .access = model::Access::write,
                                      .how = model::Touching::atomic,
                                      .index = -1,
                                      .tracked = true,
                                      .exact = true}};
  Entry written = entry(3, {.kind = EventKind::command_recorded,
                            .object_class = ObjectClass::blit_command_encoder,
                            .object = 5,
                            .parent = 4,
                            .value = 300,
                            .aux = ~0ull,
                            .call = "fillBuffer:range:value:",
                            .text = "text",
                            .rule = "PW001"});
  written.has_command = true;
  written.command.kind = model::CommandKind::fill_buffer;
  written.command.text = "kernel";
  written.command.value = 9;
  written.command.threads_per_grid[2] = 6;
  written.uses.assign(std::begin(uses), std::end(uses));
  written.live_threads = {1, 2};
  Entry still;
  still.kind = EntryKind::stood_still;
  still.still.sleepers = {{.thread = 104, .service = true, .stack = 9}, {.thread = 105, .service = false, .stack = 0}};
  still.still.signals = {2, 15};
  const std::string file =
      Trace().add(written).add(entry(1, SyncKind::joining, 77)).add(still).add(entry(1, SyncKind::awake, 78)).file();

  auto reader = Reader::open(file);
  ASSERT_TRUE(reader.ok()) << reader.error();
  Entry read;
  ASSERT_TRUE(reader->next(read)) << reader->problem();
  EXPECT_EQ(read.thread, 3u);
  EXPECT_EQ(read.number, 103u);
  EXPECT_EQ(read.nanoseconds, 1000u);
  EXPECT_EQ(read.stack, 4u);
  EXPECT_EQ(read.event.kind, EventKind::command_recorded);
  EXPECT_EQ(read.event.object_class, ObjectClass::blit_command_encoder);
  EXPECT_EQ(read.event.object, 5u);
  EXPECT_EQ(read.event.parent, 4u);
  EXPECT_EQ(read.event.value, 300u);
  EXPECT_EQ(read.event.aux, ~0ull);
  EXPECT_STREQ(read.event.call, "fillBuffer:range:value:");
  EXPECT_EQ(read.event.text, "text");
  EXPECT_EQ(read.event.rule, "PW001");
  EXPECT_EQ(read.event.sequence, 1u);
  EXPECT_EQ(read.live_threads, (std::vector<std::uint32_t>{1, 2}));
  ASSERT_EQ(read.event.command, &read.command);
  EXPECT_EQ(read.command.kind, model::CommandKind::fill_buffer);
  EXPECT_EQ(read.command.text, "kernel");
  EXPECT_EQ(read.command.value, 9u);
  EXPECT_EQ(read.command.threads_per_grid[2], 6u);
  ASSERT_EQ(read.command.uses.size(), 1u);
  EXPECT_EQ(read.command.uses[0].offset, 1ull << 40);
  EXPECT_EQ(read.command.uses[0].length, ~0ull);
  EXPECT_EQ(read.command.uses[0].access, model::Access::write);
  EXPECT_EQ(read.command.uses[0].how, model::Touching::atomic);
  EXPECT_EQ(read.command.uses[0].index, -1);
  EXPECT_TRUE(read.command.uses[0].tracked && read.command.uses[0].exact);
  ASSERT_TRUE(reader->next(read)) << reader->problem();
  EXPECT_EQ(read.kind, EntryKind::synchronised);
  EXPECT_EQ(read.sync.kind, SyncKind::joining);
  EXPECT_EQ(read.sync.object, 77u);
  EXPECT_EQ(read.nanoseconds, 2000u);
  ASSERT_TRUE(reader->next(read)) << reader->problem();
  EXPECT_EQ(read.kind, EntryKind::stood_still);
  EXPECT_EQ(read.event.command, nullptr);
  ASSERT_EQ(read.still.sleepers.size(), 2u);
  EXPECT_EQ(read.still.sleepers[0].thread, 104u);
  EXPECT_TRUE(read.still.sleepers[0].service);
  EXPECT_EQ(read.still.sleepers[0].stack, 9u);
  EXPECT_FALSE(read.still.sleepers[1].service);
  EXPECT_EQ(read.still.signals, (std::vector<std::uint32_t>{2, 15}));
  ASSERT_TRUE(reader->next(read)) << reader->problem();
  EXPECT_EQ(read.sync.kind, SyncKind::awake);
  EXPECT_FALSE(reader->next(read));
  EXPECT_EQ(reader->problem(), "");
}

TEST(Trace, ThreadsAreThoseOfTheTrace) {
  EXPECT_EQ(rules(Trace().add(entry(0, use(1))).add(entry(1, use(1))).file()), std::vector<std::string>{"PW201"});
  EXPECT_EQ(rules(Trace().add(entry(0, use(1))).add(entry(0, use(1))).file()), std::vector<std::string>{});
  EXPECT_EQ(rules(Trace()
                      .add(entry(0, SyncKind::acquired, 9))
                      .add(entry(0, use(1)))
                      .add(entry(0, SyncKind::released, 9))
                      .add(entry(1, SyncKind::acquired, 9))
                      .add(entry(1, use(1)))
                      .file()),
            std::vector<std::string>{});
}

// The program reads what a command buffer writes that nobody has seen complete.
TEST(Trace, TouchesOfMemoryAreExamined) {
  model::ResourceUse written{
      .resource = 7, .length = 64, .access = model::Access::write, .how = model::Touching::plain, .index = 0};
  Entry dispatch = entry(0, {.kind = EventKind::command_recorded,
                             .object_class = ObjectClass::compute_command_encoder,
                             .object = 3,
                             .parent = 2,
                             .call = "dispatchThreads:threadsPerThreadgroup:"});
  dispatch.has_command = true;
  dispatch.command.text = "fill";
  dispatch.uses = {written};
  const model::Event commit{.kind = EventKind::buffer_committed,
                            .object_class = ObjectClass::command_buffer,
                            .object = 2,
                            .parent = 1,
                            .call = "commit"};
  const model::Event touch{
      .kind = EventKind::memory_touched, .object_class = ObjectClass::buffer, .object = 7, .value = 4};
  const model::Event opened{.kind = EventKind::encoder_opened,
                            .object_class = ObjectClass::compute_command_encoder,
                            .object = 3,
                            .parent = 2,
                            .call = "computeCommandEncoder"};
  const model::Event began{.kind = EventKind::pass_began, .object_class = ObjectClass::command_buffer, .object = 2};
  model::Event gpu = touch;
  gpu.by_gpu = gpu.writes = true;
  const auto trace = [&](bool program_touches) {
    Trace trace;
    trace.add(entry(0, opened)).add(dispatch).add(entry(0, commit)).add(entry(1, began)).add(entry(1, gpu));
    if (program_touches) trace.add(entry(0, touch));
    return trace.file();
  };
  EXPECT_EQ(rules(trace(true)), std::vector<std::string>{"PW303"});
  EXPECT_EQ(rules(trace(false)), std::vector<std::string>{});
}

// A concurrent encoder of two dispatches that write `first` and `second`.
std::string two_dispatches(const model::ByteSet& first, const model::ByteSet& second) {
  Trace trace;
  trace.add(entry(0, {.kind = EventKind::encoder_opened,
                      .object_class = ObjectClass::compute_command_encoder,
                      .object = 3,
                      .parent = 2,
                      .value = 1,
                      .call = "computeCommandEncoderWithDispatchType:"}));
  for (std::uint64_t number : {1, 2}) {
    Entry dispatch =
        entry(static_cast<std::uint32_t>(number - 1), {.kind = EventKind::command_recorded,
                                                       .object_class = ObjectClass::compute_command_encoder,
                                                       .object = 3,
                                                       .parent = 2,
                                                       .call = "dispatchThreads:threadsPerThreadgroup:"});
    dispatch.has_command = true;
    dispatch.command.text = "fill";
    dispatch.command.number = number;
    dispatch.uses = {{.resource = 7, .length = 4096, .access = model::Access::write}};
    trace.add(std::move(dispatch));
  }
  for (std::uint64_t number : {1, 2}) {
    Entry ran =
        entry(0, {.kind = EventKind::bytes_touched, .object_class = ObjectClass::buffer, .object = 7, .value = number});
    ran.touched_runs[1] = (number == 1 ? first : second).runs();
    trace.add(std::move(ran));
  }
  trace.add(entry(
      0, {.kind = EventKind::buffer_completed, .object_class = ObjectClass::command_buffer, .object = 2, .value = 4}));
  return trace.file();
}

TEST(Trace, BytesThatDispatchesTouchAreExamined) {
  using model::ByteSet;
  EXPECT_EQ(rules(two_dispatches(ByteSet::range(0, 2049), ByteSet::range(2048, 100))),
            std::vector<std::string>{"PW301"});
  EXPECT_TRUE(rules(two_dispatches(ByteSet::range(0, 2048), ByteSet::range(2048, 100))).empty());
}

TEST(Trace, RunsOfBytesThatLieOverEachOtherAreRefused) {
  Entry written = entry(0, {.kind = EventKind::bytes_touched, .object = 7});
  written.touched_runs[0] = {{5, 3, 1}, {7, 1, 1}};
  const std::string file = Trace().add(written).file();
  auto reader = Reader::open(file);
  ASSERT_TRUE(reader.ok());
  Entry read;
  EXPECT_FALSE(reader->next(read));
  EXPECT_FALSE(reader->problem().empty());
}

TEST(Trace, ReportHasStacksThreadsAndProcess) {
  const auto report = examine(Trace().add(entry(0, use(1))).add(entry(1, use(1))).file());
  ASSERT_TRUE(report.ok()) << report.error();
  EXPECT_EQ(report->process, "program");
  ASSERT_EQ(report->findings.size(), 1u);
  const auto& sides = report->findings[0].sides;
  EXPECT_EQ(report->stacks.at(sides[0].moment.stack).at(0).function, "first");
  EXPECT_EQ(report->stacks.at(sides[1].moment.stack).at(0).function, "second");
  EXPECT_EQ(sides[1].moment.thread, 101u);
  EXPECT_EQ(report->rules.size(), 1u);
}

// What other threads do until an assertion has been answered is a part of its story; where the process ended before, it
// is told all the same.
TEST(Trace, AssertionsAreExplainedWhenTheyWereAnswered) {
  const model::Event assertion{.kind = EventKind::assertion_failed,
                               .object_class = ObjectClass::command_buffer,
                               .object = 1,
                               .call = "commit",
                               .text = "the line",
                               .rule = "PW003"};
  Trace answered;
  answered.add(entry(0, use(1)))
      .add(entry(0, assertion, EntryKind::asked))
      .add(entry(0, assertion, EntryKind::answered));
  EXPECT_EQ(rules(answered.file()), std::vector<std::string>{"PW003"});
  Trace cut;
  cut.add(entry(0, use(1))).add(entry(0, assertion, EntryKind::asked));
  EXPECT_EQ(rules(cut.file()), std::vector<std::string>{"PW003"});
}

TEST(Trace, AFullOneKeepsItsBeginningAndSaysSo) {
  Trace trace(200);
  trace.add(entry(0, use(1))).add(entry(1, use(1)));
  for (int i = 0; i < 100; ++i) trace.add(entry(2, use(1)));
  const auto report = examine(trace.file());
  ASSERT_TRUE(report.ok()) << report.error();
  EXPECT_EQ(report->findings.at(0).rule, "PW201");
  EXPECT_NE(report->caveat.find("The trace was full"), std::string::npos) << report->caveat;
}

TEST(Trace, WhatIsNoTraceIsRefused) {
  EXPECT_EQ(rules(""), std::vector<std::string>{"no trace"});
  EXPECT_EQ(rules("pewter-trace 9\n"), std::vector<std::string>{"a trace of another version of Pewter"});
  const std::string file = Trace().add(entry(0, use(1))).file();
  for (std::size_t size = kMagic.size(); size < file.size(); ++size)
    EXPECT_EQ(rules(file.substr(0, size)), std::vector<std::string>{"the trace is not complete"}) << size;
}

TEST(Trace, BrokenBytesNeverCrash) {
  const std::string good =
      Trace().add(entry(0, use(1))).add(entry(1, SyncKind::acquired, 3)).add(entry(1, use(1))).file();
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    std::string bad = good;
    for (int changes = 0; changes < 3; ++changes)
      bad[kMagic.size() + random() % (good.size() - kMagic.size())] = static_cast<char>(random());
    if (const auto report = examine(bad); !report) EXPECT_FALSE(report.error().empty());
  }
}

}  // namespace
}  // namespace pewter::trace
