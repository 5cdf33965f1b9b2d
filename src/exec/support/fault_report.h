// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "exec/executor.h"
#include "exec/support/fault_guard.h"
#include "exec/support/watchdog.h"

// What the command buffer's error says about a threadgroup that did not end well.
namespace pewter::exec {

// "kernel 'name', threadgroup (x, y, z)": how every message begins.
std::string describe(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame);

Fault timeout_fault(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame, Watch::Duration timeout);
Fault signal_fault(const model::LoadedKernel& kernel, const model::ThreadgroupFrame& frame, const FaultRecord& record);
Fault memory_fault(const model::LoadedKernel& kernel);  // none for the threadgroup to run in

}  // namespace pewter::exec
