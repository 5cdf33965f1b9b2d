// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

// One file a subcommand: each adds itself, its options and what it does. The action stores the process's exit status:
// 0 good, 1 the work failed, 2 the command line was wrong, 3 Pewter could not be set up.
namespace pewter::tool {

inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kNoSetup = 3;

void add_info(CLI::App& app, int& status);
void add_compile(CLI::App& app, int& status);
void add_run(CLI::App& app, int& status);
void add_repro(CLI::App& app, int& status);
void add_cache(CLI::App& app, int& status);

}  // namespace pewter::tool
