// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/core.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"
#include "paths.h"

namespace pewter::tool {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int kNotFound = 127;

constexpr const char* kExplanation = R"(What 'pewter cmake' changes for the project:

  system      after project(): APPLE, CMAKE_SYSTEM_NAME and CMAKE_HOST_SYSTEM_NAME say Darwin, the processor arm64
              (-DPEWTER_SYSTEM_PROCESSOR=... says another). CMake itself builds for this Linux machine: file names,
              libraries and programs are Linux's. Compilers do not define __APPLE__: the C library is not Apple's.
  compilers   clang and clang++ take Apple's command lines: {tools}
              -framework X is found in libpewter.so or is an error; options of Apple's linker become those of an ELF linker;
              what only speaks of Apple's systems is left out. libc++ unless -stdlib= says otherwise.
              __builtin_available answers for macOS 15.5, the version that sw_vers and xcrun tell.
  headers     Metal, Foundation, QuartzCore, MetalPerformanceShaders, and what Linux can answer for of sys/sysctl.h, mach/,
              dispatch/, TargetConditionals.h and Availability.h: {include}, before the project's own.
  libraries   find_library(Metal) and its kin: {libraries}
  commands    xcrun, metal, metallib, sw_vers and zsh -c are in the PATH of the configuration and of the build's commands.

'pewter cmake --explain ...' with arguments also lists what of this the run made use of.
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

fs::path tools() { return stand_in_directory() / "macos"; }

// Whether the arguments configure a project, rather than build, install or run scripts.
bool configures(const Words& arguments) {
  constexpr std::array kOther = {"--build",
                                 "--install",
                                 "--open",
                                 "-E",
                                 "-P",
                                 "-N",
                                 "--find-package",
                                 "--workflow",
                                 "--version",
                                 "--system-information",
                                 "--list-presets"};
  return std::none_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return std::find(kOther.begin(), kOther.end(), argument) != kOther.end() || argument.starts_with("--help") ||
           argument.starts_with("--list-presets=");
  });
}

// The command line of cmake itself. The project's own toolchain file and include come along with ours.
Words command_line(const Words& arguments) {
  Words words{"cmake"};
  if (!configures(arguments)) {
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
  }
  const fs::path files = library_directory() / "cmake" / "Pewter" / "macos";
  words.push_back("-DCMAKE_TOOLCHAIN_FILE=" + (files / "toolchain.cmake").string());
  const auto moved = [&](const std::string& definition, std::string_view name, const char* to) {
    if (!definition.starts_with(name)) return false;
    const auto value = definition.substr(name.size());
    if (!value.starts_with('=') && !value.starts_with(':')) return false;
    words.push_back(fmt::format("-D{}={}", to, value.substr(value.find('=') + 1)));
    return true;
  };
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    std::string argument = arguments[at];
    if (argument == "-D" && at + 1 < arguments.size()) argument += arguments[++at];
    if (argument == "--toolchain" && at + 1 < arguments.size()) argument = "-DCMAKE_TOOLCHAIN_FILE=" + arguments[++at];
    if (moved(argument, "-DCMAKE_TOOLCHAIN_FILE", "PEWTER_CHAINLOAD_TOOLCHAIN_FILE")) continue;
    if (moved(argument, "-DCMAKE_PROJECT_INCLUDE", "PEWTER_USER_PROJECT_INCLUDE")) continue;
    words.push_back(argument);
  }
  return words;
}

void set_environment() {
  const char* old = std::getenv("PATH");
  const std::string path = fmt::format("{}:{}:{}", tools().string(), stand_in_directory().string(),
                                       old && *old ? old : "/usr/local/bin:/usr/bin:/bin");
  setenv("PATH", path.c_str(), 1);
}

[[noreturn]] void become(const Words& words) {
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  fmt::print(stderr, "pewter cmake: {}: {}\n", words[0], strerror(errno));
  _exit(kNotFound);
}

std::string explanation() {
  auto text = replaced(kExplanation, "{tools}", tools().string());
  text = replaced(text, "{include}", (executable().parent_path().parent_path() / PEWTER_INCLUDEDIR).string());
  return replaced(text, "{libraries}", library_directory().string());
}

// Each line once, in the order of their first appearance, with how often it was there.
void print_log(const fs::path& path) {
  Words lines;
  std::map<std::string, int> count;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (count[line]++ == 0) lines.push_back(line);
  }
  if (lines.empty()) fmt::print("Nothing of this was made use of.\n");
  for (const auto& line : lines) {
    const int times = count[line];
    fmt::print("  {}{}\n", line, times > 1 ? fmt::format(" [{} times]", times) : "");
  }
}

int explain(const Words& arguments) {
  fmt::print("{}", explanation());
  if (arguments.empty()) return 0;

  std::string name = (fs::temp_directory_path() / "pewter-cmake-XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) {
    fmt::print(stderr, "pewter cmake: {}: {}\n", name, strerror(errno));
    return kFailed;
  }
  close(file);
  setenv("PEWTER_EXPLAIN_LOG", name.c_str(), 1);
  const Words words = command_line(arguments);
  std::string line;
  for (const auto& word : words) line += " " + word;
  fmt::print("\nThe command:\n {}\n\n", line);
  std::fflush(stdout);

  const pid_t child = fork();
  if (child == 0) become(words);
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  fmt::print("\nWhat was made use of:\n");
  print_log(name);
  unlink(name.c_str());
  if (child < 0) return kFailed;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

bool is_own_option_of_cmake(std::string_view argument) {
  return argument == "--explain" || argument == "--help" || argument == "-h";
}

void add_cmake(CLI::App& app, Invocation& invocation) {
  auto wants_explanation = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("cmake", "Configure a CMake project made for Metal on macOS, as it is, on Linux");
  command->add_flag("--explain", *wants_explanation, "Say what is changed for the project, and what it made use of");
  command->footer(
      "After that: arguments for cmake(1), as in 'pewter cmake -S . -B build -G Ninja' and 'pewter cmake --build "
      "build'.");
  command->callback([wants_explanation, &invocation] {
    const Words arguments = invocation.after_dashes.value_or(Words{});
    if (*wants_explanation) {
      set_environment();
      invocation.status = explain(arguments);
      return;
    }
    if (arguments.empty()) throw CLI::ValidationError("cmake", "needs arguments, as cmake(1) does");
    set_environment();
    become(command_line(arguments));
  });
}

}  // namespace pewter::tool
