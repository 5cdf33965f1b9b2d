// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/lookup.h"

// The parts of the plain text report, in the order of crash.cpp.
namespace pewter::report::crash {

std::string heading(const Lookup& lookup);    // what happened, who, what to do: one screen
std::string process(const Lookup& lookup);    // Process: ... OS Version: ...
std::string exception(const Lookup& lookup);  // Crashed Thread: ... Application Specific Information
std::string crashed_stack(const Lookup& lookup);
std::string finding(const Lookup& lookup, std::size_t index);
std::string changes(const Lookup& lookup);  // of mode `serialise`
std::string history(const Lookup& lookup);  // the last calls of all threads
std::string analysis(const Lookup& lookup);
std::string reproduce(const Lookup& lookup);

// Frames in Apple's columns: number, image, function + offset, (file:line).
std::string frames(const Lookup& lookup, const model::Stack& stack);
std::string title(std::string_view text);  // "=== text ===", an empty line before and after
std::string field(std::string_view name,
                  std::string_view value);  // "Name:            value"; nothing when there is no value

}  // namespace pewter::report::crash
