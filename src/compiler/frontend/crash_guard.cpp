// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/crash_guard.h"

#include <fmt/format.h>
#include <llvm/Support/ErrorHandling.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>

#include <cstring>
#include <mutex>

namespace pewter::compiler::frontend {
namespace {

constexpr std::size_t kStackBytes = 256u << 20;  // address space; pages come as they are used
constexpr std::size_t kSignalStackBytes = 256u << 10;
constexpr int kSignals[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};

// Where this thread goes on when its guarded work crashes; null where it runs none. Read in signal handlers of any thread, where
// memory for it could not be allocated.
thread_local sigjmp_buf* recovery [[gnu::tls_model("initial-exec")]] = nullptr;

// LLVM's own CrashRecoveryContext would take the faults of all threads of the process for its own, those of kernels among them,
// which the executor turns into errors. This one takes those of the threads that it guards, and hands every other to whoever
// handled such faults before. On the alternate stack, so that an overflow can be handled too.
class Handlers {
 public:
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
    if (recovery) ::siglongjmp(*recovery, signal);
    const struct sigaction& next = before[signal];
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

  // Written, under the mutex, before on_signal() is installed, so before it can be read.
  static inline struct sigaction before[NSIG];

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

// LLVM would end the process when this returned.
void on_fatal_error(void*, const char* reason, bool) {
  if (!recovery) return;
  *fatal_reason = reason;
  ::siglongjmp(*recovery, SIGABRT);
}

// Apart from run(): what a jump finds in registers is lost.
void run_or_crash(Job& job) {
  sigjmp_buf here;
  if (const int signal = sigsetjmp(here, 1); signal == 0) {
    recovery = &here;
    (*job.work)();
    job.ok = true;
  } else if (job.why.empty()) {
    job.why = fmt::format("signal {} ({})", signal, ::strsignal(signal));
  }
  recovery = nullptr;
}

void* run(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  fatal_reason = &job.why;
  void* signal_stack = ::mmap(nullptr, kSignalStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack_t alternate{};
  alternate.ss_sp = signal_stack;
  alternate.ss_size = kSignalStackBytes;
  if (signal_stack != MAP_FAILED) ::sigaltstack(&alternate, nullptr);
  run_or_crash(job);
  alternate.ss_flags = SS_DISABLE;
  ::sigaltstack(&alternate, nullptr);
  if (signal_stack != MAP_FAILED) ::munmap(signal_stack, kSignalStackBytes);
  fatal_reason = nullptr;
  return nullptr;
}

}  // namespace

bool run_guarded(const std::function<void()>& work, std::string& why) {
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
