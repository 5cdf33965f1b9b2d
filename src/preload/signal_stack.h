// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pewter::preload {

// A stack for signal handlers for the calling thread: the handler that writes a crash report cannot run on a stack that
// has overflowed. Null where the thread has one already, or where there is no memory.
void* take_signal_stack();
// Before the thread ends, with what take_signal_stack() gave it.
void give_signal_stack(void* stack);

}  // namespace pewter::preload
