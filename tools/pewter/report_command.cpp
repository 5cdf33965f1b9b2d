// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "commands.h"
#include "common/files.h"
#include "report/baseline.h"
#include "report/json/reader.h"
#include "report/renderer.h"
#include "report/safe_write.h"
#include "report/suppressions.h"
#include "trace/examine.h"
#include "trace/reader.h"

namespace pewter::tool {
namespace {

using report::Renderer;
using report::Report;

constexpr std::string_view kTool = "pewter report";

struct Options {
  std::vector<std::string> files;
  std::string format, output, baseline, write_baseline, suppressions;
  bool list = false, check = false;
};

// Says what is wrong on standard error and gives the exit status.
int wrong(int status, std::string_view text) {
  print_error(kTool, text);
  return status;
}

int list_formats() {
  for (const Renderer& renderer : report::renderers())
    fmt::print("{:<7} {:<12} {}\n", renderer.name, renderer.extension, renderer.summary);
  return 0;
}

// What is to be left out of the reports.
struct Filter {
  report::Baseline baseline;
  std::vector<report::Suppression> suppressions;
};

int read_filter(const Options& options, Filter* filter) {
  std::string text;
  if (!options.baseline.empty()) {
    if (!read_file(kTool, options.baseline, &text)) return kFailed;
    auto read = report::read_baseline(text);
    if (!read) return wrong(kFailed, fmt::format("{}: {}", options.baseline, read.error()));
    filter->baseline = std::move(*read);
  }
  if (!options.suppressions.empty()) {
    if (!read_file(kTool, options.suppressions, &text)) return kFailed;
    auto read = report::read_suppressions(text);
    if (!read) return wrong(kFailed, fmt::format("{}: {}", options.suppressions, read.error()));
    filter->suppressions = std::move(*read);
  }
  return 0;
}

int read_reports(const Options& options, const Filter& filter, std::vector<Report>* reports) {
  for (const std::string& file : options.files) {
    std::string text;
    if (!read_file(kTool, file, &text)) return kFailed;
    auto read = trace::is_trace(text) ? trace::examine(text) : report::read_json(text);
    if (!read) return wrong(kFailed, fmt::format("{}: {}", file == "-" ? "standard input" : file, read.error()));
    report::apply(&*read, filter.suppressions);
    report::apply(&*read, filter.baseline);
    reports->push_back(std::move(*read));
  }
  return 0;
}

bool is_directory(const Options& options) {
  std::error_code ignored;
  return options.output.ends_with('/') || options.files.size() > 1 ||
         std::filesystem::is_directory(options.output, ignored);
}

// Where each report goes: into the file --output, or into that directory under the name of the report it came from. 0,
// or an exit status.
int place_outputs(const Options& options, const Renderer& renderer, std::vector<std::string>* paths) {
  if (!is_directory(options)) {
    paths->push_back(options.output);
    return 0;
  }
  std::map<std::string, std::string> taken;
  for (const std::string& file : options.files) {
    const std::string stem = file == "-" ? "report" : std::filesystem::path(file).stem().string();
    const std::string path =
        (std::filesystem::path(options.output) / (stem + std::string(renderer.extension))).string();
    const auto [other, fresh] = taken.emplace(path, file);
    if (!fresh)
      return wrong(kUsage, fmt::format("'{}' and '{}' would both be written to '{}'", other->second, file, path));
    paths->push_back(path);
  }
  std::error_code error;
  std::filesystem::create_directories(options.output, error);
  if (error) return wrong(kFailed, fmt::format("cannot make the directory '{}': {}", options.output, error.message()));
  return 0;
}

int write_reports(const Options& options, const Renderer& renderer, const std::vector<Report>& reports) {
  if (options.output.empty() || options.output == "-") {
    // Texts may follow each other; two JSON or XML documents are none.
    if (reports.size() > 1 && renderer.name != "crash")
      return wrong(kUsage, fmt::format("several files as {} need --output DIRECTORY", renderer.name));
    for (const Report& report : reports)
      if (!write_file(kTool, "-", renderer.render(report))) return wrong(kFailed, "cannot write to standard output");
    return 0;
  }
  std::vector<std::string> paths;
  if (const int status = place_outputs(options, renderer, &paths)) return status;
  for (std::size_t i = 0; i < reports.size(); ++i)
    if (const auto written = report::safe_write(paths[i], renderer.render(reports[i])); !written)
      return wrong(kFailed, written.error());
  return 0;
}

int run(const Options& options) {
  if (options.list) return list_formats();
  if (options.files.empty()) return wrong(kUsage, "no report given: pewter report FILE");
  if (std::count(options.files.begin(), options.files.end(), "-") > 1)
    return wrong(kUsage, "standard input can be read once");
  const Renderer* renderer = report::find_renderer(options.format);
  if (options.format.empty()) renderer = report::renderer_for_file(options.output);
  if (!renderer) renderer = report::find_renderer("crash");

  Filter filter;
  std::vector<Report> reports;
  if (const int status = read_filter(options, &filter)) return status;
  if (const int status = read_reports(options, filter, &reports)) return status;
  if (!options.write_baseline.empty()) {
    const auto written = report::safe_write(options.write_baseline, report::write_baseline(reports, filter.baseline));
    if (!written) return wrong(kFailed, written.error());
  }
  // A baseline is enough where nothing else was asked for.
  if (options.write_baseline.empty() || !options.format.empty() || !options.output.empty())
    if (const int status = write_reports(options, *renderer, reports)) return status;
  const bool found =
      std::any_of(reports.begin(), reports.end(), [](const Report& report) { return !report.findings.empty(); });
  return options.check && found ? kFindings : 0;
}

}  // namespace

void add_report(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  std::vector<std::string> formats;
  for (const Renderer& renderer : report::renderers()) formats.emplace_back(renderer.name);
  CLI::App* command = app.add_subcommand(
      "report", "Show a saved report, or turn it into another format; run the checker over a recorded trace");
  command->add_option("FILE", options->files,
                      "Reports as JSON, or traces that 'pewter run --record' wrote; - is standard input");
  command->add_option("--format,-f", options->format, "Format; default: by --output's extension, else crash")
      ->check(CLI::IsMember(formats));
  command->add_option("--output,-o", options->output,
                      "File, or directory for several reports; default: standard output");
  command->add_flag("--list-formats", options->list, "Show the formats");
  command->add_flag("--check", options->check, "End with 66 when there are findings");
  command->add_option("--baseline", options->baseline, "Leave out the findings in this file");
  command->add_option("--write-baseline", options->write_baseline, "Write the findings into a baseline file");
  command->add_option("--suppressions", options->suppressions, "Leave out what this file says");
  command->callback([options, &invocation] { invocation.status = run(*options); });
}

}  // namespace pewter::tool
