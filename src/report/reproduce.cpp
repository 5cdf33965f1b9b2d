// SPDX-License-Identifier: Apache-2.0
#include "report/reproduce.h"

#include "report/text.h"

namespace pewter::report {
namespace {

// What a shell takes as a variable, and nothing that it would run.
bool is_name(std::string_view text) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  return !text.empty() && (text[0] < '0' || text[0] > '9') &&
         text.find_first_not_of(kCharacters) == std::string_view::npos;
}

}  // namespace

std::vector<std::string> steps_to_reproduce(const Report& report) {
  std::vector<std::string> steps;
  if (report.arguments.empty()) return steps;
  if (!report.working_directory.empty()) steps.push_back("cd " + shell_word(report.working_directory));
  std::string command;
  for (const std::string& setting : report.settings) {
    const std::size_t equals = setting.find('=');
    if (equals != std::string::npos && is_name(setting.substr(0, equals)))
      command += setting.substr(0, equals + 1) + shell_word(setting.substr(equals + 1)) + " ";
  }
  for (const std::string& argument : report.arguments)
    command += (&argument == &report.arguments.front() ? "" : " ") + shell_word(argument);
  steps.push_back(std::move(command));
  return steps;
}

}  // namespace pewter::report
