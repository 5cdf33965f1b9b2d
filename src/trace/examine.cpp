// SPDX-License-Identifier: Apache-2.0
#include "trace/examine.h"

#include <fmt/format.h>

#include <map>

#include "check/checker.h"
#include "model/memory_watch.h"
#include "model/touch_watch.h"
#include "report/json/reader.h"
#include "trace/describe.h"
#include "trace/reader.h"

namespace pewter::trace {
namespace {

// What the program touched is in the trace.
class NoWatch final : public model::MemoryWatch {
 public:
  void close(model::ObjectId, Side, Closed) override {}
};

// Likewise what dispatches touched.
class NoTouchWatch final : public model::TouchWatch {
 public:
  void watch(std::uint64_t, model::ObjectId) override {}
  void forget(std::uint64_t) override {}
};

// The entry that is being told is where the checker finds itself.
class Replay final : public model::StackRecorder {
 public:
  explicit Replay(Sight sight)
      : checker_({.mode = check::Mode::report,
                  .sees_synchronisation = sight.synchronisation,
                  .grace = std::chrono::milliseconds(0),
                  .program_threads = [this] { return now_->live_threads; },
                  .stillness = [this] { return std::optional(now_->still); },
                  .moment = [this] { return check::Instant{now_->thread, now_->number, now_->nanoseconds}; }},
                 *this) {
    if (sight.memory) checker_.set_memory_watch(&watch_);
    if (sight.touches) checker_.set_touch_watch(&touch_watch_);
  }

  model::StackId capture() override { return now_->stack; }
  model::Stack resolve(model::StackId) override { return {}; }

  void tell(Entry& entry) {
    now_ = &entry;
    switch (entry.kind) {
      case EntryKind::happened:
        return checker_.on(entry.event);
      case EntryKind::asked:
        if (entry.event.kind != model::EventKind::assertion_failed) return void(checker_.before(entry.event));
        checker_.notice_misuse(entry.event);
        open_.insert_or_assign(entry.thread, entry);
        return;
      case EntryKind::answered:
        if (const auto open = open_.find(entry.thread); open != open_.end()) {
          explain(open->second);
          open_.erase(open);
        }
        return;
      case EntryKind::synchronised:
        return checker_.on_sync(entry.sync);
      case EntryKind::looked:
        return checker_.look_for_stuck(std::chrono::nanoseconds(entry.event.value));
      case EntryKind::stood_still:
        return checker_.look_for_stillness();
    }
  }

  // The process ended in the middle of them.
  void finish() {
    for (auto& [thread, entry] : open_) explain(entry);
    open_.clear();
    checker_.tell_untold();
  }

  const check::Checker& checker() const { return checker_; }

 private:
  void explain(Entry& entry) {
    now_ = &entry;
    checker_.explain_noticed(entry.event);
  }

  NoWatch watch_;
  NoTouchWatch touch_watch_;
  const Entry* now_ = nullptr;
  std::map<std::uint32_t, Entry> open_;  // assertions that have not been answered, by thread
  check::Checker checker_;
};

}  // namespace

Result<report::Report, std::string> examine(std::string_view file) {
  auto reader = Reader::open(file);
  if (!reader) return Failure{reader.error()};
  auto process = report::read_json(reader->process());
  if (!process) return Failure{fmt::format("what the trace says of its process: {}", process.error())};
  report::Report report = std::move(*process);
  const std::map<model::StackId, model::Stack> stacks = std::move(report.stacks);
  report.stacks.clear();
  const auto resolve = [&](model::StackId id) {
    const auto found = stacks.find(id);
    return found == stacks.end() ? model::Stack() : found->second;
  };

  Replay replay(reader->sight());
  for (Entry entry; reader->next(entry);) replay.tell(entry);
  if (!reader->problem().empty()) return Failure{reader->problem()};
  replay.finish();
  add_findings(report, replay.checker(), resolve);
  add_history(report, replay.checker(), resolve);
  if (reader->left_out() > 0)
    report.caveat +=
        fmt::format("{}The trace was full before the program ended: the last {} things that happened are not in it.",
                    report.caveat.empty() ? "" : " ", reader->left_out());
  return report;
}

}  // namespace pewter::trace
