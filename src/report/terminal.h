// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/lookup.h"

namespace pewter::report {

// A finding as it is told on standard error when it occurs: rule, message, verdict, each side with the frames that are
// the program's, what to do. Ends with a line's end. Colours are ANSI's.
std::string brief(const Lookup& lookup, const model::Finding& finding, bool colour = false);
// Likewise of what ended the process: the signal, the thread, its frames.
std::string brief(const Lookup& lookup, const Crash& crash, bool colour = false);

}  // namespace pewter::report
