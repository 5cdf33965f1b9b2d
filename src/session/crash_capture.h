// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>

namespace pewter::session {

// What the signal handler could note.
struct CrashFacts {
  int signal = 0;
  std::uint64_t address = 0;  // touched, or of the instruction; 0: the signal was sent by somebody
  std::uint32_t thread = 0;
  std::array<std::uint64_t, 64> return_addresses{};  // innermost first
  unsigned count = 0;
};

// From now on a SIGSEGV, SIGBUS, SIGFPE, SIGILL or SIGABRT of the program has `write` called, on a thread that was made
// for it, while the thread that crashed stands still; after that, or after 20 seconds, the signal takes its course: to
// the handler that was there before, or to the end of the process with the status and core file that it would have had.
// Once a process.
//   `write` may use whatever it likes. Where that is held by the thread that crashed (a lock of the allocator's), it
//   does not
// come back, and the process ends without a report. A thread that overflows its stack is reported only if it has a
// stack for signals: the calling thread gets one. Whoever installs handlers later has the signals first; Pewter's own,
// which end a kernel that faults, do so and pass on all else.
void capture_crashes(std::function<void(const CrashFacts&)> write);

// The process is about to be ended on purpose, by a SIGABRT that has been told of.
void expect_abort();

// Whether a crash is being written: nothing else may end the process meanwhile.
bool crash_in_progress();

}  // namespace pewter::session
