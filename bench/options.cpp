// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace pewter::bench {
namespace {

// The text after `name`=, when the argument is that option.
bool value_of(std::string_view argument, std::string_view name, std::string& value) {
  if (!argument.starts_with(name) || argument.substr(name.size(), 1) != "=") return false;
  value = argument.substr(name.size() + 1);
  return true;
}

Result<unsigned, std::string> thread_count(const std::string& text) {
  unsigned count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || count == 0 || count > 1024)
    return Failure{fmt::format("--threads={}: must be a number from 1 to 1024", text)};
  return count;
}

}  // namespace

Result<Options, std::string> parse_options(int argc, char** argv) {
  Options options;
  // Ours first: what the user gives comes later and counts.
  static std::string defaults[] = {"--benchmark_repetitions=9", "--benchmark_min_time=0.1",
                                   "--benchmark_enable_random_interleaving=true"};
  std::vector<char*> rest = {argv[0]};
  for (std::string& argument : defaults) rest.push_back(argument.data());
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    std::string value;
    if (value_of(argument, "--json", options.json) || value_of(argument, "--benchmark_out", options.json) ||
        value_of(argument, "--svg", options.svg) || value_of(argument, "--benchmark_out_format", value)) {
      if (!value.empty() && value != "json") return Failure{fmt::format("{}: only json", argument)};
    } else if (value_of(argument, "--markdown", options.markdown_file) || argument == "--markdown") {
      options.markdown = true;
    } else if (value_of(argument, "--threads", value)) {
      auto threads = thread_count(value);
      if (!threads) return Failure{threads.error()};
      options.threads = *threads;
    } else if (argument == "--benchmark_list_tests" || argument == "--benchmark_list_tests=true") {
      options.list = true;
    } else if (value_of(argument, "--checked", value)) {
      options.checked = value;
    } else if (value_of(argument, "--first-dispatch", value)) {
      options.first_dispatch = static_cast<unsigned>(std::strtoul(value.c_str(), nullptr, 10));
    } else if (argument == "--help") {
      options.help = true;
    } else {
      rest.push_back(argv[i]);
    }
  }
  int count = static_cast<int>(rest.size());
  rest.push_back(nullptr);
  benchmark::Initialize(&count, rest.data());
  if (count > 1) return Failure{fmt::format("{}: there is no such option; see --help", rest[1])};
  return options;
}

}  // namespace pewter::bench
