// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "report/report.h"

// A signal as macOS's crash reports name it; which exception becomes which signal is Darwin's rule, read backwards.
namespace pewter::report {

struct MachException {
  std::string_view type;  // "EXC_BAD_ACCESS"
  std::uint64_t codes[2];
  std::string_view subtype;  // "KERN_INVALID_ADDRESS"; may be empty
};
MachException mach_exception(const Crash& crash);

std::string_view describe_signal(int signal);  // "Aborted"

}  // namespace pewter::report
