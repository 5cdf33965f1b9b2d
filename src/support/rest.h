// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

// For measurements in one process: libraries that multiply matrices keep their threads spinning for the next call, for
// tens of milliseconds after the last (OpenMP's 10, OpenBLAS's 30 where this was measured). Whoever is timed in that
// while shares the cores with them.
namespace pewter {

// No thread of this process but the calling one runs, or would if it had a core.
bool other_threads_rest();

// Waits for that; false when it did not come within `most`.
bool wait_for_rest(std::chrono::milliseconds most);

}  // namespace pewter
