// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "support/result.h"

namespace pewter::bench {

inline constexpr const char* kUsage =
    "pewter_bench [options]: how fast Pewter is, beside PoCL, lavapipe and what the machine can do\n"
    "  --threads=N                    threads of each peer (2)\n"
    "  --json=FILE, --benchmark_out=FILE   Google Benchmark's JSON with the comparisons\n"
    "  --svg=FILE                     a plot of the ratios\n"
    "  --markdown[=FILE]              the table in Markdown; with a file, between its markers\n"
    "  --benchmark_filter=REGEX       names are benchmark/peer; a leading - leaves out what matches\n"
    "  --benchmark_list_tests         the names\n"
    "  --benchmark_repetitions=N      (9), --benchmark_min_time=SECONDS of each repetition (0.1)\n";

struct Options {
  unsigned threads = 2;
  std::string json, svg, markdown_file;
  bool markdown = false, list = false, help = false;
  std::string checked;                     // this process is one of checked_cases()
  std::optional<unsigned> first_dispatch;  // this process is one of first_dispatch_cases()
};

// Takes Pewter's own options and gives Google Benchmark the rest. The error is a sentence for the user.
Result<Options, std::string> parse_options(int argc, char** argv);

}  // namespace pewter::bench
