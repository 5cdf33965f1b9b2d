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

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include "session/crash_line.h"
#include "support/interrupted_stack.h"

namespace pewter::session {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGABRT};
constexpr int kBoundSeconds = 20;
constexpr std::size_t kSignalStackBytes = 128 * 1024;

struct sigaction previous[NSIG];  // written once, before our handler can run
sem_t wake;
const std::atomic<unsigned>* findings_told = nullptr;

// Who does what, by gettid(); 0: nobody. Each is taken once, by a compare-and-exchange or the one thread that may, and
// what was written before (`facts`, `ending_line`) is seen by who reads it with acquire.
std::atomic<std::uint32_t> ender{0};     // ends the process on purpose, and writes its report
std::atomic<std::uint32_t> crashed{0};   // the first one that crashed
std::atomic<std::uint32_t> reporter{0};  // writes for it; 0 in the child of a fork
CrashFacts facts;                        // by `crashed`, handed over by `wake`
char ending_line[512];                   // by `ender`
std::size_t ending_line_size = 0;

std::atomic<bool> walking{false};   // `crashed` reads its own stack, which may be what is broken
std::atomic<bool> written{false};   // there is nothing more to wait for
std::atomic<bool> whole{false};     // and the report is there
std::atomic<bool> expected{false};  // `ender` has written, and its SIGABRT comes
static_assert(std::atomic<std::uint32_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

std::uint32_t self() { return static_cast<std::uint32_t>(::syscall(SYS_gettid)); }

bool is_of_an_instruction(const siginfo_t& info) { return info.si_code > 0; }  // else somebody sent it

// False: the time is up. Counted in pauses: on a machine so busy that they are longer, the writer needs longer, too.
template <class Done>
bool wait_for(int seconds, Done done) {
  for (int i = 0; i < seconds * 200; ++i) {
    if (done()) return true;
    timespec pause{0, 5'000'000};
    nanosleep(&pause, nullptr);
  }
  return done();
}

// As it would have without us, when the handler returns: at the instruction that it came at, which is what a core file
// shows then.
void take_its_course(int signal, const siginfo_t& info) {
  sigaction(signal, &previous[signal], nullptr);
  const bool somebody_handles_it = (previous[signal].sa_flags & SA_SIGINFO) ||
                                   (previous[signal].sa_handler != SIG_DFL && previous[signal].sa_handler != SIG_IGN);
  // The instruction is repeated, for a handler that wants to see what it did. Where there is none it is not relied upon
  // to fault again: another thread may have mended the cause.
  if (somebody_handles_it && is_of_an_instruction(info) && signal != SIGTRAP) return;
  if (!somebody_handles_it) {
    struct sigaction end = {};
    end.sa_handler = SIG_DFL;
    sigaction(signal, &end, nullptr);
  }
  sigset_t this_one;
  sigemptyset(&this_one);
  sigaddset(&this_one, signal);
  pthread_sigmask(SIG_BLOCK, &this_one, nullptr);  // until the handler has returned
  ::syscall(SYS_tgkill, ::getpid(), self(), signal);
}

void say_what_happened(int signal, const siginfo_t& info, std::uint64_t place, std::string_view what_now) {
  CrashLine line;
  line.add("pewter: ").add_signal(signal);
  if (is_of_an_instruction(info) && info.si_code != SI_KERNEL && signal != SIGTRAP)
    line.add(" at address ").add_hexadecimal(reinterpret_cast<std::uint64_t>(info.si_addr));
  line.add(" in thread ").add_number(self()).add(" ").add_thread_name().add(", in ").add_code(place);
  line.add(what_now).add("\n").write();
}

void say_ending_line() {
  if (ender.load(std::memory_order_acquire) == 0) return;
  CrashLine().add({ending_line, ending_line_size}).add("\n").write();
}

void say_what_is_known() {
  CrashLine().add("pewter: the report could not be written; the stack of the thread that crashed:\n").write();
  for (unsigned i = 0; i < facts.count; ++i)
    CrashLine().add("  #").add_number(i).add(" ").add_code(facts.return_addresses[i]).add("\n").write();
  const unsigned told = findings_told->load(std::memory_order_relaxed);
  CrashLine()
      .add("pewter: ")
      .add_number(told)
      .add(told == 1 ? " finding is" : " findings are")
      .add(" told above\n")
      .write();
}

// On the thread that crashed first.
void report_the_crash(int signal, const siginfo_t& info, void* context) {
  facts.signal = signal;
  facts.thread = self();
  facts.address =
      is_of_an_instruction(info) && info.si_code != SI_KERNEL ? reinterpret_cast<std::uint64_t>(info.si_addr) : 0;
  const std::uint64_t place = interrupted_place(context);
  facts.return_addresses[0] = place + 1;
  facts.count = 1;
  const bool alone = reporter.load(std::memory_order_acquire) == 0;
  const bool writes_already = ender.load(std::memory_order_acquire) == facts.thread;
  say_what_happened(signal, info, place,
                    writes_already ? ", which was writing the report of:"
                    : alone        ? ", in a child that was forked: there is no report"
                                   : "; writing a report");
  if (writes_already) say_ending_line();
  // May fault itself, and is then gone on after by on_signal().
  walking.store(true, std::memory_order_relaxed);
  facts.count = interrupted_stack(context, facts.return_addresses);
  walking.store(false, std::memory_order_relaxed);
}

void see_it_written() {
  if (reporter.load(std::memory_order_acquire) != 0) {
    sem_post(&wake);
    wait_for(kBoundSeconds, [] { return written.load(std::memory_order_acquire); });
  }
  if (!whole.load(std::memory_order_acquire)) say_what_is_known();
}

// On the thread that writes, where writing is what crashed.
[[noreturn]] void give_up(int signal, const siginfo_t& info, std::uint64_t place) {
  say_what_happened(signal, info, place, ", which was writing the report");
  written.store(true, std::memory_order_release);
  for (;;) ::pause();
}

void on_signal(int signal, siginfo_t* info, void* context) {
  const int error = errno;
  const std::uint32_t thread = self();
  const std::uint64_t place = interrupted_place(context);
  if (signal == SIGABRT && expected.load(std::memory_order_acquire) && thread == ender.load(std::memory_order_acquire))
    return take_its_course(signal, *info);
  if (thread == reporter.load(std::memory_order_acquire)) give_up(signal, *info, place);

  if (thread == crashed.load(std::memory_order_acquire)) {
    // It stands still in this handler: what others send it can wait.
    if (!is_of_an_instruction(*info)) return;
    // Its own fault in there. Its stack cannot be read any further, and that is all.
    if (walking.exchange(false, std::memory_order_relaxed)) see_it_written();
    return take_its_course(signal, *info);
  }
  const std::uint32_t ends = ender.load(std::memory_order_acquire);
  if (ends != 0 && ends != thread) {
    // What it writes has more to say than this fault, and the process ends in its way. Where it needs what this thread
    // holds, it does not.
    say_what_happened(signal, *info, place, "; another thread is writing the report of an assertion");
    wait_for(kBoundSeconds, [] { return false; });
    say_ending_line();
  }
  std::uint32_t nobody = 0;
  if (crashed.compare_exchange_strong(nobody, thread, std::memory_order_acq_rel)) {
    report_the_crash(signal, *info, context);
    see_it_written();
  } else {
    say_what_happened(signal, *info, place, "; another thread crashed before");
    // That one ends the process.
    wait_for(2 * kBoundSeconds, [] { return false; });
  }
  take_its_course(signal, *info);
  errno = error;
}

// The calling thread's, given back at its end.
class SignalStack {
 public:
  SignalStack() {
    stack_t now = {};
    if (sigaltstack(nullptr, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return;
    void* memory =
        mmap(nullptr, kSignalStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;
    stack_t own = {};
    own.ss_sp = memory;
    own.ss_size = kSignalStackBytes;
    if (sigaltstack(&own, nullptr) == 0)
      memory_ = memory;
    else
      munmap(memory, kSignalStackBytes);
  }
  ~SignalStack() {
    stack_t now = {};
    // Another one by now: whoever saw to that may have seen to the memory.
    if (!memory_ || sigaltstack(nullptr, &now) != 0 || now.ss_sp != memory_ || (now.ss_flags & SS_DISABLE)) return;
    // Destructors that come later may overflow the stack of the process's first thread: it keeps its own.
    if (::syscall(SYS_gettid) == ::getpid()) return;
    stack_t none = {};
    none.ss_flags = SS_DISABLE;
    if (sigaltstack(&none, nullptr) == 0) munmap(memory_, kSignalStackBytes);  // else it is in use
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  void* memory_ = nullptr;
};

void write_when_woken(const std::function<void(const CrashFacts&)>& write) {
  reporter.store(self(), std::memory_order_release);
  // An arena of its own, which no crash in another thread's allocation has locked.
  std::free(std::malloc(1));
  while (sem_wait(&wake) != 0) {
  }
  try {
    write(facts);
    whole.store(true, std::memory_order_release);
  } catch (const std::exception& exception) {
    CrashLine().add("pewter: the report: ").add(exception.what()).add("\n").write();
  } catch (...) {
  }
  written.store(true, std::memory_order_release);
  for (;;) ::pause();
}

void start_reporter(std::function<void(const CrashFacts&)> write) {
  sigset_t all, before;
  sigfillset(&all);
  for (int signal : kSignals) sigdelset(&all, signal);  // its own faults
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread([write = std::move(write)] { write_when_woken(write); });
  pthread_setname_np(thread.native_handle(), "pewter-crash");
  thread.detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  while (reporter.load(std::memory_order_acquire) == 0) std::this_thread::yield();
}

// What the parent's threads were about is nothing to the child.
void forget_in_child() {
  ender.store(0, std::memory_order_relaxed);
  crashed.store(0, std::memory_order_relaxed);
  reporter.store(0, std::memory_order_relaxed);
}

}  // namespace

void capture_crashes(std::function<void(const CrashFacts&)> write, const std::atomic<unsigned>& told) {
  findings_told = &told;
  sem_init(&wake, 0, 0);
  prepare_interrupted_stack();
  prepare_for_faults();
  start_reporter(std::move(write));
  pthread_atfork(nullptr, nullptr, &forget_in_child);
  for (int signal : kSignals) {
    sigaction(signal, nullptr, &previous[signal]);
    struct sigaction action = {};
    action.sa_sigaction = on_signal;
    // A fault in the handler comes to the handler, which knows what it was about: blocked, it would end the process at
    // once.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGPIPE);  // nobody may be reading what the handler writes
    sigaction(signal, &action, nullptr);
  }
}

void prepare_for_faults() {
  thread_local SignalStack stack;
  sigset_t faults;
  sigemptyset(&faults);
  for (int signal : kSignals) sigaddset(&faults, signal);
  sigdelset(&faults, SIGABRT);  // abort() sees to that
  pthread_sigmask(SIG_UNBLOCK, &faults, nullptr);
}

void begin_ending(std::string_view line) {
  static std::atomic<bool> taken{false};  // relaxed: decides who speaks, orders nothing else
  if (crashed.load(std::memory_order_acquire) != 0) wait_for_crash();
  if (taken.exchange(true, std::memory_order_relaxed))
    for (;;) ::pause();
  ending_line_size = std::min(line.size(), sizeof ending_line);
  std::memcpy(ending_line, line.data(), ending_line_size);
  ender.store(self(), std::memory_order_release);
}

void expect_abort() { expected.store(true, std::memory_order_release); }

void wait_for_crash() {
  if (crashed.load(std::memory_order_acquire) == 0 && ender.load(std::memory_order_acquire) == 0) return;
  // A handler of the program's, from before, may go on after all.
  wait_for(kBoundSeconds + 10, [] { return written.load(std::memory_order_acquire); });
  wait_for(2, [] { return false; });
}

}  // namespace pewter::session
