// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "scaling/scaling.h"

namespace pewter::scaling {
namespace {

std::string percent(const std::optional<double>& part) { return part ? fmt::format("{:.0f} %", *part * 100) : "-"; }

}  // namespace

std::string table(const Report& report) {
  std::string out;
  for (std::uint32_t size : report.settings.sizes) {
    const auto best = std::ranges::find(report.best, size, &Best::size);
    out += fmt::format("\n{0} x {0}", size);
    if (best != report.best.end())
      out += fmt::format("; alone: {:.1f} products/s, {:.1f} GFLOP/s ({})", best->rates.median,
                         gflops(size, best->rates.median), best->library);
    out += fmt::format("\n  {:<12}", "");
    for (unsigned threads : report.settings.threads) out += fmt::format("{:>20}", fmt::format("{} threads", threads));
    out += '\n';
    for (Way way : report.settings.ways) {
      out += fmt::format("  {:<12}", name_of(way));
      for (unsigned threads : report.settings.threads) {
        const Cell* cell = report.find(way, size, threads);
        const std::string text = !cell                    ? ""
                                 : !cell->problem.empty() ? "WRONG"
                                                          : fmt::format("{:.1f} ({})", cell->rates.median,
                                                                        percent(report.efficiency(*cell)));
        out += fmt::format("{:>20}", text);
      }
      out += '\n';
    }
  }
  out +=
      "\nProducts a second of all threads together, medians; in brackets: as a part of what the better library alone "
      "reaches.\n";
  if (report.settings.batch > 1)
    out += fmt::format("Ways without a lock make {} products by one command.\n", report.settings.batch);
  for (Way way : report.settings.ways) out += fmt::format("  {:<12} {}\n", name_of(way), description_of(way));
  for (const Cell& cell : report.cells)
    if (!cell.problem.empty())
      out += fmt::format("wrong: {}, {} threads, {}: {}\n", name_of(cell.way), cell.threads, cell.size, cell.problem);
  if (report.libraries.empty()) out += fmt::format("Nothing to compare with: {}\n", report.why);
  return out;
}

std::string markdown(const Report& report) {
  std::string out = fmt::format("- device: {}\n- libraries: {}\n- kernel: {}\n- products a thread: {}, in {} slices\n",
                                report.device, fmt::join(report.libraries, ", "),
                                report.settings.kernel == repro::Kernel::mps ? "MPSNDArrayMatrixMultiplication" : "MSL",
                                report.settings.products, report.settings.slices);
  if (report.settings.batch > 1)
    out += fmt::format("- products a command, in ways without a lock: {}\n", report.settings.batch);
  out += "\n| size | way |";
  for (unsigned threads : report.settings.threads)
    out += fmt::format(" {} thread{} |", threads, threads > 1 ? "s" : "");
  out += "\n|---|---|";
  for (std::size_t i = 0; i < report.settings.threads.size(); ++i) out += "---:|";
  out += '\n';
  const auto rate = [](const Rates& rates) {
    const double spread = rates.median > 0 ? (rates.highest - rates.lowest) / 2 / rates.median : 0;
    return fmt::format("{:.0f} +-{:.0f}%", rates.median, spread * 100);
  };
  for (std::uint32_t size : report.settings.sizes) {
    if (const auto best = std::ranges::find(report.best, size, &Best::size); best != report.best.end())
      out += fmt::format("| {} | {} alone | {} |{}\n", size, best->library, rate(best->rates),
                         std::string(report.settings.threads.size() - 1, '|'));
    for (Way way : report.settings.ways) {
      out += fmt::format("| {} | {} |", size, name_of(way));
      for (unsigned threads : report.settings.threads) {
        const Cell* cell = report.find(way, size, threads);
        const bool good = cell && cell->problem.empty();
        out += good ? fmt::format(" {}, {} |", rate(cell->rates), percent(report.efficiency(*cell))) : " wrong |";
      }
      out += '\n';
    }
  }
  return out;
}

std::string json(const Report& report) {
  using Json = nlohmann::ordered_json;
  const auto rates = [](std::uint32_t size, const Rates& rates) -> Json {
    return {{"products_per_second", rates.median},
            {"lowest", rates.lowest},
            {"highest", rates.highest},
            {"gflops", gflops(size, rates.median)}};
  };
  Json out = {
      {"device", report.device},        {"kernel", report.settings.kernel == repro::Kernel::mps ? "mps" : "msl"},
      {"libraries", report.libraries},  {"products_per_thread", report.settings.products},
      {"batch", report.settings.batch}, {"slices", report.settings.slices}};
  out["best"] = Json::array();
  for (const Best& best : report.best) {
    Json entry = {{"size", best.size}, {"library", best.library}};
    entry.update(rates(best.size, best.rates));
    out["best"].push_back(std::move(entry));
  }
  out["cells"] = Json::array();
  for (const Cell& cell : report.cells) {
    Json entry = {{"way", name_of(cell.way)}, {"size", cell.size}, {"threads", cell.threads}};
    if (!cell.problem.empty()) {
      entry["problem"] = cell.problem;
    } else {
      entry.update(rates(cell.size, cell.rates));
      const auto efficiency = report.efficiency(cell);
      entry["efficiency"] = efficiency ? Json(*efficiency) : Json();
    }
    out["cells"].push_back(std::move(entry));
  }
  return out.dump(2) + "\n";
}

// A panel a size: efficiency over the number of threads, a line a way. Without a library: rates, as parts of the
// highest.
std::string svg(const Report& report) {
  constexpr int kPanel = 300, kHeight = 240, kLeft = 50, kTop = 60, kGap = 60;
  constexpr const char* kColours[] = {"#d62728", "#ff7f0e", "#1f77b4", "#2ca02c"};
  const auto& settings = report.settings;
  const int width = kLeft + static_cast<int>(settings.sizes.size()) * (kPanel + kGap);
  const int bottom = kTop + kHeight;
  const auto value = [&](const Cell& cell) {
    if (const auto efficiency = report.efficiency(cell)) return *efficiency;
    double most = 0;
    for (const Cell& other : report.cells)
      if (other.size == cell.size) most = std::max(most, other.rates.median);
    return most > 0 ? cell.rates.median / most : 0;
  };
  double highest = 1;
  for (const Cell& cell : report.cells) highest = std::max(highest, value(cell));
  const auto text = [](double x, double y, const char* anchor, std::string_view words) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, words);
  };
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      width, bottom + 50);
  out +=
      text(kLeft, 20, "start",
           report.libraries.empty() ? "Products a second, as a part of the highest, over threads"
                                    : "Products a second, as a part of the library alone with all cores, over threads");
  double x = kLeft;
  for (Way way : settings.ways) {
    const auto number = static_cast<unsigned>(way);
    out += fmt::format("<circle cx=\"{:.1f}\" cy=\"38\" r=\"5\" fill=\"{}\"/>\n", x, kColours[number]);
    out += text(x + 10, 42, "start", name_of(way));
    x += 120;
  }
  for (std::size_t panel = 0; panel < settings.sizes.size(); ++panel) {
    const std::uint32_t size = settings.sizes[panel];
    const double left = kLeft + static_cast<double>(panel) * (kPanel + kGap);
    const auto across = [&](std::size_t i) {
      return settings.threads.size() < 2
                 ? left + kPanel / 2.0
                 : left + kPanel * static_cast<double>(i) / static_cast<double>(settings.threads.size() - 1);
    };
    const auto up = [&](double part) { return bottom - kHeight * part / highest; };
    for (double part = 0; part <= highest + 1e-9; part += 0.25) {
      out += fmt::format("<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", left,
                         left + kPanel, up(part), up(part), part == 1 ? "#000" : "#ddd");
      if (panel == 0) out += text(left - 6, up(part) + 4, "end", fmt::format("{:.0f} %", part * 100));
    }
    for (std::size_t i = 0; i < settings.threads.size(); ++i)
      out += text(across(i), bottom + 16, "middle", std::to_string(settings.threads[i]));
    out += text(left + kPanel / 2.0, bottom + 36, "middle", fmt::format("{0} x {0}", size));
    for (Way way : settings.ways) {
      std::string points;
      for (std::size_t i = 0; i < settings.threads.size(); ++i) {
        const Cell* cell = report.find(way, size, settings.threads[i]);
        if (!cell || !cell->problem.empty()) continue;
        points += fmt::format("{:.1f},{:.1f} ", across(i), up(value(*cell)));
        out += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"><title>{}, {} threads: {:.1f} "
            "products/s</title></circle>\n",
            across(i), up(value(*cell)), kColours[static_cast<unsigned>(way)], name_of(way), settings.threads[i],
            cell->rates.median);
      }
      out += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", points,
                         kColours[static_cast<unsigned>(way)]);
    }
  }
  return out + "</svg>\n";
}

}  // namespace pewter::scaling
