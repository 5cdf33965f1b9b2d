// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "check/checker.h"
#include "report/report.h"

namespace pewter::trace {

// What a checker found, with its rules, into a report that already says what the process was. `resolve` makes names of
// a stack; the stacks of what was found are asked for at once.
void add_findings(report::Report& report, const check::Checker& checker,
                  const std::function<model::Stack(model::StackId)>& resolve);
void add_finding(report::Report& report, const model::Finding& finding,
                 const std::function<model::Stack(model::StackId)>& resolve);

// Of the last calls of all threads, and the objects that the report names. After findings were left out; stacks are for
// reports that have something to explain.
void add_history(report::Report& report, const check::Checker& checker,
                 const std::function<model::Stack(model::StackId)>& resolve);

}  // namespace pewter::trace
