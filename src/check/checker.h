// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "check/findings.h"
#include "check/race/commit_order.h"
#include "check/race/pending_hazards.h"
#include "check/race/watched_touches.h"
#include "check/scene.h"
#include "check/state/object_state.h"
#include "check/state/residency.h"
#include "check/state/sync_clocks.h"
#include "check/state/thread_state.h"
#include "check/waits/asleep.h"
#include "check/waits/wait.h"
#include "check/waits/work.h"
#include "model/memory_watch.h"
#include "model/observer.h"
#include "model/stillness.h"
#include "model/sync.h"

namespace pewter::check {

class ChainFinder;

enum class Mode : std::uint8_t {
  report,     // misuse is noted and its call does nothing; the program goes on
  abort,      // misuse ends the program, as Metal does
  serialise,  // encoders of several threads on one buffer are kept apart; other misuse is as in `report`
};

// Something that mode `serialise` did to make the program safe.
struct Change {
  std::string what;
  model::ObjectName object;  // that it was needed for first
  std::uint64_t count = 1;
  model::StackId stack = 0;  // where
};

// Whose turn it is, and when, where the checker cannot ask the system: a trace.
struct Instant {
  std::uint32_t thread = 0;  // counts the threads of the process
  std::uint32_t number = 0;  // gettid()
  std::uint64_t nanoseconds = 0;
};

struct Options {
  Mode mode = Mode::abort;
  bool warnings_end = false;  // the program, as errors do in mode abort
  // Somebody calls on_sync() for the program's locks and threads. Without that nothing is said about order between
  // threads.
  bool sees_synchronisation = false;
  // How long a misuse that will end the program waits for what other threads are about to do with the same object: they
  // are part of the story.
  std::chrono::milliseconds grace{250};
  // The numbers (gettid) of the program's own threads that live now. Without it the program is taken to have others
  // than those that call Metal. Slow, asked seldom.
  std::function<std::vector<std::uint32_t>()> program_threads = {};
  // Once for each time that all threads of the process sleep for good (waits/stillness.h). Without it nobody looks.
  std::function<std::optional<model::Stillness>()> stillness = {};
  // Called once on each thread that the checker is told of, before anything else becomes of it.
  std::function<void()> on_new_thread = {};
  // Set for a trace: all calls come from one thread, each for the thread and at the time that this gives.
  std::function<Instant()> moment = {};
};

// Watches one process (or one trace). Every call is on the thread that did what it tells of; all are thread-safe,
// except those of a trace.
//
// Threads' clocks are their own and need no lock; locks' and events' clocks are behind SyncClocks' shards; objects and
// findings behind mutex_. No code of the program runs under any of them.
class Checker final : public model::Observer, public model::SyncListener {
 public:
  Checker(const Options& options, model::StackRecorder& stacks);

  bool before(const model::Event& event) override;
  void on(const model::Event& event) override;
  void on_sync(const model::SyncEvent& event) override;

  // before() of an assertion in two parts, for a trace: what other threads do meanwhile is a part of the story.
  void notice_misuse(const model::Event& event);
  void explain_noticed(const model::Event& event);

  // Before the first event.
  void set_sees_synchronisation(bool sees);
  // Sees the program's loads and stores, for as long as the checker lives. Before the first event.
  void set_memory_watch(model::MemoryWatch* watch) { memory_ = watch; }
  // Sees what dispatches touch, for as long as the checker lives. Before the first event.
  void set_touch_watch(model::TouchWatch* watch) { watched_.set_watch(watch); }
  // Told of each new finding, on the thread that made it, outside of the checker's locks. Set before the first event.
  void set_sink(std::function<void(const model::Finding&)> sink) { sink_ = std::move(sink); }
  // What was found in signal handlers and not told yet, and what work shows that has run in command buffers that have
  // not completed. At the end; the former is else done by the next event of any thread.
  void tell_untold();
  // Called when a misuse is about to end the process: the last chance to write a report.
  void set_last_word(std::function<void(std::string_view line)> last_word) { last_word_ = std::move(last_word); }

  // Called after a wait was found that never ends, on whatever thread found it.
  void set_on_stuck(std::function<void(const model::Finding&)> on_stuck) { on_stuck_ = std::move(on_stuck); }
  // Looks at all waits that are older than that, for what can never end or seems so. Called a few times a second.
  void look_for_stuck(std::chrono::nanoseconds age);

  // Asks whether all threads sleep, and says why that will not end. Called as often, after the other.
  void look_for_stillness();

  bool sees_synchronisation() const { return options_.sees_synchronisation; }
  bool sees_memory() const { return memory_ != nullptr; }
  bool sees_touches() const { return watched_.is_seen(); }
  std::vector<model::Finding> findings() const;
  std::vector<Change> changes() const;
  // The last calls of all threads, oldest first.
  std::vector<model::Moment> history() const;
  // All that were seen, also those that have ended, with the names that they had when they were first seen.
  std::vector<std::pair<std::uint32_t, std::string>> threads() const;
  std::string first_name(std::uint32_t thread) const;
  std::vector<model::ObjectName> objects(const std::vector<model::Moment>& named) const;

 private:
  struct Told;  // an event, its record and its thread
  Record record_of(const model::Event& event, ThreadState& thread);
  void note(ThreadState& thread, const Record& record);
  void order(ThreadState& thread, const model::Event& event);  // Metal's own edges
  void follow(Told& told);                                     // objects and rules, under mutex_
  void add_name(std::vector<model::ObjectName>& names, model::ObjectId id) const;
  void access(Told& told, model::ObjectId object, model::ObjectClass object_class, bool writes);
  void open_session(Told& told);
  void command(Told& told);
  void gpu(Told& told);  // what orders encoders on the GPU
  void pass_began(Told& told);
  void dispatched(Told& told, ObjectState& encoder);  // in a concurrent encoder
  void touched_untracked(ObjectState& encoder, Touch touch);
  void watch_upcoming(ObjectState& buffer);
  void never_begins(ObjectState& encoder);
  void settle(Told& told, model::ObjectId buffer);
  std::vector<model::Finding> hazards_of_passes(ObjectState& buffer);
  std::vector<model::Finding> hazards_of_encoders(bool at_the_end);
  void residency(Told& told);  // what is resident for kernels that follow pointers
  void pointers_found(Told& told);
  bool was_bound(model::ObjectId resource, model::ObjectId buffer, const Record& dispatch);
  bool is_about_to_be_written(model::ObjectId table);
  void committed(Told& told);
  void memory(Told& told);  // the program's touches of memory that the GPU uses
  void memory_committed(Told& told);
  void memory_over(const std::vector<model::ObjectId>& buffers);
  void memory_met(Told& told, ObjectState& resource, const std::optional<Meeting>& meeting);
  MemoryUses::IsBefore is_before();
  void completed(model::ObjectId buffer);
  void destroyed(Told& told);
  void changed(const Told& told, std::string_view what);
  void wait_for_others(model::ObjectId object);
  void follow_waits(Told& told);
  void wait_in_handler(Told& told);
  void handler_threw(Told& told);
  void stuck(Told& told);  // whether the wait that began will never end, where that can be known at once
  void blocked(ThreadState& thread, const model::SyncEvent& event);
  WaitTable all_waits() const;
  std::optional<Asleep> everybody_asleep(const model::Stillness& still, WaitTable& waits, ChainFinder& finder);
  bool misuse(const model::Event& event, ThreadState& thread, const Record& record);
  const Rule* notice(const model::Event& event, ThreadState& thread, const Record& record);
  void explain(const Rule& broken, const model::Event& event, ThreadState& thread, const Record& record);
  ThreadState& self();
  std::uint64_t nanoseconds() const;  // since the checker began
  void found(Told& told, model::Finding finding);
  void found(std::vector<model::Finding>& fresh, model::Finding finding);
  void tell(const std::vector<model::Finding>& findings);
  Scene scene() const { return Scene(objects_, options_.sees_synchronisation); }

  Options options_;
  model::StackRecorder& stacks_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  model::MemoryWatch* memory_ = nullptr;  // null: nobody sees what the program touches
  std::function<void(const model::Finding&)> sink_;
  std::function<void(std::string_view)> last_word_;
  std::function<void(const model::Finding&)> on_stuck_;
  ThreadTable threads_;
  SyncClocks sync_;
  mutable std::mutex mutex_;  // guards what follows
  mutable ObjectTable objects_;
  GpuOrder gpu_{false};
  CommitOrder commits_;
  WatchedTouches watched_;
  PendingHazards pending_;  // of untracked resources
  Residency residency_;
  FindingList findings_;
  std::vector<model::ObjectName> named_;  // by findings
  std::vector<model::Finding> untold_;
  std::vector<Change> changes_;
  WaitTable waits_;
  Work work_;
  struct Handler {
    model::ObjectId object = 0;
    Record added;
  };
  std::map<std::uint64_t, Handler> handlers_;           // by number
  static constexpr std::size_t kMostLost = 8;
  std::deque<LostHandler> lost_;                        // the latest ones
  std::map<std::uint32_t, std::uint64_t> running_;      // thread -> handler that it runs
  std::map<model::ObjectId, Record> listeners_;         // event -> where the latest was added
  std::map<std::uint32_t, model::ObjectId> notifying_;  // thread -> event whose listener it runs
};

}  // namespace pewter::check
