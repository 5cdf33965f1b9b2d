// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "commands.h"
#include "repro/progress.h"
#include "scaling/scaling.h"
#include "support/replace_between.h"

namespace pewter::tool {
namespace {

struct Options : scaling::Settings {
  std::vector<std::string> way_names;
  std::string kernel_name = "mps";
  bool as_json = false;
  std::string svg_file, json_file, markdown_file;
};

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (file << text && file.flush()) return true;
  fmt::print(stderr, "pewter bench: {} cannot be written\n", path);
  return false;
}

bool write_into_page(const std::string& path, const scaling::Report& report) {
  const char* const what = report.settings.batch > 1 ? "scaling of batches" : "scaling";
  const std::string problem = replace_between(path, fmt::format("<!-- {}: begin -->\n", what),
                                              fmt::format("<!-- {}: end -->", what), scaling::markdown(report));
  if (!problem.empty()) fmt::print(stderr, "pewter bench: {}\n", problem);
  return problem.empty();
}

int run(Options options) {
  if (!options.way_names.empty()) {
    options.ways.clear();
    for (scaling::Way way : scaling::kWays)
      if (std::ranges::find(options.way_names, scaling::name_of(way)) != options.way_names.end())
        options.ways.push_back(way);
  }
  options.kernel = options.kernel_name == "mps" ? repro::Kernel::mps : repro::Kernel::msl;
  options.slices = std::min(options.slices, options.products);
  std::string setup_error;
  scaling::Report report;
  {
    std::unique_ptr<repro::Progress> progress;
    report = scaling::measure(
        options,
        [&](std::size_t, std::size_t total) {
          if (!progress) progress = std::make_unique<repro::Progress>("slices", total, options.as_json);
          progress->step();
        },
        &setup_error);
  }
  if (!setup_error.empty()) {
    fmt::print(stderr, "pewter bench: {}\n", setup_error);
    return kNoSetup;
  }
  fmt::print("{}", options.as_json ? scaling::json(report) : scaling::table(report));
  bool good = std::ranges::all_of(report.cells, [](const scaling::Cell& cell) { return cell.problem.empty(); });
  if (!options.json_file.empty()) good &= write(options.json_file, scaling::json(report));
  if (!options.svg_file.empty()) good &= write(options.svg_file, scaling::svg(report));
  if (!options.markdown_file.empty()) good &= write_into_page(options.markdown_file, report);
  return good ? 0 : kFailed;
}

}  // namespace

void add_bench(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* bench = app.add_subcommand("bench", "Measure how programs that use Metal from many threads scale");
  bench->require_subcommand(1);
  CLI::App* command = bench->add_subcommand(
      "scaling", "Matrix products of 1 to 16 threads, by the way in which the threads share Metal");
  std::vector<std::string> names;
  for (scaling::Way way : scaling::kWays) names.emplace_back(scaling::name_of(way));
  command->add_option("--threads", options->threads, "Numbers of threads")
      ->delimiter(',')
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--sizes", options->sizes, "Rows and columns of the matrices")
      ->delimiter(',')
      ->check(CLI::Range(1, 8192))
      ->capture_default_str();
  command->add_option("--ways", options->way_names, "How the threads share Metal; all, if not given")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  command
      ->add_option("--kernel", options->kernel_name,
                   "mps: MPSNDArrayMatrixMultiplication; msl: a kernel in Metal's language")
      ->check(CLI::IsMember({"mps", "msl"}))
      ->capture_default_str();
  command->add_option("--products", options->products, "Products a thread, for each size and way")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--batch", options->batch, "Products by one command, in ways without a lock")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--slices", options->slices, "Runs that these are spread over; the ways take turns")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of the matrices' contents and of the order of the runs")
      ->capture_default_str();
  command->add_flag("--json", options->as_json, "Report as JSON on standard output");
  command->add_option("--json-file", options->json_file, "Write that to a file as well");
  command->add_option("--svg", options->svg_file, "Write a plot to a file");
  command->add_option("--markdown", options->markdown_file,
                      "Write the table into a page, between its lines <!-- scaling: begin --> and end");
  command->callback([options, &invocation] { invocation.status = run(*options); });
}

}  // namespace pewter::tool
