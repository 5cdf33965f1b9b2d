// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace pewter::session {

// What the signal handler could note.
struct CrashFacts {
  int signal = 0;
  std::uint64_t address = 0;  // touched, or of the instruction; 0: the signal was sent by somebody
  std::uint32_t thread = 0;
  std::array<std::uint64_t, 64> return_addresses{};  // innermost first
  unsigned count = 0;
};

// From now on a SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS or SIGABRT of the program is told in a line on
// standard error, by the handler itself, before all else. Then `write` is called, on a thread that was made for it,
// while the thread that crashed stands still; after that, or after 20 seconds, the signal takes its course: to the
// handler that was there before, or to the end of the process with the status and core file that it would have had.
// Once a process.
//   `write` may use whatever it likes. Where that is held by the thread that crashed (a lock of the allocator's, of the
// loader's), it does not come back; or what it reads was destroyed, and it crashes itself. Then the handler writes what
// it knows: the stack as addresses, how many findings there are (`told`, which lives as long as the process), the line
// of the assertion that another thread was about to end with.
//   The child of a fork() has no such thread: its crashes are told by the handler alone.
//   A thread that overflows its stack is reported only if it has a stack for signals: see prepare_for_faults(). Whoever
// installs handlers later has the signals first; Pewter's own, which end a kernel that faults, do so and pass on all
// else.
void capture_crashes(std::function<void(const CrashFacts&)> write, const std::atomic<unsigned>& told);

// Gives the calling thread a stack for signals, if it has none, for as long as it lives; and lets the signals of faults
// come to it: blocked, they would end the process without a word, and so would the faults that Pewter makes on purpose.
void prepare_for_faults();

// The calling thread is about to end the process by SIGABRT, and to write the report of that; `line` says why. One does
// it: another one does not come back from here, and one that crashes meanwhile waits.
void begin_ending(std::string_view line);
// The report is written.
void expect_abort();

// At the end of the process: where a crash is being written, waits for that, and for its end of the process.
void wait_for_crash();

}  // namespace pewter::session
