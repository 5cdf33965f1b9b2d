// SPDX-License-Identifier: Apache-2.0
// pewter_bench: how fast Pewter is, beside PoCL, lavapipe and what the machine can do. docs/performance.md explains it.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

#include "api/api_case.h"
#include "deliver.h"
#include "limits/limits.h"
#include "options.h"
#include "results/report.h"
#include "run_kernel.h"

namespace pewter::bench {
namespace {

// Before any library starts its threads: the same number for each. Compiled kernels go to caches of this run, so that
// the figures do not depend on what the user's hold.
void set_environment(const Options& options, const std::string& cache) {
  const std::string threads = std::to_string(options.threads);
  for (const char* name : {"PEWTER_THREADS", "POCL_MAX_PTHREAD_COUNT", "LP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"})
    setenv(name, threads.c_str(), 1);
  setenv("PEWTER_CACHE_DIR", (cache + "/pewter").c_str(), 1);
  setenv("POCL_CACHE_DIR", (cache + "/pocl").c_str(), 1);
  setenv("MESA_SHADER_CACHE_DIR", (cache + "/mesa").c_str(), 1);
}

// Google Benchmark's own rule: a leading minus turns the filter round.
Result<Wanted, std::string> wanted_by(std::string filter) {
  if (filter.empty() || filter == "all") filter = ".";
  const bool inverted = filter[0] == '-';
  try {
    const std::regex expression(inverted ? filter.substr(1) : filter);
    return Wanted([=](const std::string& name) { return std::regex_search(name, expression) != inverted; });
  } catch (const std::regex_error& error) {
    return Failure{fmt::format("--benchmark_filter={}: {}", filter, error.what())};
  }
}

bool any_of(const std::vector<std::string>& names, const Wanted& wanted) { return std::ranges::any_of(names, wanted); }

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::vector<std::pair<std::string, std::string>> context_of(const Options& options, const Peers& peers) {
  std::vector<std::pair<std::string, std::string>> context;
  context.emplace_back("processor", fmt::format("{}, {} cores", processor(), std::thread::hardware_concurrency()));
  context.emplace_back("threads of each", std::to_string(options.threads));
  for (const auto& peer : peers.loaded) context.emplace_back(peer->name(), peer->version());
  for (const auto& [name, reason] : peers.absent) context.emplace_back(name, "absent: " + reason);
  const std::string blas = openblas_version();
  context.emplace_back("OpenBLAS", blas.empty() ? "absent" : blas);
  return context;
}

// All that is measured, in order.
struct Suite {
  std::vector<KernelCase> kernels;
  std::vector<ApiCase> api;

  Suite(const Wanted& wanted) {
    for (KernelCase& kernel : all_kernels()) {
      if (any_of(names_of(kernel), wanted)) kernels.push_back(std::move(kernel));
    }
    for (const auto& cases : {encode_cases(), checked_cases(), product_cases(), first_dispatch_cases()}) {
      for (const ApiCase& one : cases) {
        if (wanted(one.name + "/pewter")) api.push_back(one);
      }
    }
  }
};

Row run_api(const ApiCase& one, Collected* collected) {
  Row row;
  row.name = one.name;
  row.unit = one.unit;
  row.work = one.work;
  row.targets = one.targets;
  auto go = one.prepare();
  if (!go) {
    row.pewter.absent = go.error();
    row.pewter.wrong = row.pewter.absent.rfind("wrong", 0) == 0;
    return row;
  }
  const std::string name = one.name + "/pewter";
  row.pewter = measure({{name, *go, 1, one.warm_up}}, collected)[name];
  return row;
}

void list(const Suite& suite, const Wanted& wanted) {
  for (const KernelCase& kernel : suite.kernels) {
    for (const std::string& name : names_of(kernel)) {
      if (wanted(name)) fmt::print("{}\n", name);
    }
  }
  for (const ApiCase& one : suite.api) fmt::print("{}/pewter\n", one.name);
}

Report run(const Options& options, const Suite& suite, const Wanted& wanted, Collected* collected) {
  const Peers peers = load_peers(options.threads);
  Report report{context_of(options, peers), {}};
  for (const auto& [name, value] : report.context) fmt::print("{}: {}\n", name, value);
  const std::size_t count = suite.kernels.size() + suite.api.size();
  const auto announce = [&](const std::string& name) {
    fmt::print("[{:>2}/{}] {:<26} ", report.rows.size() + 1, count, name);
    std::fflush(stdout);
  };
  const auto add = [&](Row row) {
    fmt::print("{}\n", progress_line(row));
    report.rows.push_back(std::move(row));
  };
  for (const KernelCase& kernel : suite.kernels) {
    announce(kernel.name);
    add(run_kernel(kernel, peers, wanted, collected));
  }
  for (const ApiCase& one : suite.api) {
    announce(one.name);
    add(run_api(one, collected));
  }
  return report;
}

int run_all(const Options& options) {
  const auto filter = wanted_by(benchmark::GetBenchmarkFilter());
  if (!filter) {
    fmt::print(stderr, "pewter_bench: {}\n", filter.error());
    return 2;
  }
  const Wanted& wanted = *filter;
  const Suite suite(wanted);
  if (options.list) {
    list(suite, wanted);
    return 0;
  }
  if (suite.kernels.empty() && suite.api.empty()) {
    fmt::print(stderr, "pewter_bench: no benchmark matches {}\n", benchmark::GetBenchmarkFilter());
    return 2;
  }
  Collected collected;
  const Report report = run(options, suite, wanted, &collected);
  return deliver(options, report, collected) ? 0 : 1;
}

}  // namespace
}  // namespace pewter::bench

int main(int argc, char** argv) {
  using namespace pewter::bench;
  auto options = parse_options(argc, argv);
  if (!options) {
    fmt::print(stderr, "pewter_bench: {}\n", options.error());
    return 2;
  }
  if (options->help) {
    fmt::print("{}", kUsage);
    return 0;
  }
  if (!options->checked.empty()) return checked_process(options->checked);
  if (options->first_dispatch) return first_dispatch_process(*options->first_dispatch);

  std::string cache = (std::filesystem::temp_directory_path() / "pewter-bench-XXXXXX").string();
  if (!mkdtemp(cache.data())) {
    std::perror("pewter_bench: no directory for the caches");
    return 1;
  }
  set_environment(*options, cache);
  const int status = run_all(*options);
  benchmark::Shutdown();
  std::error_code ignored;
  std::filesystem::remove_all(cache, ignored);
  return status;
}
