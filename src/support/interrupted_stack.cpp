// SPDX-License-Identifier: Apache-2.0
#include "support/interrupted_stack.h"

#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

namespace pewter {
namespace {

std::uint64_t program_counter(const ucontext_t& context) {
#if defined(__x86_64__)
  return static_cast<std::uint64_t>(context.uc_mcontext.gregs[REG_RIP]);
#else
  return context.uc_mcontext.pc;
#endif
}

// The system looks at the set before it finds that there is nothing to do with it.
bool is_readable(std::uint64_t address) {
  constexpr int kNothing = -1;
  const auto* word = reinterpret_cast<const void*>(address & ~std::uint64_t{7});
  const int error = errno;
  ::syscall(SYS_rt_sigprocmask, kNothing, word, nullptr, 8);
  const bool readable = word && errno != EFAULT;
  errno = error;
  return readable;
}

// A thread that called what is no code has come nowhere yet: as if the call had returned. The unwinder would read the
// instructions that are not there.
class ReturnedFromNowhere {
 public:
  explicit ReturnedFromNowhere(ucontext_t& context) : context_(context), before_(context.uc_mcontext) {
#if defined(__x86_64__)
    auto& registers = context.uc_mcontext.gregs;
    constexpr greg_t kPageFault = 14, kFetch = 0x10;  // the trap's number, and of its error code I/D
    const bool fetched = registers[REG_TRAPNO] == kPageFault && (registers[REG_ERR] & kFetch);
    if (!fetched && is_readable(program_counter(context))) return;
    const auto stack = static_cast<std::uint64_t>(registers[REG_RSP]);
    if (stack % sizeof(void*) != 0 || !is_readable(stack)) return;
    registers[REG_RIP] = *reinterpret_cast<const greg_t*>(stack);
    registers[REG_RSP] += static_cast<greg_t>(sizeof(void*));
#else
    if (!is_readable(program_counter(context))) context.uc_mcontext.pc = context.uc_mcontext.regs[30];
#endif
  }
  ~ReturnedFromNowhere() { context_.uc_mcontext = before_; }
  ReturnedFromNowhere(const ReturnedFromNowhere&) = delete;
  ReturnedFromNowhere& operator=(const ReturnedFromNowhere&) = delete;

 private:
  ucontext_t& context_;
  const mcontext_t before_;
};

struct Walk {
  std::uint64_t begin;  // where the signal came
  std::span<std::uint64_t> into;
  unsigned count = 0;
  bool begun = false;
};

_Unwind_Reason_Code on_frame(_Unwind_Context* context, void* argument) {
  auto& walk = *static_cast<Walk*>(argument);
  const std::uint64_t pc = _Unwind_GetIP(context);
  if (!walk.begun) {  // the handler's own frames
    walk.begun = pc == walk.begin;
    return _URC_NO_REASON;
  }
  if (pc == 0 || walk.count == walk.into.size()) return _URC_END_OF_STACK;
  walk.into[walk.count++] = pc;
  return _URC_NO_REASON;
}

_Unwind_Reason_Code first_frame(_Unwind_Context*, void*) { return _URC_NO_REASON; }

}  // namespace

unsigned interrupted_stack(void* context, std::span<std::uint64_t> into) {
  if (into.empty()) return 0;
  auto& interrupted = *static_cast<ucontext_t*>(context);
  const ReturnedFromNowhere returned(interrupted);
  Walk walk{program_counter(interrupted), into};
  walk.into[walk.count++] = walk.begin + 1;
  if (is_readable(walk.begin)) _Unwind_Backtrace(&on_frame, &walk);
  return walk.count;
}

std::uint64_t interrupted_place(const void* context) {
  return program_counter(*static_cast<const ucontext_t*>(context));
}

void prepare_interrupted_stack() { _Unwind_Backtrace(&first_frame, nullptr); }

}  // namespace pewter
