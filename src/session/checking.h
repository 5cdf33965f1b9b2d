// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pewter::session {

// Puts a checker into the observer's seat where the environment asks for one, and sees to it that what it finds is
// told: at once on standard error, in files at the end, and by the exit status 66. Called when the library is loaded,
// before the program has made anything of Metal's; a second call does nothing.
void start_checking();

// Whether the runtime is to keep the encoders of several threads on one command buffer apart (mode `serialise`).
bool serialises();

// Whether the runtime is to make the program's memory such that the checker sees who touches it (PW303).
bool watches_memory();

// Exit status of a program in which something was found; ThreadSanitizer's, too.
inline constexpr int kFoundSomething = 66;

}  // namespace pewter::session
