// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace pewter {

// For signal handlers: where the thread was when the signal came, as return addresses, innermost first. The first one
// is that of the interrupted instruction plus one, since stacks hold what follows a call. Returns how many there are.
// `context` is the handler's ucontext_t. The system's unwinder takes no lock here once prepare_interrupted_stack() has
// had it loaded.
unsigned interrupted_stack(const void* context, std::span<std::uint64_t> into);
void prepare_interrupted_stack();

}  // namespace pewter
