// SPDX-License-Identifier: Apache-2.0
#include "session/crash_capture.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "support/interrupted_stack.h"

namespace pewter::session {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr int kBoundSeconds = 20;
constexpr std::size_t kSignalStackBytes = 128 * 1024;

struct sigaction previous[NSIG];  // written once, before our handler can run
sem_t wake;
CrashFacts facts;                        // by the one that crashed first, then handed over by `wake`
std::atomic<std::uint32_t> crashed{0};   // that thread
std::atomic<std::uint32_t> reporter{0};  // the thread that writes
std::atomic<bool> written{false};
std::atomic<bool> expected{false};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

std::uint32_t self() { return static_cast<std::uint32_t>(::syscall(SYS_gettid)); }

void note(int signal, const siginfo_t& info, const void* context) {
  facts.signal = signal;
  facts.thread = self();
  facts.address = info.si_code > 0 && info.si_code != SI_KERNEL ? reinterpret_cast<std::uint64_t>(info.si_addr) : 0;
  facts.count = interrupted_stack(context, facts.return_addresses);
}

// With the handler that was there before. Nothing of ours comes between any more.
void happen_again(int signal, const siginfo_t& info) {
  sigaction(signal, &previous[signal], nullptr);
  const bool repeats = info.si_code > 0;                            // the instruction, when we return
  if (!repeats) ::syscall(SYS_tgkill, ::getpid(), self(), signal);  // when we return: it is blocked here
}

void wait_until_written() {
  for (int i = 0; i < kBoundSeconds * 200 && !written.load(std::memory_order_acquire); ++i) {
    timespec pause{0, 5'000'000};
    nanosleep(&pause, nullptr);
  }
}

void on_signal(int signal, siginfo_t* info, void* context) {
  const int error = errno;
  const std::uint32_t thread = self();
  std::uint32_t nobody = 0;
  if (signal == SIGABRT && expected.load(std::memory_order_acquire)) return happen_again(signal, *info);
  // The writer's own fault ends the process at once, and so does a fault in this handler.
  if (thread == reporter.load(std::memory_order_acquire) || crashed.load(std::memory_order_acquire) == thread)
    return happen_again(signal, *info);
  if (crashed.compare_exchange_strong(nobody, thread, std::memory_order_acq_rel)) {
    note(signal, *info, context);
    sem_post(&wake);
  }
  wait_until_written();
  happen_again(signal, *info);
  errno = error;
}

// A stack of the thread's own may have overflowed.
void take_signal_stack() {
  stack_t now = {};
  if (sigaltstack(nullptr, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return;
  void* memory = mmap(nullptr, kSignalStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t own = {};
  own.ss_sp = memory;
  own.ss_size = kSignalStackBytes;
  sigaltstack(&own, nullptr);
}

void write_when_woken(const std::function<void(const CrashFacts&)>& write) {
  reporter.store(self(), std::memory_order_release);
  // An arena of its own, which no crash in another thread's allocation has locked.
  std::free(std::malloc(1));
  while (sem_wait(&wake) != 0) {
  }
  write(facts);
  written.store(true, std::memory_order_release);
  for (;;) ::pause();
}

}  // namespace

void capture_crashes(std::function<void(const CrashFacts&)> write) {
  sem_init(&wake, 0, 0);
  prepare_interrupted_stack();
  take_signal_stack();
  sigset_t all, before;
  sigfillset(&all);
  // Its own faults are for it: blocked, they would end the process in the same way, unseen.
  for (int signal : kSignals) sigdelset(&all, signal);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread([write = std::move(write)] { write_when_woken(write); });
  pthread_setname_np(thread.native_handle(), "pewter-crash");
  thread.detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  while (reporter.load(std::memory_order_acquire) == 0) std::this_thread::yield();
  for (int signal : kSignals) {
    sigaction(signal, nullptr, &previous[signal]);
    struct sigaction action = {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

void expect_abort() { expected.store(true, std::memory_order_release); }

bool crash_in_progress() { return crashed.load(std::memory_order_acquire) != 0; }

}  // namespace pewter::session
