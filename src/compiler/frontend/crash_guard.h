// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace pewter::compiler::frontend {

// Runs `work` on a thread of its own with a large stack. False when it crashed: a signal, an abort, a fatal error of LLVM, or a
// stack used up; `why` says which. What the work had allocated is lost then. Thread-safe; the process's signal handlers are as
// before when no guarded work is running.
//
// Faults of other threads go where they would go without: to the executor, where a kernel's are errors of its command buffer.
bool run_guarded(const std::function<void()>& work, std::string& why);

}  // namespace pewter::compiler::frontend
