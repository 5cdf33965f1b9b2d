// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repro/matmul.h"

// How matrix products of many threads scale, by the way in which the threads share Metal. Written against the public
// headers only, as any Metal program is.
namespace pewter::scaling {

// From what frameworks did to what Metal asks for.
enum class Way : std::uint8_t {
  lock_all,     // one queue, one lock around encoding, commit and wait
  lock_encode,  // one queue, one lock around encoding and commit; each thread waits for its own
  own_buffers,  // one queue, no lock: a command buffer of its own for each product
  own_queues,   // a queue for each thread
};
inline constexpr Way kWays[] = {Way::lock_all, Way::lock_encode, Way::own_buffers, Way::own_queues};
std::string_view name_of(Way way);         // "lock-all"
std::string_view description_of(Way way);  // one line

struct Settings {
  std::vector<unsigned> threads = {1, 2, 4, 8, 16};
  std::vector<std::uint32_t> sizes = {256, 512, 1024};  // rows and columns
  std::vector<Way> ways{std::begin(kWays), std::end(kWays)};
  unsigned products = 100;  // a thread, of each size and way
  unsigned batch = 1;       // products a command, in ways without a lock
  unsigned slices = 4;      // runs that these are spread over; those of different ways take turns
  std::uint64_t seed = 1;
  repro::Kernel kernel = repro::Kernel::mps;
};

// Rates over the slices, in products a second of all threads together.
struct Rates {
  double median = 0, lowest = 0, highest = 0;
};
Rates summarise(std::vector<double> rates);

struct Cell {
  Way way{};
  std::uint32_t size = 0;
  unsigned threads = 0;
  Rates rates;
  std::string problem;  // not empty: it failed, or a product was wrong
};

// What the machine can do: the better library alone with all cores, one product after the other.
struct Best {
  std::uint32_t size = 0;
  std::string library;
  Rates rates;
};

struct Report {
  std::string device;
  std::vector<std::string> libraries;  // empty where there is none to compare with
  std::string why;                     // what is wrong with those that are missing
  Settings settings;
  std::vector<Best> best;
  std::vector<Cell> cells;

  const Cell* find(Way way, std::uint32_t size, unsigned threads) const;
  // Rate as a part of the best; nothing where there is nothing to compare with.
  std::optional<double> efficiency(const Cell& cell) const;
};

// Runs everything. `setup_error` says why nothing could be run. `step` is called after each slice.
Report measure(const Settings& settings, const std::function<void(std::size_t done, std::size_t total)>& step,
               std::string* setup_error);

double gflops(std::uint32_t size, double products_per_second);

std::string table(const Report& report);
std::string markdown(const Report& report);  // without a headline
std::string json(const Report& report);
std::string svg(const Report& report);

}  // namespace pewter::scaling
