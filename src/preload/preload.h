// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include "model/sync.h"

// What libpewter-preload.so exports to libpewter.so, which looks for it by name: the library is in the process only
// where LD_PRELOAD brought it. The rest of what it exports are the C library's own names for threads, locks and the
// like.
namespace pewter::preload {

using Listener = void (*)(void* context, const model::SyncEvent* event);

// Whoever listens from now on; null: nobody. The one before may still be told by calls that are under way. False, and
// nobody is told anything, where ThreadSanitizer watches the program's threads itself.
using SetListener = bool (*)(Listener listener, void* context);
inline constexpr char kSetListener[] = "pewter_preload_set_listener_1";  // with the number of this contract

// Called before the system reads (`writes`: writes) memory of the program in a call that the program makes. From now on.
using Touch = void (*)(const void* data, std::uint64_t size, bool writes);
using SetTouch = void (*)(Touch touch);
inline constexpr char kSetTouch[] = "pewter_preload_set_touch_1";

// Asked of each SIGSEGV, SIGBUS and SIGFPE before a handler that the program installs from now on, on the thread and in
// the handler. True: it was Pewter's, and the thread goes on.
using Claim = bool (*)(int signal, const siginfo_t* info, void* context);
using SetClaim = void (*)(Claim claim);
inline constexpr char kSetClaim[] = "pewter_preload_set_claim_1";

// Called on a thread of the program before it waits (`waits`), and when it goes on or begins. From now on; null: not
// any more.
using Turn = void (*)(bool waits);
using SetTurn = void (*)(Turn turn);
inline constexpr char kSetTurn[] = "pewter_preload_set_turn_1";

}  // namespace pewter::preload
