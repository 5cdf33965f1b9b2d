// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>
#include <signal.h>

#include <thread>
#include <utility>

namespace pewter {

// A thread of Pewter's own, called `name` (at most 15 characters) in debuggers. The program's asynchronous signals belong
// on the program's threads and are blocked on it; faults stay deliverable.
template <class Body>
std::thread service_thread(const char* name, Body body) {
  sigset_t set, before;
  sigfillset(&set);
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGPROF}) sigdelset(&set, signal);
  // A thread begins with the mask of its creator: blocked from its first instruction on.
  pthread_sigmask(SIG_BLOCK, &set, &before);
  std::thread thread(std::move(body));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_setname_np(thread.native_handle(), name);
  return thread;
}

}  // namespace pewter
