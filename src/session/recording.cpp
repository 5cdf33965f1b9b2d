// SPDX-License-Identifier: Apache-2.0
#include "session/recording.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

#include "report/renderer.h"
#include "session/process_facts.h"
#include "session/tidy_stack.h"

namespace pewter::session {
namespace {

using model::Event;
using model::EventKind;
using trace::Entry;
using trace::EntryKind;

// What the event that this thread is telling of was written down with.
thread_local const std::vector<std::uint32_t>* live_now = nullptr;

Entry entry_of(EntryKind kind) {
  static std::atomic<std::uint32_t> next{0};  // relaxed: only has to differ
  thread_local const std::uint32_t counted = next.fetch_add(1, std::memory_order_relaxed);
  thread_local const auto number = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  Entry entry;
  entry.kind = kind;
  entry.thread = counted;
  entry.number = number;
  return entry;
}

// Waits of which the checker asks at once whether anybody is left who could end them.
bool is_wait(EventKind kind) {
  return kind == EventKind::wait_began || kind == EventKind::queue_full_began || kind == EventKind::event_wait_began;
}

}  // namespace

std::uint64_t Recording::nanoseconds() const {
  return static_cast<std::uint64_t>((std::chrono::steady_clock::now() - began_).count());
}

void Recording::add(EntryKind kind, const Event& event) {
  Entry entry = entry_of(kind);
  entry.event = event;
  if (!event.return_addresses.empty())
    entry.stack = stacks_.keep(event.return_addresses);
  else if (!event.by_gpu)
    entry.stack = stacks_.capture();
  if (event.command) {
    entry.has_command = true;
    entry.command = *event.command;
    entry.uses.assign(event.command->uses.begin(), event.command->uses.end());
    entry.bound.assign(event.command->bound.begin(), event.command->bound.end());
    entry.pointers.assign(event.command->pointers.begin(), event.command->pointers.end());
  }
  if (event.touched) {
    entry.touched.known = event.touched->known;
    entry.touched.exact = event.touched->exact;
    std::size_t i = 0;
    for (const model::ByteSet* set : {&event.touched->reads, &event.touched->writes, &event.touched->atomics}) {
      entry.touched_runs[i++] = set->at_most(trace::kMostRuns).runs();
      if (set->runs().size() > trace::kMostRuns) entry.touched.exact = false;
    }
  }
  if (live_now) entry.live_threads = *live_now;
  writer_.add(std::move(entry), [this] { return nanoseconds(); });
}

bool Recording::before(const Event& event) {
  const bool may_end_the_process = event.kind == EventKind::assertion_failed;
  if (!may_end_the_process && event.kind != EventKind::encoder_opened && event.kind != EventKind::validation_failed)
    return checker_.before(event);
  add(EntryKind::asked, event);
  const bool goes_on = checker_.before(event);
  if (may_end_the_process) add(EntryKind::answered, event);
  return goes_on;
}

void Recording::on(const Event& event) {
  std::vector<std::uint32_t> live;
  if (is_wait(event.kind)) {
    live = program_threads();
    live_now = &live;
  }
  add(EntryKind::happened, event);
  checker_.on(event);
  live_now = nullptr;
}

void Recording::on_sync(const model::SyncEvent& event) {
  Entry entry = entry_of(EntryKind::synchronised);
  entry.sync = event;
  if (model::begins_wait(event.kind)) entry.stack = stacks_.capture();
  writer_.add(std::move(entry), [this] { return nanoseconds(); });
  checker_.on_sync(event);
}

std::vector<std::uint32_t> Recording::live_threads() {
  if (live_now) return *live_now;
  Entry entry = entry_of(EntryKind::looked);
  entry.live_threads = program_threads();
  entry.event.value = static_cast<std::uint64_t>(age_.count());
  std::vector<std::uint32_t> live = entry.live_threads;
  writer_.add(std::move(entry), [this] { return nanoseconds(); });
  return live;
}

void Recording::stood_still(const model::Stillness& still) {
  Entry entry = entry_of(EntryKind::stood_still);
  entry.still = still;
  writer_.add(std::move(entry), [this] { return nanoseconds(); });
}

std::string Recording::file(report::Report report) const {
  report.findings.clear();
  report.rules.clear();
  report.changes.clear();
  report.history.clear();
  report.objects.clear();
  report.suppressed = 0;
  for (const model::StackId id : writer_.stacks()) {
    const auto [place, fresh] = report.stacks.try_emplace(id);
    if (!fresh) continue;
    place->second = stacks_.resolve(id);
    tidy(place->second);
  }
  return writer_.file(report::find_renderer("json")->render(report),
                      {checker_.sees_synchronisation(), checker_.sees_memory(), checker_.sees_touches()});
}

}  // namespace pewter::session
