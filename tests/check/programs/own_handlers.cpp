// SPDX-License-Identifier: Apache-2.0
// Programs that handle SIGSEGV themselves, as frameworks for tests and language runtimes do (doctest in MLX's tests). The
// faults by which loads and stores are seen are none of theirs, whoever came later.
#include <setjmp.h>
#include <signal.h>
#include <unistd.h>

#include "metal.h"

namespace corpus {
namespace {

sigjmp_buf g_back;

void report_and_exit(int, siginfo_t*, void*) {
  constexpr char kLine[] = "the program's own handler: a fault\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kLine, sizeof(kLine) - 1);
  _exit(3);
}
void go_back(int) { siglongjmp(g_back, 1); }

struct sigaction handle(void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action = {}, old = {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, &old);
  sigaction(SIGBUS, &action, nullptr);
  return old;
}

void read_result(Metal& metal, bool wait) {
  handle(report_and_exit);
  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 7);
  commands->commit();
  if (wait) commands->waitUntilCompleted();
  const unsigned value = static_cast<volatile unsigned*>(result->contents())[0];
  if (wait) expect(value == 7);
  commands->waitUntilCompleted();
}

void touch_nothing() {
  if (sigsetjmp(g_back, 1) == 0) {
    *reinterpret_cast<volatile int*>(std::uintptr_t{16}) = 1;
    expect(false);
  }
}

}  // namespace

void read_in_flight_with_a_handler_of_its_own(Metal& metal) { read_result(metal, false); }
void read_after_the_wait_with_a_handler_of_its_own(Metal& metal) { read_result(metal, true); }

// The program's own faults are still the program's, and what it is told of its handlers is what it said.
void handler_of_its_own_gets_its_faults(Metal& metal) {
  const struct sigaction before = handle(report_and_exit);
  struct sigaction once = {}, seen = {};
  once.sa_handler = go_back;
  once.sa_flags = SA_RESETHAND | SA_NODEFER;
  sigaction(SIGSEGV, &once, &seen);
  expect(seen.sa_sigaction == report_and_exit && (seen.sa_flags & SA_SIGINFO) && (seen.sa_flags & SA_ONSTACK));
  sigaction(SIGSEGV, nullptr, &seen);
  expect(seen.sa_handler == go_back && !(seen.sa_flags & SA_SIGINFO) && (seen.sa_flags & SA_RESETHAND));
  touch_nothing();
  sigaction(SIGSEGV, nullptr, &seen);
  expect(seen.sa_handler == SIG_DFL);  // it was for once

  expect(signal(SIGSEGV, go_back) == SIG_DFL);
  touch_nothing();
  expect(signal(SIGSEGV, SIG_IGN) == go_back);
  expect(signal(SIGSEGV, go_back) == SIG_IGN);
  touch_nothing();

  const auto result = metal.buffer();
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  encode_session(metal, commands, result.get(), 5);
  commands->commit();
  commands->waitUntilCompleted();
  expect(static_cast<unsigned*>(result->contents())[0] == 5);
  sigaction(SIGSEGV, &before, &seen);
  expect(seen.sa_handler == go_back);
}

}  // namespace corpus
