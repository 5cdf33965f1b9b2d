// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exec/executor.h"
#include "exec/support/watchdog.h"
#include "exec/support/worker_pool.h"

namespace pewter::exec::reference {

// Runs every thread of a grid by itself, on `pool` and the calling thread: what dispatch() of the reference executor
// does, for executors that fall back on it. The kernel's shape is per_thread. Thread-safe.
Result<void, Fault> run_per_thread(const Dispatch& dispatch, WorkerPool& pool, Watch::Duration timeout);

}  // namespace pewter::exec::reference
