// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pewter::compiler {

// The address spaces of device modules (compiler/device_module.h).
inline constexpr unsigned kPrivateSpace = 0;  // and generic
inline constexpr unsigned kDeviceSpace = 1;
inline constexpr unsigned kConstantSpace = 2;
inline constexpr unsigned kThreadgroupSpace = 3;

}  // namespace pewter::compiler
