// SPDX-License-Identifier: Apache-2.0
#include "api/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace pewter::bench {
namespace {

std::vector<std::string> environment_with(const std::vector<std::string>& own) {
  std::vector<std::string> variables = own;
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    bool replaced = false;
    for (const std::string& one : own) replaced |= text.starts_with(std::string_view(one).substr(0, one.find('=') + 1));
    if (!replaced) variables.emplace_back(text);
  }
  return variables;
}

}  // namespace

Result<double, std::string> run_child(const std::string& option, const std::vector<std::string>& own) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Failure{fmt::format("no pipe: {}", std::strerror(errno))};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::vector<std::string> variables = environment_with(own);
  std::vector<char*> environment;
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);
  std::string argument = option;
  std::array<char*, 3> arguments = {const_cast<char*>("pewter_bench"), argument.data(), nullptr};
  pid_t child = 0;
  const int fault = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string text;
  char chunk[256];
  for (ssize_t got; fault == 0 && (got = read(ends[0], chunk, sizeof(chunk))) > 0;)
    text.append(chunk, static_cast<std::size_t>(got));
  close(ends[0]);
  if (fault != 0) return Failure{fmt::format("no process: {}", std::strerror(fault))};
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return Failure{"the process failed: " + text};
  return std::atof(text.c_str());
}

}  // namespace pewter::bench
