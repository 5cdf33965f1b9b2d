// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/fingerprint.h"
#include "report/report.h"
#include "support/result.h"

// Findings that the user does not want to see, one a line:
//
//     # comment
//     rule:PW201                  the rule's ID
//     fingerprint:0123456789abcdef
//     function:*encode_matmul*    the name of a frame of the program's, on any side
//     file:third_party/*.cpp      its file: the path, its end from any '/', or the last name
//     object:scratch*             the label of the object that was fought over
//     severity:warning            error, warning or note
//
// * and ? are wildcards.
namespace pewter::report {

struct Suppression {
  enum class Kind : std::uint8_t { rule, fingerprint, function, file, object, severity };
  Kind kind{};
  std::string pattern;
};

// The error: "line 3: ...".
Result<std::vector<Suppression>, std::string> read_suppressions(std::string_view text);

bool is_suppressed(const model::Finding& finding, const Stacks& stacks, const std::vector<Suppression>& suppressions);

// Takes the findings out for which `unwanted` holds, counts them in report->suppressed, and forgets rules that no
// finding breaks any more.
template <class Predicate>
void leave_out(Report* report, Predicate unwanted) {
  report->suppressed += std::erase_if(report->findings, unwanted);
  std::erase_if(report->rules, [&](const Rule& rule) {
    for (const model::Finding& finding : report->findings)
      if (finding.rule == rule.id) return false;
    return true;
  });
}

void apply(Report* report, const std::vector<Suppression>& suppressions);

}  // namespace pewter::report
