// SPDX-License-Identifier: Apache-2.0
#include "report/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/text.h"

namespace pewter::report {
namespace {

// What a shell takes as a variable, and nothing that it would run.
bool is_name(std::string_view text) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  return !text.empty() && (text[0] < '0' || text[0] > '9') &&
         text.find_first_not_of(kCharacters) == std::string_view::npos;
}

// Options of 'pewter run' for the variables that it sets.
struct Option {
  std::string_view variable, name;
};
constexpr std::array<Option, 9> kOptions = {{
    {"PEWTER_CHECK", "--check"},
    {"PEWTER_EXECUTOR", "--executor"},
    {"PEWTER_THREADS", "--threads"},
    {"PEWTER_KERNEL_TIMEOUT", "--timeout"},
    {"PEWTER_COALESCE", "--coalesce"},
    {"PEWTER_CACHE_DIR", "--cache-dir"},
    {"PEWTER_REPORT_DIR", "--report-dir"},
    {"PEWTER_SUPPRESSIONS", "--suppressions"},
    {"PEWTER_BASELINE", "--baseline"},
}};

// Where this report went is of no use to the next run.
constexpr std::array<std::string_view, 2> kFilesOfThisRun = {"PEWTER_REPORT", "PEWTER_RECORD"};

struct Setting {
  std::string_view name, value;
};

std::vector<Setting> settings_of(const Report& report) {
  std::vector<Setting> settings;
  for (const std::string_view text : report.settings) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !is_name(text.substr(0, equals))) continue;
    const Setting setting{text.substr(0, equals), text.substr(equals + 1)};
    if (std::ranges::find(kFilesOfThisRun, setting.name) == kFilesOfThisRun.end()) settings.push_back(setting);
  }
  return settings;
}

}  // namespace

std::vector<std::string> steps_to_reproduce(const Report& report) {
  std::vector<std::string> steps;
  if (report.arguments.empty()) return steps;
  if (!report.working_directory.empty()) steps.push_back("cd " + shell_word(report.working_directory));
  std::string variables, options;
  for (const Setting& setting : settings_of(report)) {
    const auto option = std::ranges::find(kOptions, setting.name, &Option::variable);
    if (report.by_pewter_run && option != kOptions.end())
      options += fmt::format(" {}={}", option->name, shell_word(setting.value));
    else
      variables += fmt::format("{}={} ", setting.name, shell_word(setting.value));
  }
  std::string command = variables;
  if (report.by_pewter_run) command += "pewter run" + options + " -- ";
  for (const std::string& argument : report.arguments)
    command += (&argument == &report.arguments.front() ? "" : " ") + shell_word(argument);
  steps.push_back(std::move(command));
  return steps;
}

}  // namespace pewter::report
