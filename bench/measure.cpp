// SPDX-License-Identifier: Apache-2.0
#include "measure.h"

#include <chrono>
#include <thread>

#include "support/rest.h"

namespace pewter::bench {
namespace {

// Threads that spin for the next piece of work, as those of OpenBLAS do, are asleep by then mostly; the rest is waited
// for.
constexpr auto kSettle = std::chrono::milliseconds(30), kMostSettling = std::chrono::milliseconds(500);

// Keeps what Google Benchmark reports and prints nothing.
class Collector final : public benchmark::BenchmarkReporter {
 public:
  explicit Collector(Collected* collected) : collected_(*collected) {}

  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    collected_.groups.push_back(runs);
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const std::string& name = run.run_name.function_name;
      if (run.error_occurred)
        errors[name] = run.error_message;
      else
        seconds[name].push_back(run.real_accumulated_time / static_cast<double>(run.iterations));
    }
  }

  std::map<std::string, std::vector<double>> seconds;
  std::map<std::string, std::string> errors;

 private:
  Collected& collected_;
};

void repetition(benchmark::State& state, const Measurement& measurement) {
  std::this_thread::sleep_for(kSettle);
  wait_for_rest(kMostSettling);
  if (measurement.warm_up) {
    if (auto warm = measurement.run(); !warm) {
      state.SkipWithError(warm.error().c_str());
      return;
    }
  }
  for (auto _ : state) {
    const auto seconds = measurement.run();
    if (!seconds) {
      state.SkipWithError(seconds.error().c_str());
      return;
    }
    state.SetIterationTime(*seconds);
  }
  state.counters["part_of_problem"] = measurement.fraction;
}

}  // namespace

std::map<std::string, Entry> measure(const std::vector<Measurement>& measurements, Collected* collected) {
  if (measurements.empty()) return {};
  benchmark::ClearRegisteredBenchmarks();
  for (const Measurement& measurement : measurements) {
    benchmark::RegisterBenchmark(measurement.name.c_str(),
                                 [&measurement](benchmark::State& state) { repetition(state, measurement); })
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
  }
  Collector collector(collected);
  benchmark::RunSpecifiedBenchmarks(&collector, ".");

  std::map<std::string, Entry> entries;
  for (const Measurement& measurement : measurements) {
    Entry& entry = entries[measurement.name];
    entry.fraction = measurement.fraction;
    if (const auto error = collector.errors.find(measurement.name); error != collector.errors.end()) {
      entry.absent = error->second;
      continue;
    }
    std::vector<double> seconds = collector.seconds[measurement.name];
    for (double& value : seconds) value /= measurement.fraction;
    entry.samples = summarise(std::move(seconds));
  }
  return entries;
}

}  // namespace pewter::bench
