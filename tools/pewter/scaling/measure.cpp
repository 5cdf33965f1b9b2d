// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <random>

#include "scaling/library.h"
#include "scaling/scaling.h"
#include "scaling/ways.h"
#include "support/rest.h"

namespace pewter::scaling {
namespace {

// For the threads of whoever had the last turn to sleep: libraries' spin for a while.
constexpr std::chrono::milliseconds kRest{500};

// At least so long: the system takes some milliseconds to give each of a library's threads a core.
constexpr std::chrono::milliseconds kLibrary{50};

double library_rate(const Library& library, const Problem& problem, std::vector<float>& result, unsigned products) {
  using Clock = std::chrono::steady_clock;
  const auto* a = static_cast<const float*>(const_cast<MTL::Buffer*>(problem.a())->contents());
  const auto* b = static_cast<const float*>(const_cast<MTL::Buffer*>(problem.b())->contents());
  const auto rate_over = [&](Clock::duration least) {
    const auto start = Clock::now();
    unsigned made = 0;
    while (made < products || Clock::now() - start < least) {
      library.multiply(a, b, result.data(), problem.size());
      ++made;
    }
    return made / std::chrono::duration<double>(Clock::now() - start).count();
  };
  rate_over(kLibrary / 2);  // does not count
  return rate_over(kLibrary);
}

// The library with the highest median.
std::optional<Best> best_of(std::uint32_t size, const std::vector<Library>& libraries,
                            std::vector<std::vector<double>> rates) {
  std::optional<Best> best;
  for (std::size_t i = 0; i < libraries.size(); ++i) {
    const Rates summary = summarise(std::move(rates[i]));
    if (!best || summary.median > best->rates.median) best = {size, libraries[i].name, summary};
  }
  return best;
}

}  // namespace

Rates summarise(std::vector<double> rates) {
  if (rates.empty()) return {};
  std::ranges::sort(rates);
  const std::size_t half = rates.size() / 2;
  const double median = rates.size() % 2 ? rates[half] : (rates[half - 1] + rates[half]) / 2;
  return {median, rates.front(), rates.back()};
}

double gflops(std::uint32_t size, double products_per_second) {
  return 2.0 * size * size * size * products_per_second / 1e9;
}

const Cell* Report::find(Way way, std::uint32_t size, unsigned threads) const {
  const auto found = std::ranges::find_if(
      cells, [&](const Cell& cell) { return cell.way == way && cell.size == size && cell.threads == threads; });
  return found == cells.end() ? nullptr : &*found;
}

std::optional<double> Report::efficiency(const Cell& cell) const {
  const auto found = std::ranges::find(best, cell.size, &Best::size);
  if (found == best.end() || found->rates.median == 0 || !cell.problem.empty()) return std::nullopt;
  return cell.rates.median / found->rates.median;
}

Report measure(const Settings& settings, const std::function<void(std::size_t, std::size_t)>& step,
               std::string* setup_error) {
  Report report;
  report.settings = settings;
  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  *setup_error = "no Metal device";
  const auto matmul = device ? repro::Matmul::create(device.get(), settings.kernel, setup_error) : std::nullopt;
  if (!matmul) return report;
  setup_error->clear();
  report.device = device->name()->utf8String();
  const std::vector<Library> libraries = open_libraries(&report.why);
  for (const Library& library : libraries) report.libraries.push_back(library.name);

  const unsigned most = *std::ranges::max_element(settings.threads);
  const unsigned products = std::max(1u, settings.products / settings.slices);
  const std::size_t per_size = settings.threads.size() * (settings.ways.size() + libraries.size()) * settings.slices;
  std::size_t done = 0;
  std::mt19937_64 random(settings.seed);
  for (std::uint32_t size : settings.sizes) {
    Problem problem;
    if (!problem.prepare(device.get(), size, most, settings.batch, settings.seed)) {
      *setup_error = "the device has no memory for the matrices";
      return report;
    }
    std::vector<float> result(std::size_t{size} * size);
    std::vector<std::vector<double>> library_rates(libraries.size());
    for (unsigned threads : settings.threads) {
      std::vector<Cell> cells;
      std::map<Way, std::vector<double>> rates;
      for (Way way : settings.ways) cells.push_back({way, size, threads, {}, {}});
      // Each slice has all ways and the library in another order, so that a noisy second hits all alike.
      for (unsigned slice = 0; slice < settings.slices; ++slice) {
        std::vector<std::size_t> turns(cells.size() + libraries.size());
        std::iota(turns.begin(), turns.end(), std::size_t{0});
        std::ranges::shuffle(turns, random);
        for (std::size_t turn : turns) {
          wait_for_rest(kRest);
          if (turn >= cells.size()) {
            const std::size_t library = turn - cells.size();
            library_rates[library].push_back(library_rate(libraries[library], problem, result, products));
          } else if (Cell& cell = cells[turn]; cell.problem.empty()) {
            Slice one = run(cell.way, device.get(), *matmul, problem, threads, products, settings.batch);
            rates[cell.way].push_back(one.rate);
            cell.problem = std::move(one.problem);
          }
          step(++done, per_size * settings.sizes.size());
        }
      }
      for (Cell& cell : cells) {
        cell.rates = summarise(rates[cell.way]);
        report.cells.push_back(std::move(cell));
      }
    }
    if (auto best = best_of(size, libraries, std::move(library_rates))) report.best.push_back(std::move(*best));
  }
  return report;
}

}  // namespace pewter::scaling
