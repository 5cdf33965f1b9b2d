// SPDX-License-Identifier: Apache-2.0
// Where threads take turns (mode `serialise`): waits that are no synchronisation, and who takes part.
#include "preload/pause.h"

#include <linux/futex.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "preload/real.h"

namespace pewter::preload {

std::atomic<Turn> detail::turn{nullptr};
thread_local bool detail::is_programs = false;

namespace {
__attribute__((constructor(102))) void begin_with_the_main_thread() { take_part(); }
}  // namespace

}  // namespace pewter::preload

using pewter::preload::Pause;

PEWTER_INTERPOSE void pewter_preload_set_turn_1(pewter::preload::Turn turn) {
  pewter::preload::detail::turn.store(turn, std::memory_order_release);
}

// Who spins for another thread to do something lets it.
PEWTER_INTERPOSE int sched_yield() noexcept {
  PEWTER_REAL(sched_yield, 0);
  const Pause pause(PEWTER_CALLER);
  return real();
}

// Futexes: std::barrier, std::latch, std::atomic's wait and Rust's locks sleep in them.
PEWTER_INTERPOSE long syscall(long number, ...) noexcept {
  PEWTER_REAL(syscall, -1);
  va_list list;
  va_start(list, number);
  long a[6];
  for (long& argument : a) argument = va_arg(list, long);
  va_end(list);
  const long operation = a[1] & FUTEX_CMD_MASK;
  const bool waits = number == SYS_futex && (operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET);
  const Pause pause(waits ? PEWTER_CALLER : nullptr);
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

PEWTER_INTERPOSE int nanosleep(const timespec* time, timespec* left) {
  PEWTER_REAL(nanosleep, 0);
  const Pause pause(PEWTER_CALLER);
  return real(time, left);
}
PEWTER_INTERPOSE int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
  PEWTER_REAL(clock_nanosleep, 0);
  const Pause pause(PEWTER_CALLER);
  return real(clock, flags, time, left);
}
PEWTER_INTERPOSE int usleep(useconds_t microseconds) {
  PEWTER_REAL(usleep, 0);
  const Pause pause(PEWTER_CALLER);
  return real(microseconds);
}
PEWTER_INTERPOSE unsigned sleep(unsigned seconds) {
  PEWTER_REAL(sleep, 0);
  const Pause pause(PEWTER_CALLER);
  return real(seconds);
}
