// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "results/report.h"

namespace pewter::bench {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const Row& row, const Entry& entry) {
  ordered_json object;
  if (!entry.samples) {
    object["absent"] = entry.absent;
    object["wrong"] = entry.wrong;
    return object;
  }
  const Samples& samples = *entry.samples;
  object["value"] = row.unit.value(samples.median, row.work);
  object["median_seconds"] = samples.median;
  object["lower_quartile_seconds"] = samples.lower_quartile;
  object["upper_quartile_seconds"] = samples.upper_quartile;
  object["minimum_seconds"] = samples.minimum;
  object["maximum_seconds"] = samples.maximum;
  object["repetitions"] = samples.count;
  object["part_of_problem"] = entry.fraction;
  if (const auto ratio = row.ratio_to(entry); ratio && &entry != &row.pewter) object["pewter_is_faster_by"] = *ratio;
  return object;
}

const char* name_of(Target::Against against) {
  switch (against) {
    case Target::Against::pocl:
      return "pocl";
    case Target::Against::lavapipe:
      return "lavapipe";
    case Target::Against::better_peer:
      return "better peer";
    case Target::Against::limit:
      return "limit";
    case Target::Against::value:
      return "value";
  }
  return "";
}

ordered_json json_of(const Row& row, const Target& target) {
  ordered_json object = {{"against", name_of(target.against)}, {"at_least", target.at_least}, {"aim", target.aim}};
  if (const auto figure = row.figure(target)) {
    object["figure"] = *figure;
    object["met"] = *row.met(target, target.at_least);
    object["aim_met"] = *row.met(target, target.aim);
  }
  return object;
}

}  // namespace

std::string json(const Report& report, const std::string& google_benchmark_json) {
  ordered_json document = ordered_json::parse(google_benchmark_json, nullptr, false);
  if (document.is_discarded()) document = ordered_json::object();
  for (const auto& [name, value] : report.context) document["context"][name] = value;
  auto& comparison = document["comparison"] = ordered_json::array();
  for (const Row& row : report.rows) {
    ordered_json object = {{"name", row.name}, {"unit", row.unit.name}, {"pewter", json_of(row, row.pewter)}};
    for (const auto& [name, entry] : row.peers) object[name] = json_of(row, entry);
    if (!row.limit_name.empty()) {
      object["limit"] = json_of(row, row.limit);
      object["limit"]["name"] = row.limit_name;
    }
    object["targets"] = ordered_json::array();
    for (const Target& target : row.targets) object["targets"].push_back(json_of(row, target));
    comparison.push_back(std::move(object));
  }
  return document.dump(2) + "\n";
}

}  // namespace pewter::bench
