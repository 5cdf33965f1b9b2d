// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

// What was measured, as plain data: the report's table, JSON and plot are made from it.
namespace pewter::bench {

struct Unit {
  std::string name;  // "GB/s", "us"
  double scale = 1;  // how many of the basic unit (byte, operation, second) one of it is
  bool rate = true;  // true: work per time, more is better; false: time per piece of work, less is better

  double value(double seconds, double work) const { return rate ? work / seconds / scale : seconds / work / scale; }
};

inline const Unit kGigabytes = {"GB/s", 1e9, true};
inline const Unit kGigaflops = {"GFLOP/s", 1e9, true};
inline const Unit kMegapixels = {"Mpix/s", 1e6, true};
inline const Unit kMicroseconds = {"us", 1e-6, false};
inline const Unit kMilliseconds = {"ms", 1e-3, false};

// What the project asks of a benchmark.
struct Target {
  enum class Against { pocl, lavapipe, better_peer, limit, value } against;
  double at_least;  // value: at most, in the benchmark's unit; otherwise a ratio of speeds
  double aim;
};

// Repetitions of one measurement, in seconds for the whole problem.
struct Samples {
  double median = 0, lower_quartile = 0, upper_quartile = 0, minimum = 0, maximum = 0;
  std::size_t count = 0;
};
Samples summarise(std::vector<double> seconds);

struct Entry {
  std::optional<Samples> samples;
  std::string absent;   // why there are none
  bool wrong = false;   // it ran, and the result was not right
  double fraction = 1;  // part of the problem that was run; samples are scaled to the whole
};

// One line of the report.
struct Row {
  std::string name;
  Unit unit;
  double work = 0;
  Entry pewter;
  std::map<std::string, Entry> peers;  // "pocl", "lavapipe": empty for what has no twin
  std::string limit_name;              // "memory", "fma", "openblas", or empty
  Entry limit;
  std::vector<Target> targets;

  // How many times faster Pewter is than that; nothing when one of the two was not measured.
  std::optional<double> ratio_to(const Entry& other) const;
  std::optional<double> ratio_to_better_peer() const;
  // The figure that a target is about, and whether it is reached. A ratio without a peer is neither.
  std::optional<double> figure(const Target& target) const;
  std::optional<bool> met(const Target& target, double bar) const;
};

struct Report {
  std::vector<std::pair<std::string, std::string>> context;  // machine, versions, threads
  std::vector<Row> rows;
};

}  // namespace pewter::bench
