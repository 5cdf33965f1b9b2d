// SPDX-License-Identifier: Apache-2.0
#include "deliver.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "results/report.h"
#include "support/replace_between.h"

namespace pewter::bench {
namespace {

std::string google_benchmark_json(const Collected& collected) {
  std::ostringstream out;
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&out);
  reporter.SetErrorStream(&out);
  reporter.ReportContext(benchmark::BenchmarkReporter::Context());
  for (const auto& runs : collected.groups) reporter.ReportRuns(runs);
  reporter.Finalize();
  return out.str();
}

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) fmt::print(stderr, "pewter_bench: cannot write {}\n", path);
  return static_cast<bool>(file);
}

// Puts the table between the two markers of the document.
bool replace_table(const std::string& path, const std::string& table) {
  const std::string problem = replace_between(path, "<!-- figures: begin -->\n", "<!-- figures: end -->", table);
  if (!problem.empty()) fmt::print(stderr, "pewter_bench: {}\n", problem);
  return problem.empty();
}

}  // namespace

bool deliver(const Options& options, const Report& report, const Collected& collected) {
  fmt::print("\n{}{}", terminal_table(report), notes(report));
  bool good = true;
  if (!options.json.empty()) good &= write(options.json, json(report, google_benchmark_json(collected)));
  if (!options.svg.empty()) good &= write(options.svg, svg(report));
  if (options.markdown) {
    if (options.markdown_file.empty())
      fmt::print("\n{}", markdown_table(report));
    else
      good &= replace_table(options.markdown_file, markdown_table(report));
  }
  for (const Row& row : report.rows) {
    good &= row.pewter.absent.empty();  // not asked for is good, wrong or not to be run is not
    for (const auto& [name, entry] : row.peers) good &= !entry.wrong;
  }
  return good;
}

}  // namespace pewter::bench
