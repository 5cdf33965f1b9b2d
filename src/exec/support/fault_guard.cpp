// SPDX-License-Identifier: Apache-2.0
#include "exec/support/fault_guard.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <cstdint>
#include <mutex>

#include "exec/support/fiber.h"

namespace pewter::exec {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE};
constexpr std::size_t kSignalStackBytes = 64 * 1024;

struct sigaction previous[NSIG];  // written once, before our handler can run

thread_local FaultRecord record [[gnu::tls_model("initial-exec")]];

// Makes the interrupted thread go on in land_after_fault() at the top of its fiber's stack. Returning from the handler
// that way, rather than jumping out of it, leaves signal mask and signal stack as the system expects them.
void redirect(ucontext_t& context, const Fiber& fiber) {
  const auto top = reinterpret_cast<std::uintptr_t>(fiber.stack().top()) & ~std::uintptr_t{15};
#if defined(__x86_64__)
  context.uc_mcontext.gregs[REG_RSP] = static_cast<greg_t>(top - 64 - sizeof(void*));  // as after a call
  context.uc_mcontext.gregs[REG_RIP] = static_cast<greg_t>(reinterpret_cast<std::uintptr_t>(&Fiber::land_after_fault));
  context.uc_mcontext.gregs[REG_EFL] &= ~0x400;  // the direction flag, as the calling convention wants it
#elif defined(__aarch64__)
  context.uc_mcontext.sp = top - 64;
  context.uc_mcontext.pc = reinterpret_cast<std::uintptr_t>(&Fiber::land_after_fault);
#else
#error "how a fault is redirected is not known for this processor"
#endif
}

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
  const Fiber* fiber = Fiber::current();
  const bool is_fault = info->si_code > 0;  // raised by the processor, not sent by kill()
  if (!fiber || !is_fault) return forward(signal, info, context);
  record.signal = signal;
  // SI_KERNEL: a general protection fault, for which si_addr says nothing.
  record.address = info->si_code == SI_KERNEL ? nullptr : info->si_addr;
  record.stack_overflow = signal != SIGFPE && fiber->stack().guards(info->si_addr);
  redirect(*static_cast<ucontext_t*>(context), *fiber);
}

}  // namespace

void install_fault_handlers() {
  static std::once_flag once;
  std::call_once(once, [] {
    for (int signal : kSignals) {
      sigaction(signal, nullptr, &previous[signal]);
      struct sigaction action = {};
      action.sa_sigaction = on_signal;
      action.sa_flags = SA_SIGINFO | SA_ONSTACK;
      sigemptyset(&action.sa_mask);
      sigaction(signal, &action, nullptr);
    }
  });
}

const FaultRecord& last_fault() { return record; }

SignalStack::SignalStack() {
  sigset_t faults;
  sigemptyset(&faults);
  for (int signal : kSignals) sigaddset(&faults, signal);
  pthread_sigmask(SIG_UNBLOCK, &faults, nullptr);
  stack_t now = {};
  if (sigaltstack(nullptr, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return;
  void* memory = mmap(nullptr, kSignalStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t own = {};
  own.ss_sp = memory;
  own.ss_size = kSignalStackBytes;
  if (sigaltstack(&own, nullptr) == 0) {
    memory_ = memory;
  } else {
    munmap(memory, kSignalStackBytes);
  }
}

SignalStack::~SignalStack() {
  if (!memory_) return;
  stack_t off = {};
  off.ss_flags = SS_DISABLE;
  sigaltstack(&off, nullptr);
  munmap(memory_, kSignalStackBytes);
}

}  // namespace pewter::exec
