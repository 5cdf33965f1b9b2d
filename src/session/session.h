// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exec/executor.h"
#include "runtime/device.h"
#include "support/result.h"

// The composition root: the only place that reads the environment and knows which executors there are.
namespace pewter::session {

// What the environment asks for.
struct Settings {
  std::string executor;             // PEWTER_EXECUTOR: cpu (default), reference, null
  exec::Options exec;               // PEWTER_THREADS, PEWTER_KERNEL_TIMEOUT, PEWTER_STREAM_FROM
  bool coalesce = true;             // PEWTER_COALESCE
};

// Reads PEWTER_*; the message names the variable and what it may be.
Result<Settings, std::string> settings_from_environment();

// The process's device, made at the first call and never destroyed; CreateSystemDefaultDevice and CopyAllDevices both give
// this one. Null, with one line in the log, where the environment asks for what there is not. Thread-safe.
runtime::Device* default_device();

// Zero or one.
std::vector<runtime::Device*> all_devices();

// Names that PEWTER_EXECUTOR may have in this build.
std::vector<std::string> executor_names();

}  // namespace pewter::session
