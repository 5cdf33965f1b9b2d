// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/crash_guard.h"

#include <fmt/format.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/ErrorHandling.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <cstring>
#include <mutex>

namespace pewter::compiler::frontend {
namespace {

constexpr std::size_t kStackBytes = 256u << 20;  // address space; pages come as they are used
constexpr std::size_t kSignalStackBytes = 256u << 10;
constexpr int kSignals[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};

// This thread runs guarded work. Read in signal handlers of any thread, where memory for it could not be allocated.
thread_local bool guarded [[gnu::tls_model("initial-exec")]] = false;

// LLVM's recovery installs handlers for the whole process, and its way with faults of threads that it does not guard is to raise
// the signal anew; a signal that was raised is nobody's fault. But it may be a kernel's, which the executor turns into an error.
// So LLVM's handlers are taken out again at once, and while guarded work runs one of ours decides: LLVM's for a thread of ours,
// and for every other whoever handled such faults before. On the alternate stack, so that an overflow can be handled too.
class Handlers {
 public:
  // Once, and before the first kernel runs: for a moment LLVM's handlers are in place.
  static void prepare() {
    static const bool prepared = [] {
      struct sigaction found[NSIG];
      for (int signal : kSignals) ::sigaction(signal, nullptr, &found[signal]);
      llvm::CrashRecoveryContext::Enable();
      for (int signal : kSignals) ::sigaction(signal, &found[signal], &recovery[signal]);
      return true;
    }();
    (void)prepared;
  }

  static void acquire() {
    std::lock_guard lock(mutex());
    if (users()++ > 0) return;
    for (int signal : kSignals) {
      struct sigaction action = {};
      action.sa_sigaction = on_signal;
      action.sa_flags = SA_SIGINFO | SA_ONSTACK;
      sigemptyset(&action.sa_mask);
      ::sigaction(signal, nullptr, &before[signal]);
      ::sigaction(signal, &action, nullptr);
    }
  }
  static void release() {
    std::lock_guard lock(mutex());
    if (--users() > 0) return;
    for (int signal : kSignals) ::sigaction(signal, &before[signal], nullptr);
  }

 private:
  static void on_signal(int signal, siginfo_t* info, void* context) {
    const struct sigaction& next = guarded ? recovery[signal] : before[signal];
    if (next.sa_flags & SA_SIGINFO) {
      next.sa_sigaction(signal, info, context);
    } else if (next.sa_handler != SIG_DFL && next.sa_handler != SIG_IGN) {
      next.sa_handler(signal);
    } else {
      // Returning repeats the instruction, with the default action this time; what was sent must be sent again.
      ::sigaction(signal, &next, nullptr);
      if (info->si_code <= 0) ::raise(signal);
    }
  }

  // Each is written before on_signal() is installed, so before it can be read; `before` under the mutex.
  static inline struct sigaction before[NSIG];
  static inline struct sigaction recovery[NSIG];

  static std::mutex& mutex() {
    static auto* mutex = new std::mutex;
    return *mutex;
  }
  static int& users() {
    static int users = 0;
    return users;
  }
};

struct Job {
  const std::function<void()>* work;
  bool ok = false;
  std::string why;
};

thread_local std::string* fatal_reason = nullptr;

void on_fatal_error(void*, const char* reason, bool) {
  if (fatal_reason) *fatal_reason = reason;
}

void* run(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  fatal_reason = &job.why;
  void* signal_stack = ::mmap(nullptr, kSignalStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack_t alternate{};
  alternate.ss_sp = signal_stack;
  alternate.ss_size = kSignalStackBytes;
  if (signal_stack != MAP_FAILED) ::sigaltstack(&alternate, nullptr);
  guarded = true;
  {
    llvm::CrashRecoveryContext context;
    job.ok = context.RunSafely([&job] { (*job.work)(); });
    if (!job.ok && job.why.empty()) {
      job.why = context.RetCode > 128 ? fmt::format("signal {} ({})", context.RetCode - 128, ::strsignal(context.RetCode - 128))
                                      : fmt::format("exit with code {}", context.RetCode);
    }
  }
  guarded = false;
  alternate.ss_flags = SS_DISABLE;
  ::sigaltstack(&alternate, nullptr);
  if (signal_stack != MAP_FAILED) ::munmap(signal_stack, kSignalStackBytes);
  fatal_reason = nullptr;
  return nullptr;
}

}  // namespace

void prepare_crash_guard() { Handlers::prepare(); }

bool run_guarded(const std::function<void()>& work, std::string& why) {
  Handlers::prepare();
  static const bool installed = [] {
    llvm::install_fatal_error_handler(on_fatal_error);
    return true;
  }();
  (void)installed;
  Job job{&work, false, {}};
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, kStackBytes);
  Handlers::acquire();
  pthread_t thread;
  const int failed = ::pthread_create(&thread, &attributes, run, &job);
  if (failed == 0) {
    ::pthread_join(thread, nullptr);
  } else {
    job.why = fmt::format("no thread to compile on: {}", ::strerror(failed));
  }
  Handlers::release();
  ::pthread_attr_destroy(&attributes);
  why = std::move(job.why);
  return job.ok;
}

}  // namespace pewter::compiler::frontend
