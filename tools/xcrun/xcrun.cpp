// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "stand_ins.h"

namespace pewter::stand_ins {
namespace {

namespace fs = std::filesystem;

constexpr int kNoTool = 72;  // xcrun's own status for a tool that is not there

struct Command {
  const char* name;
  int (*run)(Arguments);
};
constexpr std::array kCommands = {Command{"metal", metal}, Command{"metallib", metallib}, Command{"sw_vers", sw_vers},
                                  Command{"xcrun", xcrun}};

fs::path own_directory() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

// Where Pewter is installed: what stands for the SDK.
fs::path prefix() { return own_directory().parent_path().parent_path(); }

std::optional<fs::path> find_in_path(const std::string& tool) {
  std::string rest = std::getenv("PATH") ? std::getenv("PATH") : "/usr/bin:/bin";
  for (std::size_t begin = 0; begin <= rest.size();) {
    const std::size_t end = std::min(rest.find(':', begin), rest.size());
    const fs::path candidate = fs::path(rest.substr(begin, end - begin)) / tool;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    begin = end + 1;
  }
  return std::nullopt;
}

const Command* find_command(const std::string& tool) {
  for (const auto& command : kCommands) {
    if (tool == command.name) return &command;
  }
  return nullptr;
}

int no_tool(const std::string& tool) {
  fmt::print(stderr, "xcrun: error: unable to find utility \"{}\", not a developer tool or in PATH\n", tool);
  return kNoTool;
}

int find(const std::string& tool) {
  if (find_command(tool)) {
    fmt::print("{}\n", (own_directory() / tool).string());
    return 0;
  }
  const auto path = find_in_path(tool);
  if (!path) return no_tool(tool);
  fmt::print("{}\n", path->string());
  return 0;
}

int run(const std::string& tool, Arguments arguments) {
  if (const Command* command = find_command(tool)) return command->run(arguments);
  // clang, git, python3, ...: whatever the system has under that name.
  std::vector<char*> argv{const_cast<char*>(tool.c_str())};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  if (errno == ENOENT) return no_tool(tool);
  fmt::print(stderr, "xcrun: error: {}: {}\n", tool, strerror(errno));
  return 1;
}

// Answers to --show-...; nothing for other words.
std::optional<std::string> answer(const std::string& question) {
  if (question == "show-sdk-version" || question == "show-sdk-platform-version") return kSdkVersion;
  if (question == "show-sdk-build-version") return kSystemBuild;
  if (question == "show-sdk-path" || question == "show-sdk-platform-path" || question == "show-toolchain-path")
    return prefix().string();
  if (question == "version") return fmt::format("xcrun (Pewter) {}", PEWTER_VERSION);
  return std::nullopt;
}

}  // namespace

int xcrun(Arguments arguments) {
  bool only_find = false;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& argument = arguments[at];
    if (!argument.starts_with('-')) {
      return only_find ? find(argument) : run(argument, arguments.subspan(at + 1));
    }
    // One dash or two, as xcrun takes them.
    const std::string name = argument.substr(argument.starts_with("--") ? 2 : 1);
    if (const auto text = answer(name)) {
      fmt::print("{}\n", *text);
      return 0;
    }
    if (name == "sdk" || name == "toolchain") {
      if (++at == arguments.size()) {
        fmt::print(stderr, "xcrun: error: {} requires an argument\n", argument);
        return 64;
      }
    } else if (name == "f" || name == "find") {
      only_find = true;
    } else if (name != "r" && name != "run" && name != "l" && name != "log" && name != "v" && name != "verbose" &&
               name != "n" && name != "no-cache" && name != "k" && name != "kill-cache") {
      fmt::print(stderr, "xcrun: error: unknown option '{}'\n", argument);
      return 64;
    }
  }
  fmt::print(
      stderr,
      "usage: xcrun [-sdk name] [-find] tool [argument ...] | [-sdk name] --show-sdk-version | --show-sdk-path\n");
  return 64;
}

}  // namespace pewter::stand_ins
