// SPDX-License-Identifier: Apache-2.0
#include "check/rule.h"

namespace pewter::check {
namespace {

constexpr Rule kRules[] = {
#define PEWTER_RULE(name, id, severity, title, explanation, fix) \
  {id, #name, model::Severity::severity, title, explanation, fix},
#include "check/rules.def"
};

}  // namespace

std::span<const Rule> all_rules() { return kRules; }
const Rule& rule(rules::Number number) { return kRules[number]; }

bool never_ends(const model::Finding& finding) {
  return (finding.rule >= "PW501" && finding.rule <= "PW504") || finding.rule == "PW509";
}

const Rule* find_rule(std::string_view id_or_name) {
  for (const Rule& rule : kRules)
    if (rule.id == id_or_name || rule.name == id_or_name) return &rule;
  return nullptr;
}

}  // namespace pewter::check
