// SPDX-License-Identifier: Apache-2.0
// Threads that block every signal, so that another one gets them: with the signals of faults among them, a fault ends
// the process before anybody can tell of it, and so do the faults by which the checker sees loads and stores. While
// somebody listens these stay unblocked.
#include <signal.h>

#include "preload/real.h"
#include "preload/tell.h"

namespace pewter::preload {
namespace {

// `given`, without the signals that an instruction raises.
const sigset_t* without_faults(const void* caller, int how, const sigset_t* given, sigset_t& changed) {
  if (!given || how == SIG_UNBLOCK || !is_listening() || owner_of(caller) == Owner::pewter) return given;
  changed = *given;
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) sigdelset(&changed, signal);
  return &changed;
}

}  // namespace
}  // namespace pewter::preload

PEWTER_INTERPOSE int pthread_sigmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  PEWTER_REAL(pthread_sigmask, 0);
  sigset_t changed;
  return real(how, pewter::preload::without_faults(PEWTER_CALLER, how, set, changed), old);
}

PEWTER_INTERPOSE int sigprocmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  PEWTER_REAL(sigprocmask, 0);
  sigset_t changed;
  return real(how, pewter::preload::without_faults(PEWTER_CALLER, how, set, changed), old);
}
