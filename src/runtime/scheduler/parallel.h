// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

// Calls body(0) ... body(count - 1), in any order and side by side on the calling thread and on threads of `pool` that are
// free; returns when all have returned, their effects visible. Never waits for a thread that has not begun.
void parallel_for(WorkerPool& pool, std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace pewter::runtime
