// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pewter::foundation {

// What an uncaught Objective-C exception does: prints "*** Terminating app due to uncaught exception 'NAME', reason:
// 'REASON'" and aborts.
[[noreturn]] void raise(std::string_view name, std::string_view reason);

}  // namespace pewter::foundation
