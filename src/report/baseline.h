// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "report/report.h"
#include "support/result.h"

// Findings that were there before: what a project with old faults checks new changes against. The file is a JSON array
// of
// {"fingerprint", "rule", "message"}; only the fingerprint counts, the rest is for people. `also`: fingerprints that
// stay in it.
namespace pewter::report {

using Baseline = std::set<std::string>;  // fingerprints

Result<Baseline, std::string> read_baseline(std::string_view text);
std::string write_baseline(std::span<const Report> reports, const Baseline& also = {});
void apply(Report* report, const Baseline& baseline);

}  // namespace pewter::report
