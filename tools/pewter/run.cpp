// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <string.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "commands.h"
#include "paths.h"

namespace pewter::tool {
namespace {

// As env(1) and the shells have it.
constexpr int kCannotExecute = 126;
constexpr int kNotFound = 127;

struct Options {
  std::string executor, cache_dir, log, coalesce;
  std::string check, record, report_dir, suppressions, baseline;
  std::vector<std::pair<const char*, std::string>> reports;  // format, file
  int threads = -1;
  double timeout = -1;
  bool macos_tools = false, print = false;
  std::vector<std::string> program;
};

void prepend(const char* variable, const std::string& path) {
  const char* old = std::getenv(variable);
  setenv(variable, old && *old ? (path + ":" + old).c_str() : path.c_str(), 1);
}

void set_if(const char* variable, const std::string& value) {
  if (!value.empty()) setenv(variable, value.c_str(), 1);
}

// The program and what it starts may work in other directories.
std::string absolute(const std::string& path) {
  std::error_code failed;
  const auto result = std::filesystem::absolute(path, failed);
  return path.empty() || failed ? path : result.lexically_normal().string();
}

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// As the library itself reads the environment.
bool is_checked() {
  if (const auto mode = variable("PEWTER_CHECK"); !mode.empty()) return mode != "off";
  const auto layer = variable("MTL_DEBUG_LAYER"), warnings = variable("MTL_DEBUG_LAYER_WARNING_MODE");
  return !layer.empty() && layer != "0" &&
         (variable("MTL_DEBUG_LAYER_ERROR_MODE") != "ignore" || warnings == "nslog" || warnings == "assert");
}

// GCC's AddressSanitizer is a library that wants to be the first of all, and ends the program where a preloaded one
// comes before. This one has no allocator and calls on to whatever comes next, so nothing is lost.
void let_come_before_address_sanitizer() {
  const std::string_view old = variable("ASAN_OPTIONS");
  if (old.find("verify_asan_link_order") != old.npos) return;  // the user has said what it is to be
  setenv("ASAN_OPTIONS", (std::string(old) + (old.empty() ? "" : ":") + "verify_asan_link_order=0").c_str(), 1);
}

void set_checking(const Options& options) {
  std::string reports;
  for (const auto& [format, file] : options.reports)
    reports += (reports.empty() ? "" : ";") + std::string(format) + ":" + absolute(file);
  set_if("PEWTER_REPORT", reports);
  set_if("PEWTER_RECORD", absolute(options.record));
  set_if("PEWTER_REPORT_DIR", absolute(options.report_dir));
  set_if("PEWTER_SUPPRESSIONS", absolute(options.suppressions));
  set_if("PEWTER_BASELINE", absolute(options.baseline));
  set_if("PEWTER_CHECK", options.check);
  // Who asks for a report wants one.
  if (options.check.empty() && (!reports.empty() || !options.report_dir.empty() || !options.record.empty()) &&
      !is_checked())
    setenv("PEWTER_CHECK", "report", 1);

  if (!is_checked()) return;
  // Tells the checker how the program's threads order each other. A sanitizer build has none. The loader takes spaces
  // in LD_PRELOAD for separators; then it looks the name up in LD_LIBRARY_PATH.
  const auto preload = library_directory() / "libpewter-preload.so";
  if (!std::filesystem::exists(preload)) return;
  const std::string path = preload.string();
  prepend("LD_PRELOAD", path.find(' ') == path.npos ? path : preload.filename().string());
  let_come_before_address_sanitizer();
}

// For programs built with ThreadSanitizer: what our own libraries do is not theirs.
void set_thread_sanitizer() {
  const auto file = library_directory() / "pewter" / "thread-sanitizer.supp";
  const auto given = variable("TSAN_OPTIONS");
  if (given.find("suppressions=") != given.npos || !std::filesystem::exists(file)) return;
  const std::string text = fmt::format("{}{}suppressions='{}'", given, given.empty() ? "" : ":", file.string());
  setenv("TSAN_OPTIONS", text.c_str(), 1);
}

int run(const Options& options) {
  prepend("LD_LIBRARY_PATH", library_directory().string());
  prepend("PATH", stand_in_directory().string());
  if (options.macos_tools) prepend("PATH", (stand_in_directory() / "macos").string());
  set_if("PEWTER_EXECUTOR", options.executor);
  set_if("PEWTER_CACHE_DIR", options.cache_dir);
  set_if("PEWTER_LOG", options.log);
  set_if("PEWTER_COALESCE", options.coalesce);
  if (options.threads >= 0) setenv("PEWTER_THREADS", std::to_string(options.threads).c_str(), 1);
  if (options.timeout >= 0) setenv("PEWTER_KERNEL_TIMEOUT", fmt::format("{}", options.timeout).c_str(), 1);

  set_checking(options);
  set_thread_sanitizer();

  if (options.print) {
    for (char** entry = environ; *entry; ++entry) {
      const std::string_view text = *entry;
      if (text.starts_with("PEWTER_") || text.starts_with("LD_LIBRARY_PATH=") || text.starts_with("LD_PRELOAD=") ||
          text.starts_with("ASAN_OPTIONS=") || text.starts_with("TSAN_OPTIONS=") || text.starts_with("PATH="))
        fmt::print("{}\n", text);
    }
    return 0;
  }
  if (options.program.empty()) {
    fmt::print(stderr, "pewter run: no program; try 'pewter run -- ./program arguments'\n");
    return kUsage;
  }

  // exec, not a child: exit status, signals and the terminal are the program's own.
  std::vector<char*> argv;
  for (const auto& argument : options.program) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  const int error = errno;
  fmt::print(stderr, "pewter run: {}: {}\n", argv[0], strerror(error));
  return error == ENOENT ? kNotFound : kCannotExecute;
}

}  // namespace

void add_run(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("run", "Run a program that uses Metal, with Pewter's libraries and tools in its way");
  command->add_option("--executor", options->executor, "What runs kernels: cpu, reference or null")
      ->check(CLI::IsMember({"cpu", "reference", "null"}));
  command->add_option("--threads", options->threads, "Cores that kernels use; 0: all")->check(CLI::Range(0, 4096));
  command
      ->add_option("--timeout", options->timeout, "Seconds after which a kernel without progress is stopped; 0: never")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--coalesce", options->coalesce, "Whether adjacent compute encoders become one pass: 0 or 1")
      ->check(CLI::IsMember({"0", "1"}));
  command->add_option("--cache-dir", options->cache_dir, "Directory of compiled kernels");
  command->add_option("--log", options->log, "What Pewter says on standard error")
      ->check(CLI::IsMember({"error", "warning", "info", "debug"}));
  command
      ->add_option("--check", options->check,
                   "What becomes of misuse: off, report (go on), abort (end at the first), serialise (make it safe)")
      ->check(CLI::IsMember({"off", "report", "abort", "serialise"}));
  command->add_option("--report-dir", options->report_dir, "Directory for a report of each process with findings");
  for (const char* format : {"crash", "html", "json", "sarif", "junit", "trace", "ips"}) {
    command
        ->add_option_function<std::string>(
            std::string("--") + format,
            [options, format](const std::string& file) { options->reports.emplace_back(format, file); },
            std::string("Write the report as ") + format + " to this file; %p in its name: the process's number")
        ->type_name("FILE")
        ->check([](const std::string& file) { return file.find(';') == file.npos ? "" : "a ';' in its name"; });
  }
  command
      ->add_option(
          "--record", options->record,
          "Write what the checker is told to this file, for 'pewter report'; %p in its name: the process's number")
      ->type_name("FILE");
  command->add_option("--suppressions", options->suppressions, "File of findings that are not to be reported")
      ->check(CLI::ExistingFile);
  command->add_option("--baseline", options->baseline, "Report whose findings are known")->check(CLI::ExistingFile);
  command->add_flag("--macos-tools", options->macos_tools,
                    "Also put in its PATH what 'pewter cmake' builds with: clang, cc, g++, zsh and so on as on a Mac");
  command->add_flag("--print", options->print, "Print the environment instead of running anything");
  // From the first word that is no option of ours on, everything is the program's, its options too.
  command->prefix_command()->footer(
      "After the options: the program and its arguments, with or without '--' before them.");
  command->callback([options, command, &invocation] {
    auto& program = options->program;
    program = command->remaining();
    if (!program.empty() && program.front().starts_with('-')) {
      throw CLI::ExtrasError(program);
    }
    if (const auto& rest = invocation.after_dashes) {
      if (!program.empty()) program.push_back("--");  // the program's own
      program.insert(program.end(), rest->begin(), rest->end());
    }
    invocation.status = run(*options);
  });
}

}  // namespace pewter::tool
