// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

namespace pewter {

// One handler of SIGSEGV, SIGBUS and SIGFPE for all parts of Pewter that can make something of a fault. A claim looks at
// it, on the thread and in the handler, and returns true when it has mended the cause or changed `context`, so that the
// thread can go on. What nobody claims goes to the handlers that were there before, or takes its course.
using FaultClaim = bool (*)(int signal, const siginfo_t& info, void* context);

// Those that came later are asked first. At most eight a process; asking again for one that is there does nothing.
// Thread-safe.
void claim_faults(FaultClaim claim);

// Asks the claims, for a handler that came later than ours. True: the thread can go on.
bool is_claimed(int signal, const siginfo_t* info, void* context);

}  // namespace pewter
