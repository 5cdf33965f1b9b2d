// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/checker.h"
#include "report/baseline.h"
#include "report/report.h"
#include "report/suppressions.h"
#include "session/check_settings.h"

namespace pewter::session {

// Which findings the user wants to hear of.
struct Wanted {
  std::vector<report::Suppression> suppressions;
  report::Baseline baseline;

  // Ends the process with a message where a file cannot be read: without it the wrong things would be told.
  static Wanted read(const CheckSettings& settings);
};

// All that there is to say.
report::Report make_report(const check::Checker& checker, model::StackRecorder& stacks, const CheckSettings& settings,
                           const Wanted& wanted, std::optional<report::Crash> crash);

// One finding with what is needed to tell it on the terminal. No finding: it is not wanted.
report::Report report_of(const model::Finding& finding, const check::Checker& checker, model::StackRecorder& stacks,
                         const Wanted& wanted);

// Writes the files that the settings ask for. What to tell the user: where they are, and what could not be written.
std::vector<std::string> write_report(const report::Report& report, const CheckSettings& settings);

}  // namespace pewter::session
