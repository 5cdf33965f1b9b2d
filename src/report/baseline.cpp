// SPDX-License-Identifier: Apache-2.0
#include "report/baseline.h"

#include <fmt/format.h>

#include "report/fingerprint.h"
#include "report/json/parse.h"
#include "report/suppressions.h"
#include "report/text.h"

namespace pewter::report {

Result<Baseline, std::string> read_baseline(std::string_view text) {
  const auto file = json::parse(text);
  if (!file) return Failure{file.error()};
  if (!file->is_array())
    return Failure{std::string("not a baseline: expected an array of objects with \"fingerprint\"")};
  Baseline baseline;
  for (std::size_t i = 0; i < file->size(); ++i) {
    const nlohmann::json& entry = (*file)[i];
    const auto found = entry.is_object() ? entry.find("fingerprint") : entry.end();
    if (!entry.is_object() || found == entry.end() || !found->is_string())
      return Failure{fmt::format("[{}]: expected an object with \"fingerprint\", found {}", i, json::shown(entry))};
    baseline.insert(found->get<std::string>());
  }
  return baseline;
}

std::string write_baseline(std::span<const Report> reports, const Baseline& also) {
  nlohmann::ordered_json file = nlohmann::ordered_json::array();
  Baseline written = also;
  for (const std::string& print : also) file.push_back({{"fingerprint", visible(print)}});
  for (const Report& report : reports) {
    for (const model::Finding& finding : report.findings) {
      const std::string print = fingerprint(finding, report.stacks);
      if (written.insert(print).second)
        file.push_back(
            {{"fingerprint", print}, {"rule", visible(finding.rule)}, {"message", visible(finding.message)}});
    }
  }
  return file.dump(1) + "\n";
}

void apply(Report* report, const Baseline& baseline) {
  leave_out(report,
            [&](const model::Finding& finding) { return baseline.contains(fingerprint(finding, report->stacks)); });
}

}  // namespace pewter::report
