// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report.h"

namespace pewter::session {

// What a report says about the process and its machine, whatever was found.
void add_process_facts(report::Report& report);

// The threads of the process that are not Pewter's own.
std::vector<std::uint32_t> program_threads();

// The thread's name; "main" for the main one, and `first_name` for one that has ended.
report::Thread describe_thread(std::uint32_t id, const std::string& first_name);

}  // namespace pewter::session
