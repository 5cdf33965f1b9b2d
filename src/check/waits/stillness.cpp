// SPDX-License-Identifier: Apache-2.0
#include "check/waits/stillness.h"

#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "support/read_file.h"

namespace pewter::check {
namespace {

// Takes the next number off the text, past blanks, with or without 0x.
bool take(std::string_view* text, std::uint64_t* value, int base) {
  while (!text->empty() && (text->front() == ' ' || text->front() == '\t')) text->remove_prefix(1);
  if (base == 16 && text->starts_with("0x")) text->remove_prefix(2);
  const auto result = std::from_chars(text->data(), text->data() + text->size(), *value, base);
  if (result.ec != std::errc()) return false;
  text->remove_prefix(static_cast<std::size_t>(result.ptr - text->data()));
  return true;
}

// The rest of the line that begins with `key`.
std::optional<std::string_view> line_of(std::string_view text, std::string_view key) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with(key)) return line.substr(key.size());
    at = end + 1;
  }
  return std::nullopt;
}

bool waits(std::uint64_t operation) {
  switch (operation & static_cast<std::uint64_t>(FUTEX_CMD_MASK)) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_LOCK_PI:
    case FUTEX_WAIT_REQUEUE_PI:
      return true;
    default:
      return false;
  }
}

// By setitimer() or alarm(). Timers that count processor time stand still while all sleep.
bool has_alarm() {
  itimerval timer = {};
  return ::getitimer(ITIMER_REAL, &timer) != 0 || timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0;
}

}  // namespace

std::optional<FutexSleep> read_futex_sleep(std::string_view syscall, std::string_view status) {
  // "202 0xADDRESS 0xOPERATION 0xVALUE 0xTIMEOUT 0xADDRESS2 0xVALUE3 0xSP 0xPC"; "running" of one that runs or could.
  std::uint64_t number = 0;
  std::array<std::uint64_t, 8> words{};
  if (!take(&syscall, &number, 10) || number != SYS_futex) return std::nullopt;
  for (std::uint64_t& word : words)
    if (!take(&syscall, &word, 16)) return std::nullopt;
  const auto [address, operation, value, timeout, address2, value3, sp, pc] = words;
  if (!waits(operation) || timeout != 0) return std::nullopt;
  const auto state = line_of(status, "State:\t");
  auto voluntary = line_of(status, "voluntary_ctxt_switches:"), other = line_of(status, "nonvoluntary_ctxt_switches:");
  std::uint64_t by_itself = 0, by_others = 0;
  if (!state || !state->starts_with('S') || !voluntary || !other || !take(&*voluntary, &by_itself, 10) ||
      !take(&*other, &by_others, 10))
    return std::nullopt;
  return FutexSleep{address, (operation & FUTEX_PRIVATE_FLAG) != 0, sp, pc, by_itself + by_others};
}

bool is_own_memory(std::string_view maps, std::uint64_t address) {
  // "55d8ffcc5000-55d8ffce6000 rw-p ...": p, or s where it may be other processes' as well.
  for (std::size_t at = 0; at < maps.size();) {
    const std::size_t end = std::min(maps.find('\n', at), maps.size());
    std::string_view line = maps.substr(at, end - at);
    at = end + 1;
    std::uint64_t low = 0, high = 0;
    if (!take(&line, &low, 16) || !line.starts_with('-')) return false;
    line.remove_prefix(1);
    if (!take(&line, &high, 16)) return false;
    if (address >= low && address < high) return line.size() >= 5 && line[4] == 'p';
  }
  return false;
}

bool has_ended(std::string_view status) {
  const auto state = line_of(status, "State:\t");
  return state && (state->starts_with('Z') || state->starts_with('X'));
}

std::vector<std::uint32_t> handled_signals(std::string_view status) {
  std::vector<std::uint32_t> signals;
  auto caught = line_of(status, "SigCgt:");
  std::uint64_t bits = 0;
  if (!caught || !take(&*caught, &bits, 16)) return signals;
  constexpr std::array kFaults{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
  for (int signal = 1; signal <= 64; ++signal) {
    const bool is_librarys = signal > 31 && signal < SIGRTMIN;
    if ((bits >> (signal - 1) & 1) && !is_librarys && std::ranges::find(kFaults, signal) == kFaults.end())
      signals.push_back(static_cast<std::uint32_t>(signal));
  }
  return signals;
}

bool StillnessWatch::sleeps(std::uint32_t thread, std::map<std::uint32_t, FutexSleep>* sleeps) const {
  const std::string task = root_ + "/task/" + std::to_string(thread);
  // In this order: that the switches are the same both times makes sure of the second call, and that of the first is
  // the same.
  const auto syscall = read_file(task + "/syscall");
  if (syscall && syscall->starts_with("running")) return false;
  const auto status = read_file(task + "/status");
  if (!status) return false;
  if (has_ended(*status)) return true;
  const auto sleep = syscall ? read_futex_sleep(*syscall, *status) : std::nullopt;
  if (sleep) sleeps->emplace(thread, *sleep);
  return sleep.has_value();
}

std::optional<model::Stillness> StillnessWatch::look(Clock::time_point now, Clock::duration age) {
  std::map<std::uint32_t, FutexSleep> sleeping;
  const auto somebody_runs = [&](std::uint32_t thread) {
    awake_ = thread;
    seen_.clear();
    return std::nullopt;
  };
  // In a program that runs this is all that is read: the one that ran the last time mostly runs, or waits for the
  // world.
  if (awake_ != 0 && !sleeps(awake_, &sleeping)) {
    std::error_code failed;
    if (std::filesystem::exists(root_ + "/task/" + std::to_string(awake_), failed)) return somebody_runs(awake_);
  }
  sleeping.clear();
  awake_ = 0;
  const auto self = static_cast<std::uint32_t>(::gettid());
  std::error_code failed;
  for (std::filesystem::directory_iterator tasks(root_ + "/task", failed), end; !failed && tasks != end;
       tasks.increment(failed)) {
    const std::string name = tasks->path().filename().string();
    std::uint32_t thread = 0;
    std::from_chars(name.data(), name.data() + name.size(), thread);
    if (thread != self && !sleeps(thread, &sleeping)) return somebody_runs(thread);
  }
  if (failed || sleeping.empty()) return somebody_runs(0);
  if (sleeping != seen_) {
    seen_ = std::move(sleeping);
    since_ = now;
    told_ = false;
    return std::nullopt;
  }
  if (told_ || now - since_ < age) return std::nullopt;
  auto still = judge();
  told_ = still.has_value();
  return still;
}

std::optional<model::Stillness> StillnessWatch::judge() const {
  const auto timers = read_file(root_ + "/timers");
  if (!timers || !timers->empty() || has_alarm()) return std::nullopt;
  std::optional<std::string> maps;
  model::Stillness still;
  for (const auto& [thread, sleep] : seen_) {
    if (!sleep.is_private) {
      if (!maps) maps = read_file(root_ + "/maps");
      if (!maps || !is_own_memory(*maps, sleep.address)) return std::nullopt;
    }
    const auto name = read_file(root_ + "/task/" + std::to_string(thread) + "/comm");
    if (!name) return std::nullopt;
    still.sleepers.push_back({thread, name->starts_with("pewter-"), sleep.pc, sleep.sp, 0});
  }
  const auto status = read_file(root_ + "/status");
  if (!status) return std::nullopt;
  still.signals = handled_signals(*status);
  return still;
}

}  // namespace pewter::check
