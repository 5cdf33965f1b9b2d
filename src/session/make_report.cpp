// SPDX-License-Identifier: Apache-2.0
#include "session/make_report.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "report/renderer.h"
#include "report/safe_write.h"
#include "session/process_facts.h"
#include "session/thread_sanitizer.h"
#include "session/tidy_stack.h"
#include "support/log.h"
#include "trace/describe.h"

namespace pewter::session {
namespace {

std::string contents_or_end(const char* variable, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  // read() does not throw where the path is a directory's.
  for (std::array<char, 4096> block; file.read(block.data(), block.size()) || file.gcount() > 0;)
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  if (file.is_open() && !file.bad()) return text;
  log::error(fmt::format("{}={}: the file cannot be read", variable, path));
  std::exit(2);
}

template <class T>
T parsed_or_end(const char* variable, const std::string& path, Result<T, std::string> (*parse)(std::string_view)) {
  auto result = parse(contents_or_end(variable, path));
  if (result) return std::move(*result);
  log::error(fmt::format("{}={}: {}", variable, path, result.error()));
  std::exit(2);
}

// Names of a stack, without what only tells how the checker came to take it.
std::function<model::Stack(model::StackId)> resolver(model::StackRecorder& stacks) {
  return [&stacks](model::StackId id) {
    model::Stack stack = stacks.resolve(id);
    tidy(stack);
    return stack;
  };
}

void apply(report::Report& report, const Wanted& wanted) {
  report::apply(&report, wanted.suppressions);
  report::apply(&report, wanted.baseline);
}

}  // namespace

Wanted Wanted::read(const CheckSettings& settings) {
  Wanted wanted;
  wanted.suppressions = settings.unwanted;
  if (!settings.suppressions.empty())
    std::ranges::move(parsed_or_end("PEWTER_SUPPRESSIONS", settings.suppressions, &report::read_suppressions),
                      std::back_inserter(wanted.suppressions));
  if (!settings.baseline.empty())
    wanted.baseline = parsed_or_end("PEWTER_BASELINE", settings.baseline, &report::read_baseline);
  return wanted;
}

report::Report make_report(const check::Checker& checker, model::StackRecorder& stacks, const CheckSettings& settings,
                           const Wanted& wanted, std::optional<report::Crash> crash) {
  report::Report report;
  add_process_facts(report);
  report.pewter_version = PEWTER_VERSION;
  report.device = "Pewter CPU";
  report.mode = name_of(settings.mode);
  report.crash = std::move(crash);
  trace::add_findings(report, checker, resolver(stacks));
  apply(report, wanted);
  trace::add_history(report, checker, resolver(stacks));
  auto threads = checker.threads();
  for (const model::Finding& finding : report.findings)  // one that has called nothing that is told, and sleeps
    for (const model::Side& side : finding.sides)
      if (std::ranges::find(threads, side.moment.thread, [](const auto& one) { return one.first; }) == threads.end())
        threads.emplace_back(side.moment.thread, std::string());
  for (const auto& [id, name] : threads) report.threads.push_back(describe_thread(id, name));
  if (!checker.sees_synchronisation())
    report.caveat = thread_sanitizer_watches() ? "ThreadSanitizer watches the program's threads: it reports races on "
                                                 "Metal's objects, and this report has only "
                                                 "what became of them."
                                               : "The program's locks and threads were not seen: it was not started by "
                                                 "'pewter run'. Races that did not happen "
                                                 "were not looked for.";
  return report;
}

report::Report report_of(const model::Finding& finding, const check::Checker& checker, model::StackRecorder& stacks,
                         const Wanted& wanted) {
  report::Report report;
  std::error_code gone;  // a directory can be removed under a program
  report.working_directory = std::filesystem::current_path(gone).string();
  trace::add_finding(report, finding, resolver(stacks));
  for (const model::Side& side : finding.sides) {
    const std::uint32_t thread = side.moment.thread;
    report.threads.push_back(describe_thread(thread, checker.first_name(thread)));
  }
  apply(report, wanted);
  return report;
}

std::vector<std::string> write_report(const report::Report& report, const CheckSettings& settings) {
  std::vector<std::string> told;
  std::vector<CheckSettings::Output> outputs = settings.outputs;
  if (!settings.directory.empty() && (!report.findings.empty() || !report.changes.empty() || report.crash)) {
    std::error_code ignored;  // told when the first file cannot be written
    std::filesystem::create_directories(settings.directory, ignored);
    const std::string stem = fmt::format("{}/{}-{:%Y-%m-%d-%H%M%S}-{}", settings.directory, report.process,
                                         fmt::localtime(report.unix_seconds), report.pid);
    for (const char* format : {"crash", "html", "json"})
      outputs.push_back({format, stem + std::string(report::find_renderer(format)->extension)});
  }
  for (const CheckSettings::Output& output : outputs) {
    const auto written = report::safe_write(output.path, report::find_renderer(output.format)->render(report));
    told.push_back(written ? fmt::format("pewter: report written to {}", output.path)
                           : fmt::format("pewter: {}", written.error()));
  }
  return told;
}

}  // namespace pewter::session
