// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "exec/executor.h"
#include "runtime/recording/commands.h"
#include "runtime/threads/worker_pool.h"
#include "runtime/types.h"

namespace pewter::runtime {

// Runs the commands of one pass on the calling thread: a serial pass and a blit pass one after the other; a concurrent pass
// side by side between its barriers, with help from `pool`. `log` (may be null) takes what kernels log. Returns the first fault, after which nothing more is started.
std::optional<Error> execute(const Pass& pass, exec::Executor& executor, WorkerPool& pool, exec::LogSink* log);

}  // namespace pewter::runtime
