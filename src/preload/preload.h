// SPDX-License-Identifier: Apache-2.0
#pragma once

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

}  // namespace pewter::preload
