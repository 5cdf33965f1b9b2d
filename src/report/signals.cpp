// SPDX-License-Identifier: Apache-2.0
#include "report/signals.h"

#include <signal.h>
#include <string.h>

namespace pewter::report {

MachException mach_exception(const Crash& crash) {
  switch (crash.signal) {
    case SIGSEGV:
      return {"EXC_BAD_ACCESS", {1, crash.address}, "KERN_INVALID_ADDRESS"};
    case SIGBUS:
      return {"EXC_BAD_ACCESS", {2, crash.address}, "KERN_PROTECTION_FAILURE"};
    case SIGILL:
      return {"EXC_BAD_INSTRUCTION", {1, crash.address}, ""};
    case SIGFPE:
      return {"EXC_ARITHMETIC", {1, crash.address}, ""};
    case SIGTRAP:
      return {"EXC_BREAKPOINT", {1, crash.address}, ""};
    default:
      return {"EXC_CRASH", {0, 0}, ""};
  }
}

std::string_view describe_signal(int signal) {
  const char* text = sigdescr_np(signal);
  return text ? text : "unknown signal";
}

}  // namespace pewter::report
