// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "check/rule.h"
#include "commands.h"

namespace pewter::tool {
namespace {

struct Options {
  std::vector<std::string> rules;
  bool list = false, markdown = false, json = false;
};

// Breaks at spaces so that lines fit a terminal.
std::string wrapped(std::string_view text, std::size_t width = 96, std::string_view indent = "  ") {
  std::string result;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (column && column + 1 + word.size() > width) {
      result += '\n';
      column = 0;
    }
    const std::string_view between = column ? " " : indent;
    result += between;
    result += word;
    column += between.size() + word.size();
  }
  return result;
}

void print_text(const check::Rule& rule) {
  fmt::print("{} {} ({})\n{}\n\n{}\n\nHow to mend it:\n{}\n", rule.id, rule.name, model::name_of(rule.severity),
             wrapped(rule.title), wrapped(rule.explanation), wrapped(rule.fix));
}

void print_markdown(const std::vector<const check::Rule*>& rules) {
  fmt::print(
      "# Rules\n\nWhat the checker looks for. Made by `pewter explain --markdown` from src/check/rules.def; `pewter "
      "explain PW001` shows one\n"
      "of them. How to run a program under the checker: `pewter run --help`.\n\n| | | |\n|---|---|---|\n");
  for (const check::Rule* rule : rules)
    fmt::print("| [{0}](#{1}-{2}) | {3} | {4} |\n", rule->id, "pw" + std::string(rule->id.substr(2)), rule->name,
               model::name_of(rule->severity), rule->title);
  for (const check::Rule* rule : rules)
    fmt::print("\n## {} {}\n\n**{}** ({})\n\n{}\n\nHow to mend it: {}\n", rule->id, rule->name, rule->title,
               model::name_of(rule->severity), rule->explanation, rule->fix);
}

void print_json(const std::vector<const check::Rule*>& rules) {
  auto list = nlohmann::ordered_json::array();
  for (const check::Rule* rule : rules)
    list.push_back({{"id", rule->id},
                    {"name", rule->name},
                    {"severity", model::name_of(rule->severity)},
                    {"title", rule->title},
                    {"explanation", rule->explanation},
                    {"fix", rule->fix}});
  fmt::print("{}\n", list.dump(2));
}

int explain(const Options& options) {
  std::vector<const check::Rule*> rules;
  for (const std::string& name : options.rules) {
    rules.push_back(check::find_rule(name));
    if (rules.back()) continue;
    fmt::print(stderr, "pewter explain: there is no rule '{}'; 'pewter explain --list' shows them all\n", name);
    return kUsage;
  }
  const bool all = rules.empty();
  if (all)
    for (const check::Rule& rule : check::all_rules()) rules.push_back(&rule);
  if (options.json) {
    print_json(rules);
  } else if (options.markdown) {
    print_markdown(rules);
  } else if (options.list || all) {
    for (const check::Rule* rule : rules)
      fmt::print("{}  {:<7}  {}\n", rule->id, model::name_of(rule->severity), rule->title);
  } else {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (i) fmt::print("\n");
      print_text(*rules[i]);
    }
  }
  return 0;
}

}  // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain", "What a rule of the checker means, and how to mend what breaks it");
  command->add_option("rules", options->rules, "IDs or names: PW001, second_encoder; none: a list of all");
  command->add_flag("--list", options->list, "A line a rule");
  command->add_flag("--markdown", options->markdown, "As a page: docs/rules.md is made so");
  command->add_flag("--json", options->json, "As JSON");
  command->callback([options, &invocation] { invocation.status = explain(*options); });
}

}  // namespace pewter::tool
