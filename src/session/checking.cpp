// SPDX-License-Identifier: Apache-2.0
#include "session/checking.h"

#include <errno.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <mutex>
#include <set>

#include "check/checker.h"
#include "check/waits/stillness.h"
#include "check/waits/watchdog.h"
#include "preload/listen.h"
#include "report/fingerprint.h"
#include "report/safe_write.h"
#include "report/terminal.h"
#include "runtime/watched_dispatches.h"
#include "runtime/watched_memory.h"
#include "session/check_settings.h"
#include "session/crash_capture.h"
#include "session/make_report.h"
#include "session/process_facts.h"
#include "session/recording.h"
#include "session/thread_sanitizer.h"
#include "session/turns.h"
#include "stacks/stack_recorder.h"
#include "support/fault_claims.h"
#include "support/log.h"
#ifdef PEWTER_HAS_COMPILER
#include "compiler/compile.h"
#endif

namespace pewter::session {
namespace {

using Mode = CheckSettings::Mode;

// The process's checking. Never destroyed: threads may be in calls until the very end.
class Checking {
 public:
  explicit Checking(CheckSettings settings)
      : settings_(std::move(settings)),
        wanted_(Wanted::read(settings_)),
        stacks_(stacks::make_stack_recorder(recorder_options())),
        checker_({.mode = settings_.mode == Mode::report      ? check::Mode::report
                          : settings_.mode == Mode::serialise ? check::Mode::serialise
                                                              : check::Mode::abort,
                  .warnings_end = settings_.warnings_end,
                  .program_threads = [this] { return recording_ ? recording_->live_threads() : program_threads(); },
                  .stillness = [this] { return stillness(); },
                  .on_new_thread = &prepare_for_faults},
                 *stacks_) {}

  void start() {
    // First: whatever comes between is told.
    capture_crashes([this](const CrashFacts& facts) { crashed(facts); }, findings_told_);
    checker_.set_sink([this](const model::Finding& finding) { tell(finding); });
    checker_.set_last_word([this](std::string_view line) { last_word(line); });
    const auto age = wait_age();
    if (!settings_.record.empty()) recording_ = std::make_unique<Recording>(checker_, *stacks_, age);
    const bool listening =
        recording_ ? preload::listen_to_synchronisation(*recording_) : preload::listen_to_synchronisation(checker_);
    checker_.set_sees_synchronisation(listening);
    if (listening) preload::come_before_handlers_of_faults(&is_claimed);
    checker_.set_touch_watch(&runtime::WatchedDispatches::instance());
    watches_memory_ = listening && settings_.memory;
    if (watches_memory_) {
      checker_.set_memory_watch(&runtime::WatchedMemory::watch());
      preload::listen_to_transfers(&runtime::WatchedMemory::touch);
    }
    checker_.set_on_stuck([this](const model::Finding& finding) {
      if (settings_.mode == Mode::abort) end_stuck(finding);
    });
    model::Observer* observer = recording_ ? static_cast<model::Observer*>(recording_.get()) : &checker_;
    if (settings_.mode == Mode::serialise && preload::take_turns(&turn)) {
      taking_turns_ = std::make_unique<TakingTurns>(*observer, turns_);
      observer = taking_turns_.get();
      turns_.take();
    }
    model::set_observer(telling_thread_sanitizer(observer));
    earlier_terminate() = std::set_terminate(&on_terminate);
    if (settings_.wait_seconds > 0) watchdog_ = std::make_unique<check::Watchdog>(checker_, age);
    if (!listening && thread_sanitizer_watches())
      log::info("checking: ThreadSanitizer watches the program's threads and reports their races on Metal's objects");
    else if (!listening)
      log::info(
          "checking: the program's locks are not seen, so races that do not happen are not found; use 'pewter run'");
  }

  Mode mode() const { return settings_.mode; }
  bool watches_memory() const { return watches_memory_; }

  // At the end of the process.
  void finish() {
    wait_for_crash();
    checker_.tell_untold();
    const bool found = something_was_found_.load(std::memory_order_acquire);
    if (!found) write(report(std::nullopt));
    if (settings_.mode == Mode::serialise) tell_changes();
    wait_for_crash();  // one that came meanwhile
    // A program that was made safe has its own status.
    if (!found || settings_.mode == Mode::serialise) return;
    std::fflush(nullptr);  // _exit() does not
    ::_exit(kFoundSomething);
  }

 private:
  static stacks::RecorderOptions recorder_options() {
    stacks::RecorderOptions options;
#ifdef PEWTER_HAS_COMPILER
    options.symbolizer = &compiler::symbolizer;
    options.describe_made_code = &compiler::describe_kernel_code;
#endif
    return options;
  }

  std::chrono::nanoseconds wait_age() const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(settings_.wait_seconds));
  }

  // On the watchdog's thread, from time to time.
  std::optional<model::Stillness> stillness() {
    auto still = stillness_.look(std::chrono::steady_clock::now(), wait_age());
    if (!still) return still;
    for (model::Sleeper& sleeper : still->sleepers) sleeper.stack = stacks_->of_sleeper(sleeper.pc, sleeper.sp);
    if (recording_) recording_->stood_still(*still);
    return still;
  }

  report::Report report(std::optional<report::Crash> crash) {
    report::Report made = make_report(checker_, *stacks_, settings_, wanted_, std::move(crash));
    if (auto turns = turns_taken()) made.changes.push_back(std::move(*turns));
    return made;
  }

  // That one thread ran at a time: whether it was needed is not known, where what threads share is not Metal's.
  std::optional<report::Change> turns_taken() const {
    const Turns::Counts counts = turns_.counts();
    if (counts.given == 0 && counts.overtaken == 0) return std::nullopt;
    std::string what = fmt::format(
        "the program's {} threads took turns: one ran at a time, and gave way only where it waited", counts.threads);
    if (counts.overtaken)
      what += fmt::format("; {} times one was overtaken that waited for something unseen or ran for long",
                          counts.overtaken);
    return report::Change{.what = std::move(what), .object = {}, .count = counts.given};
  }

  // A new finding, on the thread that made it.
  void tell(const model::Finding& finding) {
    const report::Report one = report_of(finding, checker_, *stacks_, wanted_);
    if (one.findings.empty()) return;  // not wanted
    const std::string text = report::brief(report::Lookup(one), one.findings.front(), ::isatty(STDERR_FILENO) != 0);
    {
      std::lock_guard lock(mutex_);
      // Other callers of the same functions: the report counts them.
      if (told_.insert(report::fingerprint(one.findings.front(), one.stacks)).second) say(text);
    }
    findings_told_.fetch_add(1, std::memory_order_relaxed);
    // Resolving the stacks has loaded what reads debug information. Registered after its destructors were, this runs
    // before them.
    if (!something_was_found_.exchange(true, std::memory_order_acq_rel))
      std::atexit([] { instance()->write_at_exit(); });
  }

  static void turn(bool waits) {
    Turns& turns = instance()->turns_;
    waits ? turns.give() : turns.take();
  }

  void tell_changes() {
    const auto tell = [](const std::string& what, std::uint64_t count) {
      say(fmt::format("pewter: made safe, {} time{}: {}\n", count, count == 1 ? "" : "s", what));
    };
    for (const check::Change& change : checker_.changes()) tell(change.what, change.count);
    if (const auto turns = turns_taken()) tell(turns->what, turns->count);
  }

  // On the reporter's thread.
  void crashed(const CrashFacts& facts) {
    report::Crash crash;
    crash.thread = facts.thread;
    crash.signal = facts.signal;
    const char* name = ::sigabbrev_np(facts.signal);
    crash.signal_name = fmt::format("SIG{}", name ? name : "?");
    crash.address = facts.address;
    crash.stack = stacks_->keep({facts.return_addresses.data(), facts.count});
    const report::Report all = report(std::move(crash));
    // Whoever crashed may have been writing something.
    const std::unique_lock lock(mutex_, std::chrono::seconds(1));
    say(report::brief(report::Lookup(all), *all.crash, ::isatty(STDERR_FILENO) != 0));
    if (const unsigned told = findings_told_.load(std::memory_order_relaxed))
      say(fmt::format("  {} finding{} told above, before the crash\n", told, told == 1 ? " was" : "s were"));
    write_files(all);
  }

  [[noreturn]] void end_stuck(const model::Finding& finding) {
    last_word(finding.sides.back().moment.thread, finding.sides.back().moment.stack, finding.message);
    std::abort();
  }

  // What ends the process if an exception is not caught. Which one it is has been forgotten when SIGABRT comes.
  [[noreturn]] static void on_terminate() {
    std::string what;
    if (const std::exception_ptr thrown = std::current_exception()) {
      try {
        std::rethrow_exception(thrown);
      } catch (const std::exception& exception) {
        what = exception.what();
      } catch (...) {
      }
    }
    model::observe({.kind = model::EventKind::handler_threw, .text = what});
    if (const std::terminate_handler earlier = earlier_terminate()) earlier();
    std::abort();
  }
  static std::terminate_handler& earlier_terminate() {
    static std::terminate_handler earlier = nullptr;
    return earlier;
  }

  void write_at_exit() { write(report(std::nullopt)); }

  // The process is about to be aborted by one of Metal's assertions.
  void last_word(std::string_view line) {
    last_word(static_cast<std::uint32_t>(::syscall(SYS_gettid)), stacks_->capture(), std::string(line));
  }
  void last_word(std::uint32_t thread, model::StackId stack, std::string message) {
    // Others may have run into the same: one of them speaks, and ends the process.
    begin_ending(message);
    report::Crash crash;
    crash.thread = thread;
    crash.signal = SIGABRT;
    crash.signal_name = "SIGABRT";
    crash.stack = stack;
    crash.message = std::move(message);
    write(report(std::move(crash)));
    expect_abort();
  }

  void write(const report::Report& report) {
    std::lock_guard lock(mutex_);
    write_files(report);
  }
  void write_files(const report::Report& report) {
    for (const std::string& line : write_report(report, settings_)) say(line + '\n');
    if (!recording_) return;
    const auto written = report::safe_write(settings_.record, recording_->file(report));
    say(written ? fmt::format("pewter: trace written to {}\n", settings_.record)
                : fmt::format("pewter: {}\n", written.error()));
  }

  // Not through `stderr`: a thread that crashed in the C library's printing holds its lock.
  static void say(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  const CheckSettings settings_;
  const Wanted wanted_;
  const std::unique_ptr<model::StackRecorder> stacks_;
  check::Checker checker_;
  check::StillnessWatch stillness_;
  Turns turns_;                                // in mode serialise
  std::unique_ptr<TakingTurns> taking_turns_;  // null: they do not
  std::unique_ptr<Recording> recording_;       // null: none is wanted
  std::unique_ptr<check::Watchdog> watchdog_;  // null: none is wanted
  bool watches_memory_ = false;
  std::timed_mutex mutex_;                     // one message, one file at a time; guards told_
  std::set<std::string> told_;                 // fingerprints
  std::atomic<bool> something_was_found_{false};
  std::atomic<unsigned> findings_told_{0};  // findings; relaxed: only read for a line about a crash

 public:
  static Checking*& instance() {
    static Checking* checking = nullptr;
    return checking;
  }
};

}  // namespace

bool watches_memory() {
  const Checking* checking = Checking::instance();
  return checking && checking->watches_memory();
}

bool serialises() {
  const Checking* checking = Checking::instance();
  return checking && checking->mode() == Mode::serialise;
}

void start_checking() {
  if (Checking::instance()) return;
  auto settings = check_settings_from_environment();
  if (!settings) {
    log::error(settings.error());
    std::exit(2);  // a program that was to be checked must not run unchecked
  }
  if (settings->mode == Mode::off) {
    if (thread_sanitizer_watches()) model::set_observer(telling_thread_sanitizer(nullptr));
    return;
  }
  Checking::instance() = new Checking(std::move(*settings));
  // First of all handlers, so it runs last: what happens in the others is seen as well.
  std::atexit([] { Checking::instance()->finish(); });
  Checking::instance()->start();
}

namespace {
// When the library is loaded.
[[gnu::constructor]] void on_load() { start_checking(); }
}  // namespace

}  // namespace pewter::session
