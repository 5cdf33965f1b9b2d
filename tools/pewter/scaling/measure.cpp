// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <map>
#include <random>

#include "scaling/library.h"
#include "scaling/scaling.h"
#include "scaling/ways.h"

namespace pewter::scaling {
namespace {

double library_rate(const Library& library, const Problem& problem, std::vector<float>& result, unsigned products) {
  const auto* a = static_cast<const float*>(const_cast<MTL::Buffer*>(problem.a())->contents());
  const auto* b = static_cast<const float*>(const_cast<MTL::Buffer*>(problem.b())->contents());
  library.multiply(a, b, result.data(), problem.size());
  const auto start = std::chrono::steady_clock::now();
  for (unsigned i = 0; i < products; ++i) library.multiply(a, b, result.data(), problem.size());
  return products / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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
  const auto library = Library::open();
  if (library)
    report.library = library->name();
  else
    report.why = library.error();

  const unsigned most = *std::ranges::max_element(settings.threads);
  const unsigned products = std::max(1u, settings.products / settings.slices);
  const std::size_t per_size = settings.threads.size() * (settings.ways.size() + (library ? 1 : 0)) * settings.slices;
  std::size_t done = 0;
  std::mt19937_64 random(settings.seed);
  for (std::uint32_t size : settings.sizes) {
    Problem problem;
    if (!problem.prepare(device.get(), size, most, settings.seed)) {
      *setup_error = "the device has no memory for the matrices";
      return report;
    }
    std::vector<float> result(std::size_t{size} * size);
    std::vector<double> best;
    for (unsigned threads : settings.threads) {
      std::vector<Cell> cells;
      std::map<Way, std::vector<double>> rates;
      for (Way way : settings.ways) cells.push_back({way, size, threads, {}, {}});
      // Each slice has all ways and the library in another order, so that a noisy second hits all alike.
      for (unsigned slice = 0; slice < settings.slices; ++slice) {
        std::vector<Cell*> turns;
        for (Cell& cell : cells) turns.push_back(&cell);
        if (library) turns.push_back(nullptr);
        std::ranges::shuffle(turns, random);
        for (Cell* cell : turns) {
          if (!cell) {
            best.push_back(library_rate(*library, problem, result, products));
          } else if (cell->problem.empty()) {
            Slice one = run(cell->way, device.get(), *matmul, problem, threads, products);
            rates[cell->way].push_back(one.rate);
            cell->problem = std::move(one.problem);
          }
          step(++done, per_size * settings.sizes.size());
        }
      }
      for (Cell& cell : cells) {
        cell.rates = summarise(rates[cell.way]);
        report.cells.push_back(std::move(cell));
      }
    }
    if (library) report.best.push_back({size, summarise(best)});
  }
  return report;
}

}  // namespace pewter::scaling
