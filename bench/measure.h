// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "results/result.h"
#include "support/result.h"

namespace pewter::bench {

// Something to time. `run` returns the seconds of one go, for `fraction` of the problem.
struct Measurement {
  std::string name;  // benchmark/peer
  std::function<Result<double, std::string>()> run;
  double fraction = 1;
  bool warm_up = true;  // one go before each repetition that does not count
};

// Everything that Google Benchmark reported, in the order of the runs.
struct Collected {
  std::vector<std::vector<benchmark::BenchmarkReporter::Run>> groups;
};

// Times all of them with Google Benchmark, which shuffles their repetitions, so that a noisy second hits every one
// alike. An entry for each name: samples scaled to the whole problem, or what went wrong.
std::map<std::string, Entry> measure(const std::vector<Measurement>& measurements, Collected* collected);

}  // namespace pewter::bench
