// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace pewter {

// For signal handlers: where the thread was when the signal came, as return addresses, innermost first. The first one
// is that of the interrupted instruction plus one, since stacks hold what follows a call. Returns how many there are.
// `context` is the handler's ucontext_t. The system's unwinder takes no lock here once prepare_interrupted_stack() has
// had it loaded. Where the thread jumped to what is no memory, the stack is that of the jump's caller, if it was a
// call; `context` is changed for that while the stack is read.
unsigned interrupted_stack(void* context, std::span<std::uint64_t> into);
// The instruction alone, which needs no look at the stack.
std::uint64_t interrupted_place(const void* context);
void prepare_interrupted_stack();

}  // namespace pewter
