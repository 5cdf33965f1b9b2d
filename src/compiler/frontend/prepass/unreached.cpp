// SPDX-License-Identifier: Apache-2.0
// A source of MLX's has a few thousand lines of templates and helpers, of which an instantiation needs a handful; Clang
// looks into all of them, and into what they use of the standard library. A function or a class is used where its name
// is written, in macros that are expanded by now, too; so what is named nowhere but in what is itself not reached can
// go. What C++ uses without its name stays: operators, and a few functions.
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

struct Definition {
  std::size_t begin = 0, end = 0;
  std::string_view name;
  bool reached = false;
};

bool is_record_word(const Token& token) { return token.is("struct") || token.is("class") || token.is("union"); }

// The identifier before the parameters of the function declared in [at, body). Empty where that is not certain: an
// operator, a member that is defined outside of its class, words of C++ that may come before a parenthesis.
std::string_view name_of_function(const Tokens& tokens, const Outline& outline, std::size_t at, std::size_t body) {
  for (std::size_t i = at; i < body; ++i) {
    const Token& token = tokens[i];
    if (token.is("operator") || token.is("requires") || token.is("~") || token.is("=")) return {};
    if (token.is("[")) {
      if (outline.partner(i) == kNowhere) return {};
      i = outline.partner(i);
    } else if (token.is("<")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return {};
      i = after - 1;
    } else if (token.is("(")) {
      if (i == at || outline.partner(i) == kNowhere) return {};
      const Token& before = tokens[i - 1];
      if (before.is("__attribute__") || before.is("alignas") || before.is("decltype") || before.is("explicit") ||
          before.is("__declspec")) {
        i = outline.partner(i);
        continue;
      }
      return before.is_identifier() && i >= at + 2 && !tokens[i - 2].is("::") ? std::string_view(before.text)
                                                                              : std::string_view();
    }
  }
  return {};
}

// The identifier after `struct`; empty where what follows the class declares something else, too.
std::string_view name_of_record(const Tokens& tokens, const Outline& outline, std::size_t at, std::size_t body) {
  const std::size_t close = outline.partner(body);
  if (close + 1 >= tokens.size() || !tokens[close + 1].is(";")) return {};
  for (std::size_t i = at; i < body; ++i) {
    if (tokens[i].is("<")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return {};
      i = after - 1;
    } else if (is_record_word(tokens[i])) {
      for (++i; i < body; ++i) {
        if ((tokens[i].is("[") || tokens[i].is("(")) && outline.partner(i) != kNowhere) {
          i = outline.partner(i);
        } else if (tokens[i].is_identifier() && !tokens[i].is("__attribute__") && !tokens[i].is("alignas")) {
          // A member class that is defined outside of its class is named by that.
          return i + 1 < body && tokens[i + 1].is("::") ? std::string_view() : std::string_view(tokens[i].text);
        }
      }
    } else if (tokens[i].is("typedef")) {
      return {};
    }
  }
  return {};
}

// By loops over ranges and by structured bindings.
bool is_used_without_name(std::string_view name) { return name == "begin" || name == "end" || name == "get"; }

std::vector<Definition> definitions(const Tokens& tokens, const Outline& outline) {
  std::vector<Definition> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is("{") || outline.partner(i) == kNowhere) continue;
    if (outline.scope(i) != Scope::file && outline.scope(i) != Scope::name_space) continue;
    const Scope opened = outline.opens(i);
    if (opened == Scope::name_space) continue;
    if (opened == Scope::body || opened == Scope::record) {
      Definition definition{.begin = outline.statement_begin(i), .end = outline.partner(i) + 1, .name = {}};
      if (opened == Scope::record) ++definition.end;
      definition.name = opened == Scope::body ? name_of_function(tokens, outline, definition.begin, i)
                                              : name_of_record(tokens, outline, definition.begin, i);
      if (!definition.name.empty() && !is_used_without_name(definition.name)) found.push_back(definition);
    }
    i = outline.partner(i);
  }
  return found;
}

}  // namespace

bool drop_unreached(Tokens& tokens) {
  const Outline outline(tokens);
  std::vector<Definition> all = definitions(tokens, outline);
  std::unordered_map<std::string_view, std::vector<Definition*>> by_name;
  for (Definition& definition : all) by_name[definition.name].push_back(&definition);
  std::vector<Definition*> work;
  const auto read = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      // Pragmas hold names, too, and none of them is a function's.
      if (!tokens[i].is_identifier()) continue;
      const auto named = by_name.find(tokens[i].text);
      if (named == by_name.end()) continue;
      for (Definition* definition : named->second) {
        definition->reached = true;
        work.push_back(definition);
      }
      by_name.erase(named);
    }
  };
  std::size_t at = 0;
  for (const Definition& definition : all) {
    read(at, definition.begin);
    at = definition.end;
  }
  read(at, tokens.size());
  while (!work.empty()) {
    const Definition* next = work.back();
    work.pop_back();
    read(next->begin, next->end);
  }
  Edits edits;
  for (const Definition& definition : all) {
    if (definition.reached) continue;
    edits.remove(definition.begin, definition.end - definition.begin);
    // What comes after it in the same line, as out of one macro, has a line of its own now.
    if (definition.end < tokens.size()) tokens[definition.end].line_start = true;
  }
  if (edits.empty()) return false;
  edits.apply(tokens);
  return true;
}

}  // namespace pewter::compiler::frontend::prepass
