// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "report/suppressions.h"
#include "support/result.h"

namespace pewter::session {

// What the environment says about checking.
//
//   PEWTER_CHECK=off|report|abort|serialise
//   PEWTER_REPORT=FORMAT:PATH[;FORMAT:PATH...]   files to write at the end; %p in PATH becomes the process's number
//   PEWTER_RECORD=FILE                           what the checker is told, for `pewter report`; %p likewise
//   PEWTER_REPORT_DIR=DIR                        where each finding run leaves NAME-DATE-PID.{crash,html,json}
//   PEWTER_CHECK_WAIT=SECONDS                    age from which a wait may be one that never ends: 10; 0: never
//   PEWTER_CHECK_MEMORY=0|1                      look at loads and stores of buffers that the GPU uses: 1
//   PEWTER_SUPPRESSIONS=FILE, PEWTER_BASELINE=FILE
// and, where PEWTER_CHECK is not there, the variables of Metal's own validation (MetalValidation(1) on a Mac):
//
//   MTL_DEBUG_LAYER=1                                  on; so is any value but 0
//   MTL_DEBUG_LAYER_ERROR_MODE=assert|nslog|ignore     abort at errors, report them, say nothing of them: assert
//   MTL_DEBUG_LAYER_WARNING_MODE=assert|nslog|ignore   the same for warnings: ignore
struct CheckSettings {
  enum class Mode : std::uint8_t { off, report, abort, serialise };
  struct Output {
    std::string format;
    std::string path;
  };
  Mode mode = Mode::off;
  bool warnings_end = false;                  // as errors do in mode abort
  std::vector<report::Suppression> unwanted;  // beside those of `suppressions`
  std::vector<Output> outputs;
  std::string record;        // file; empty: none
  std::string directory;     // empty: none
  std::string suppressions;  // files; empty: none
  std::string baseline;
  double wait_seconds = 10;
  bool memory = true;
};

// The error names the variable, what is wrong with it, and what it may be.
Result<CheckSettings, std::string> check_settings_from_environment();

std::string_view name_of(CheckSettings::Mode mode);

}  // namespace pewter::session
