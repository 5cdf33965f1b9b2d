// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compiler/device_module.h"
#include "support/result.h"

namespace pewter::compiler {

// A device module from LLVM assembly, for tests and msl-opt. Kernels are described by named metadata, one node a
// kernel:
//
//   !pewter.kernels = !{!0}
//   !0 = !{ptr @add, !"add", !1, !2, !3}          ; function, host name, then one node a parameter
//   !1 = !{!"buffer", i32 0}                       ; [[buffer(0)]]
//   !2 = !{!"threadgroup", i32 0}                  ; [[threadgroup(0)]]
//   !3 = !{!"thread_position_in_grid", i32 1, i32 32}  ; a built-in: components, bits
//
// The error is a sentence with the line.
Result<DeviceModule, std::string> parse_device_module(std::string_view assembly, const std::string& file_name);

}  // namespace pewter::compiler
