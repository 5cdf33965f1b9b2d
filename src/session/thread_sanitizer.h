// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/observer.h"

// Programs built with -fsanitize=thread: ThreadSanitizer knows the program's order, atomics too, and is told of the
// uses of Metal's objects by its interface for libraries that are not instrumented (`__tsan_external_*`).
namespace pewter::session {

// Whether the program's ThreadSanitizer can be told. Never where Pewter itself is instrumented: its tests misuse
// objects on purpose.
bool thread_sanitizer_watches();

// An observer that tells ThreadSanitizer (tsan/tsan.h) and passes all on to `next`, which may be null. Without
// ThreadSanitizer it is `next` itself. Called once a process.
model::Observer* telling_thread_sanitizer(model::Observer* next);

}  // namespace pewter::session
