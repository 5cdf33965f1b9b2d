// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "model/finding.h"

namespace pewter::check {

// A row of rules.def.
struct Rule {
  std::string_view id;    // "PW001", for good
  std::string_view name;  // "second_encoder"
  model::Severity severity;
  std::string_view title;
  std::string_view explanation;
  std::string_view fix;
};

namespace rules {
enum Number : unsigned {
#define PEWTER_RULE(name, id, severity, title, explanation, fix) name,
#include "check/rules.def"
};
}  // namespace rules

std::span<const Rule> all_rules();
const Rule& rule(rules::Number number);
// PW501 to PW504, PW509: something waits for ever.
bool never_ends(const model::Finding& finding);
const Rule* find_rule(std::string_view id_or_name);  // null: there is none

}  // namespace pewter::check
