// SPDX-License-Identifier: Apache-2.0
#include "session/turns.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "support/read_file.h"

namespace pewter::session {
namespace {

using Clock = std::chrono::steady_clock;

std::uint32_t self() {
  thread_local const auto id = static_cast<std::uint32_t>(::syscall(SYS_gettid));
  return id;
}

// Where the thread sleeps and how often it has slept before; empty: it runs. "?" where it is gone.
std::string sleeping_at(std::uint32_t thread) {
  const std::string task = "/proc/self/task/" + std::to_string(thread);
  const std::string stat = read_file(task + "/stat").value_or("");
  const std::size_t end = stat.rfind(')');
  if (end == std::string::npos || end + 2 >= stat.size()) return "?";
  if (stat[end + 2] != 'S') return {};
  const std::string status = read_file(task + "/status").value_or("");
  const std::size_t switches = status.find("voluntary_ctxt_switches");
  return switches == std::string::npos ? "S" : status.substr(switches);
}

}  // namespace

void Turns::grant(std::uint32_t thread) {
  holder_ = thread;
  since_ = Clock::now();
  last_look_.clear();
}

bool Turns::is_stuck() {
  const std::string look = sleeping_at(holder_);
  if (look == "?") return true;
  const Clock::time_point now = Clock::now();
  if (look.empty() || look != last_look_) asleep_since_ = now;
  last_look_ = look;
  return now - asleep_since_ > options_.asleep || now - since_ > options_.running;
}

void Turns::take() {
  std::unique_lock lock(mutex_);
  const std::uint32_t thread = self();
  if (holder_ == thread) return;
  threads_.insert(thread);
  if (holder_ == 0 && waiting_.empty()) return grant(thread);
  Waiter waiter{thread};
  waiting_.push_back(&waiter);
  while (!waiter.granted) {
    waiter.changed.wait_for(lock, options_.look);
    if (waiter.granted || waiting_.front() != &waiter || !is_stuck()) continue;
    ++counts_.overtaken;
    waiting_.pop_front();
    return grant(thread);
  }
}

void Turns::give() {
  std::lock_guard lock(mutex_);
  if (holder_ != self()) return;
  holder_ = 0;
  if (waiting_.empty()) return;
  Waiter& next = *waiting_.front();
  waiting_.pop_front();
  ++counts_.given;
  next.granted = true;
  grant(next.thread);
  next.changed.notify_one();
}

bool Turns::takes_part() const {
  std::lock_guard lock(mutex_);
  return threads_.contains(self());
}

Turns::Counts Turns::counts() const {
  std::lock_guard lock(mutex_);
  Counts counts = counts_;
  counts.threads = threads_.size();
  return counts;
}

// The queue's own wait, when it is full, is told under its lock, where nothing may wait: its thread is overtaken.
void TakingTurns::on(const model::Event& event) {
  using enum model::EventKind;
  switch (event.kind) {
    case wait_began:
    case event_wait_began:
      next_.on(event);
      return turns_.give();
    case wait_ended:
    case event_wait_satisfied:
    case event_wait_timed_out:
      if (turns_.takes_part()) turns_.take();
      return next_.on(event);
    default:
      return next_.on(event);
  }
}

}  // namespace pewter::session
