// SPDX-License-Identifier: Apache-2.0
#include "results/result.h"

#include <algorithm>
#include <cmath>

namespace pewter::bench {
namespace {

// Between the two neighbours of sorted `values` at that part of the way, linearly.
double quantile(const std::vector<double>& values, double part) {
  const double place = part * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (place - std::floor(place));
}

}  // namespace

Samples summarise(std::vector<double> seconds) {
  if (seconds.empty()) return {};
  std::ranges::sort(seconds);
  return {quantile(seconds, 0.5), quantile(seconds, 0.25), quantile(seconds, 0.75),
          seconds.front(),        seconds.back(),          seconds.size()};
}

std::optional<double> Row::ratio_to(const Entry& other) const {
  if (!pewter.samples || !other.samples) return std::nullopt;
  return other.samples->median / pewter.samples->median;
}

std::optional<double> Row::ratio_to_better_peer() const {
  std::optional<double> least;
  for (const auto& [name, entry] : peers) {
    if (const auto ratio = ratio_to(entry)) least = least ? std::min(*least, *ratio) : *ratio;
  }
  return least;
}

std::optional<double> Row::figure(const Target& target) const {
  const auto peer = [&](const char* name) {
    const auto found = peers.find(name);
    return found == peers.end() ? std::nullopt : ratio_to(found->second);
  };
  switch (target.against) {
    case Target::Against::pocl:
      return peer("pocl");
    case Target::Against::lavapipe:
      return peer("lavapipe");
    case Target::Against::better_peer:
      return ratio_to_better_peer();
    case Target::Against::limit:
      return ratio_to(limit);
    case Target::Against::value:
      if (!pewter.samples) return std::nullopt;
      return unit.value(pewter.samples->median, work);
  }
  return std::nullopt;
}

std::optional<bool> Row::met(const Target& target, double bar) const {
  const auto reached = figure(target);
  if (!reached) return std::nullopt;
  return target.against == Target::Against::value && !unit.rate ? *reached <= bar : *reached >= bar;
}

}  // namespace pewter::bench
