// SPDX-License-Identifier: Apache-2.0
#include "exec/support/fault_guard.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <cstdint>

#include "exec/support/fiber.h"
#include "support/fault_claims.h"

namespace pewter::exec {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE};
constexpr std::size_t kSignalStackBytes = 64 * 1024;

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

bool end_fiber(int signal, const siginfo_t& info, void* context) {
  const Fiber* fiber = Fiber::current();
  if (!fiber) return false;
  record.signal = signal;
  // SI_KERNEL: a general protection fault, for which si_addr says nothing.
  record.address = info.si_code == SI_KERNEL ? nullptr : info.si_addr;
  record.stack_overflow = signal != SIGFPE && fiber->stack().guards(info.si_addr);
  redirect(*static_cast<ucontext_t*>(context), *fiber);
  return true;
}

}  // namespace

void install_fault_handlers() { claim_faults(&end_fiber); }

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
