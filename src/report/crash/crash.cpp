// SPDX-License-Identifier: Apache-2.0
// Plain text in the order of a macOS crash report, with what such a report lacks: the other thread, and the reason.
#include "report/crash/sections.h"
#include "report/renderer.h"

namespace pewter::report {

std::string render_crash(const Report& report) {
  const Lookup lookup(report);
  std::string text = crash::heading(lookup);
  text += crash::process(lookup);
  text += crash::exception(lookup);
  text += crash::crashed_stack(lookup);
  for (std::size_t i = 0; i < report.findings.size(); ++i) text += crash::finding(lookup, i);
  text += crash::changes(lookup);
  text += crash::analysis(lookup);
  text += crash::reproduce(lookup);
  text += crash::history(lookup);
  return text;
}

}  // namespace pewter::report
