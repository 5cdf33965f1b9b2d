// SPDX-License-Identifier: Apache-2.0
// What each format makes of each case of src/report/testing, compared with golden/<case>.<format>.
//   report_golden --renew DIRECTORY    writes the files anew: read the diff before you commit it
//   report_golden --render DIRECTORY   writes every format of every case, and of a long run, for the other tests here
#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "report/html/resources.h"
#include "report/renderer.h"
#include "report/terminal.h"
#include "report/testing/cases.h"

namespace {

using namespace pewter::report;
namespace fs = std::filesystem;

std::optional<std::string> read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The page without what is the same in every page: a change of the style is not a change of 6 files.
std::string without_resources(std::string page) {
  for (const std::string_view resource : {html::kPageCss, html::kChartJs, html::kPageJs}) {
    const std::size_t at = page.find(resource);
    if (at != std::string::npos) page.replace(at, resource.size(), "...\n");
  }
  return page;
}

std::string terminal(const Report& report) {
  const Lookup lookup(report);
  std::string text;
  for (const auto& finding : report.findings) text += brief(lookup, finding);
  return text;
}

void show_difference(const fs::path& golden, const std::string& found) {
  const fs::path actual = fs::temp_directory_path() / fmt::format("pewter-{}-{}", getpid(), golden.filename().string());
  std::ofstream(actual, std::ios::binary) << found;
  const std::string command = fmt::format("diff -u '{}' '{}' | head -60", golden.string(), actual.string());
  std::fflush(stdout);
  if (std::system(command.c_str()) != 0) fmt::print("(no diff)\n");
  fs::remove(actual);
}

int render(const fs::path& directory) {
  std::vector<testing::Case> all = testing::cases();
  all.push_back({"busy", testing::busy(6, 16, SOURCE_DIRECTORY)});
  for (const testing::Case& one : all)
    for (const Renderer& renderer : renderers())
      std::ofstream(directory / fmt::format("{}{}", one.name, renderer.extension), std::ios::binary)
          << renderer.render(one.report);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--render") return render(argv[2]);
  const bool renew = argc == 3 && std::string_view(argv[1]) == "--renew";
  if (!renew && argc != 2) {
    fmt::print(stderr, "usage: {} [--renew] DIRECTORY\n", argv[0]);
    return 2;
  }
  const fs::path directory = argv[argc - 1];
  int compared = 0, different = 0;
  const auto check = [&](std::string_view name, std::string_view format, const std::string& found) {
    const fs::path golden = directory / fmt::format("{}.{}", name, format);
    ++compared;
    if (renew) {
      std::ofstream(golden, std::ios::binary) << found;
      return;
    }
    if (read(golden) == found) return;
    ++different;
    fmt::print("{} is not what is rendered now:\n", golden.string());
    show_difference(golden, found);
  };
  for (const testing::Case& one : testing::cases()) {
    for (const Renderer& renderer : renderers())
      check(one.name, renderer.name, without_resources(renderer.render(one.report)));
    if (!one.report.findings.empty()) check(one.name, "terminal", terminal(one.report));
  }
  fmt::print("{} files, {} different\n", compared, different);
  if (different) fmt::print("If the new ones are right: {} --renew {}\n", argv[0], directory.string());
  return different ? 1 : 0;
}
