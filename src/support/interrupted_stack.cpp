// SPDX-License-Identifier: Apache-2.0
#include "support/interrupted_stack.h"

#include <ucontext.h>
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

unsigned interrupted_stack(const void* context, std::span<std::uint64_t> into) {
  if (into.empty()) return 0;
  Walk walk{program_counter(*static_cast<const ucontext_t*>(context)), into};
  walk.into[walk.count++] = walk.begin + 1;
  _Unwind_Backtrace(&on_frame, &walk);
  return walk.count;
}

void prepare_interrupted_stack() { _Unwind_Backtrace(&first_frame, nullptr); }

}  // namespace pewter
