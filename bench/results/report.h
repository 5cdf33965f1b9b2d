// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "results/result.h"

// The forms of a report; each only formats.
namespace pewter::bench {

// The report's columns as text, the same for the terminal and for Markdown.
struct Cells {
  std::vector<std::string> columns;
};
Cells header_cells();
Cells cells_of(const Row& row);

// One line of progress: what was measured, in short.
std::string progress_line(const Row& row);

std::string terminal_table(const Report& report);
std::string markdown_table(const Report& report);
// Why something is missing or wrong, a line each; empty when all was measured.
std::string notes(const Report& report);

// The comparisons, to be put into Google Benchmark's JSON as "comparison".
std::string json(const Report& report, const std::string& google_benchmark_json);

// How many times faster than each peer and than the limit, on a logarithmic axis.
std::string svg(const Report& report);

}  // namespace pewter::bench
