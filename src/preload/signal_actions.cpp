// SPDX-License-Identifier: Apache-2.0
// Programs that handle SIGSEGV themselves: frameworks for tests, language runtimes, crash reporters. In their process faults
// come that are no faults of theirs, by which Pewter sees loads and stores (PW303) and ends kernels that touch what they
// must not. Here these go to Pewter first, and the program's handler gets the rest.
#include <atomic>

#include "preload/real.h"
#include "preload/tell.h"

namespace pewter::preload {
namespace {

std::atomic<Claim> claim{nullptr};

// Pewter's own handlers take turns among themselves.
bool is_shared(int signal, const void* caller) {
  return (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE) && claim.load(std::memory_order_acquire) &&
         owner_of(caller) != Owner::pewter;
}

// The program's action for a signal, in one word, for a handler that may run while it is replaced: the handler, and of
// the flags those that are acted on here. 0: the system's action is what the program gave it.
using Word = std::uint64_t;
constexpr Word kGiven = Word{1} << 63, kTakesInfo = Word{1} << 62, kOnce = Word{1} << 61;
constexpr Word kAddress = kOnce - 1;
std::atomic<Word> actions[NSIG];

Word word_of(const struct sigaction& action) {
  return reinterpret_cast<Word>(action.sa_handler) | kGiven | (action.sa_flags & SA_SIGINFO ? kTakesInfo : 0) |
         (action.sa_flags & SA_RESETHAND ? kOnce : 0);
}

void take_default(int signal, const siginfo_t& info) {
  struct sigaction plain = {};
  plain.sa_handler = SIG_DFL;
  if (real.sigaction) real.sigaction(signal, &plain, nullptr);
  if (info.si_code <= 0) ::raise(signal);  // it was sent, and will not come again by itself
}

void on_fault(int signal, siginfo_t* info, void* context) {
  if (const Claim asked = claim.load(std::memory_order_acquire); asked && asked(signal, info, context)) return;
  Word action = actions[signal].load(std::memory_order_acquire);
  while (action & kOnce && !actions[signal].compare_exchange_weak(action, kGiven, std::memory_order_acq_rel)) {
  }
  const Word address = action & kAddress;
  if (action & kTakesInfo) return reinterpret_cast<void (*)(int, siginfo_t*, void*)>(address)(signal, info, context);
  const auto handler = reinterpret_cast<void (*)(int)>(address);
  // To ignore a fault of an instruction is to repeat it for ever: the system ends the process.
  if (handler == SIG_DFL || (handler == SIG_IGN && info->si_code > 0)) return take_default(signal, *info);
  if (handler != SIG_IGN) handler(signal);
}

// What the program asked for, of an action that is ours.
void put_back(struct sigaction& action, Word word) {
  if (!(word & kGiven)) return;
  action.sa_flags &= ~SA_SIGINFO;
  if (word & kTakesInfo) action.sa_flags |= SA_SIGINFO;
  if (word & kOnce) action.sa_flags |= SA_RESETHAND;
  action.sa_handler = reinterpret_cast<void (*)(int)>(word & kAddress);
}

int change(int signal, const struct sigaction* wanted, struct sigaction* old) {
  if (!wanted) {
    const int result = real.sigaction(signal, nullptr, old);
    if (result == 0 && old && old->sa_sigaction == on_fault) put_back(*old, actions[signal].load(std::memory_order_acquire));
    return result;
  }
  struct sigaction ours = *wanted, before = {};
  ours.sa_sigaction = on_fault;
  ours.sa_flags = (ours.sa_flags | SA_SIGINFO) & ~SA_RESETHAND;
  // Before the system knows of it: a fault in between finds the new handler.
  const Word word = actions[signal].exchange(word_of(*wanted), std::memory_order_acq_rel);
  const int result = real.sigaction(signal, &ours, &before);
  if (result == 0 && before.sa_sigaction == on_fault) put_back(before, word);
  if (result == 0 && old) *old = before;
  return result;
}

using Handler = void (*)(int);
Handler change(int signal, Handler handler, int flags) {
  struct sigaction action = {}, old = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  if (!(flags & SA_NODEFER)) sigaddset(&action.sa_mask, signal);
  return change(signal, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

}  // namespace
}  // namespace pewter::preload

PEWTER_INTERPOSE void pewter_preload_set_claim_1(pewter::preload::Claim claim) {
  pewter::preload::claim.store(claim, std::memory_order_release);
}

PEWTER_INTERPOSE int sigaction(int signal, const struct sigaction* wanted, struct sigaction* old) noexcept {
  PEWTER_REAL(sigaction, -1);
  if (!pewter::preload::is_shared(signal, PEWTER_CALLER)) return real(signal, wanted, old);
  return pewter::preload::change(signal, wanted, old);
}

PEWTER_INTERPOSE pewter::preload::Handler signal(int signal, pewter::preload::Handler handler) noexcept {
  PEWTER_REAL(signal, SIG_ERR);
  if (!pewter::preload::is_shared(signal, PEWTER_CALLER)) return real(signal, handler);
  return pewter::preload::change(signal, handler, SA_RESTART);
}
