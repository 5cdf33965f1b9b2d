// SPDX-License-Identifier: Apache-2.0
#include "support/fault_claims.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>

namespace pewter {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE};

struct sigaction previous[NSIG];  // written once, before our handler can run
// Filled from the front, and never emptied. A claim is stored before the count that covers it (release), so whoever
// reads the count (acquire) sees the claim.
std::array<FaultClaim, 8> claims;
std::atomic<unsigned> count{0};

void forward(int signal, siginfo_t* info, void* context) {
  const struct sigaction& old = previous[signal];
  if (old.sa_flags & SA_SIGINFO) {
    old.sa_sigaction(signal, info, context);
  } else if (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN) {
    old.sa_handler(signal);
  } else {
    // Returning repeats the faulting instruction, this time with the default: the process ends, with a core that shows
    // it.
    struct sigaction restore = {};
    restore.sa_handler = SIG_DFL;
    sigaction(signal, &restore, nullptr);
    if (info->si_code <= 0) raise(signal);  // sent by someone: nothing repeats
  }
}

void on_signal(int signal, siginfo_t* info, void* context) {
  if (!is_claimed(signal, info, context)) forward(signal, info, context);
}

void install() {
  for (int signal : kSignals) {
    sigaction(signal, nullptr, &previous[signal]);
    struct sigaction action = {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

bool is_claimed(int signal, const siginfo_t* info, void* context) {
  if (info->si_code <= 0) return false;  // sent by kill(), not raised by the processor
  for (unsigned i = count.load(std::memory_order_acquire); i-- > 0;)
    if (claims[i](signal, *info, context)) return true;
  return false;
}

void claim_faults(FaultClaim claim) {
  static std::mutex mutex;
  std::lock_guard lock(mutex);
  const unsigned there = count.load(std::memory_order_relaxed);
  for (unsigned i = 0; i < there; ++i)
    if (claims[i] == claim) return;
  if (there == claims.size()) std::abort();  // a part of Pewter too many
  claims[there] = claim;
  count.store(there + 1, std::memory_order_release);
  if (there == 0) install();
}

}  // namespace pewter
