// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// One file a subcommand: each adds itself, its options and what it does.
namespace pewter::tool {

// Exit statuses, besides 0.
inline constexpr int kFailed = 1;   // the work failed
inline constexpr int kUsage = 2;    // the command line was wrong
inline constexpr int kNoSetup = 3;  // no device, no compiler
inline constexpr int kFindings = 66;  // asked to check, and there were findings

struct Invocation {
  int status = 0;  // the process's exit status, set by the subcommand's action
  // Arguments of another program: for `run` what stood after the first '--', for `cmake` all from the first that is none of
  // its own options. CLI11 would not keep them apart from the command's own.
  std::optional<std::vector<std::string>> after_dashes;
};

void add_info(CLI::App& app, Invocation& invocation);
void add_compile(CLI::App& app, Invocation& invocation);
void add_run(CLI::App& app, Invocation& invocation);
void add_cmake(CLI::App& app, Invocation& invocation);
bool is_own_option_of_cmake(std::string_view argument);
void add_repro(CLI::App& app, Invocation& invocation);
void add_explain(CLI::App& app, Invocation& invocation);
void add_report(CLI::App& app, Invocation& invocation);
void add_bench(CLI::App& app, Invocation& invocation);
void add_cache(CLI::App& app, Invocation& invocation);

}  // namespace pewter::tool
