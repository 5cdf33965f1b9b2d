// SPDX-License-Identifier: Apache-2.0
// JUnit's XML as continuous integration reads it: each finding is a test that failed, a run without findings one that
// passed.
#include <fmt/format.h>

#include "report/clock.h"
#include "report/fingerprint.h"
#include "report/lookup.h"
#include "report/renderer.h"
#include "report/terminal.h"
#include "report/text.h"

namespace pewter::report {
namespace {

std::string testcase(std::string_view name, std::string_view class_name, std::string_view inside) {
  return fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"0\"{}", escape_markup(name),
                     escape_markup(class_name),
                     inside.empty() ? "/>\n" : fmt::format(">\n{}    </testcase>\n", inside));
}

// Line ends stay line ends.
std::string lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out += escape_markup(text.substr(0, end)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string finding_case(const Lookup& lookup, const model::Finding& finding) {
  const Rule* rule = lookup.rule(finding.rule);
  const std::string name = fmt::format("{}{}{} on {} [{}]", finding.rule, rule ? " " : "", rule ? rule->name : "",
                                       describe(finding.object), fingerprint(finding, lookup.report().stacks));
  const std::string text = lines(brief(lookup, finding));
  if (finding.severity == model::Severity::note)
    return testcase(name, lookup.report().process, fmt::format("      <system-out>\n{}</system-out>\n", text));
  return testcase(name, lookup.report().process,
                  fmt::format("      <failure type=\"{}\" message=\"{}\">\n{}</failure>\n", escape_markup(finding.rule),
                              escape_markup(finding.message), text));
}

}  // namespace

std::string render_junit(const Report& report) {
  const Lookup lookup(report);
  std::string cases;
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const model::Finding& finding : report.findings) {
    cases += finding_case(lookup, finding);
    ++tests;
    failures += finding.severity != model::Severity::note;
  }
  // A crash that a finding explains is not counted twice.
  if (report.crash && report.findings.empty()) {
    const std::string message =
        report.crash->message.empty() ? fmt::format("ended by {}", report.crash->signal_name) : report.crash->message;
    cases += testcase("ends by itself", report.process,
                      fmt::format("      <error type=\"{}\" message=\"{}\"/>\n",
                                  escape_markup(report.crash->signal_name), escape_markup(message)));
    ++tests;
    ++errors;
  }
  if (tests == 0) {
    cases = testcase("uses Metal as its rules say", report.process, "");
    tests = 1;
  }
  const std::string counts = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", tests, failures, errors);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"pewter\" {0}>\n"
      "  <testsuite name=\"{1}\" {0} skipped=\"0\" time=\"0\" timestamp=\"{2}\">\n{3}  </testsuite>\n</testsuites>\n",
      counts, escape_markup(report.process), utc_time(report).substr(0, 19), cases);
}

}  // namespace pewter::report
