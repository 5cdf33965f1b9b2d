// SPDX-License-Identifier: Apache-2.0
// Variables that live in threadgroup or constant memory. Clang knows no automatic variable with an address space, and none is
// needed: a static local is one per instantiation of its kernel, which is what a threadgroup variable is.
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

struct Declaration {
  bool variable = false;  // declares objects in the address space itself, not pointers or references into it
  bool is_static = false;
};

// Reads the specifiers before `at` (from `begin`) and the declarator after it.
Declaration read(const Tokens& tokens, const Outline& outline, std::size_t begin, std::size_t at) {
  Declaration result;
  for (std::size_t i = begin; i < at; ++i) {
    const Token& token = tokens[i];
    if (token.is("static")) {
      result.is_static = true;
    } else if (token.is("alignas") || token.is("__attribute__")) {
      if (i + 1 >= at || outline.partner(i + 1) == kNowhere) return result;
      i = outline.partner(i + 1);
    } else if (token.is("[") && outline.partner(i) != kNowhere) {
      i = outline.partner(i);
    } else if (!token.is("volatile") && !token.is("inline") && !token.is_identifier()) {
      return result;
    } else if (token.is("using") || token.is("typedef") || token.is("template") || token.is("extern") || token.is("return") ||
               token.is("case") || token.is("operator") || token.is("friend") || token.is("else") || token.is("do")) {
      return result;
    }
  }
  std::size_t names = 0;  // identifiers that are not specifiers: a type and a name at least
  for (std::size_t i = at + 1; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is(";") || token.is("=") || token.is("{") || token.is(",")) {
      result.variable = names >= 1;
      return result;
    }
    if (token.is("[")) {
      if (outline.partner(i) == kNowhere) return result;
      if (i + 1 < tokens.size() && tokens[i + 1].is("[")) {  // an attribute
        i = outline.partner(i);
        continue;
      }
      result.variable = names >= 1;
      return result;
    }
    if (token.is("static")) {
      result.is_static = true;
    } else if (token.is("alignas") || token.is("__attribute__") || token.is("decltype")) {
      if (i + 1 >= tokens.size() || outline.partner(i + 1) == kNowhere) return result;
      if (token.is("decltype")) ++names;
      i = outline.partner(i + 1);
    } else if (token.is("<")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return result;
      i = after - 1;
    } else if (token.is_identifier()) {
      if (!token.is("typename") && !token.is("volatile") && !token.is("struct") && !token.is("const") && !token.is("constexpr")) ++names;
    } else if (token.is("::")) {
      // `constant T Class<U>::member = ...`: the definition of a member is static already.
      if (names >= 2) return result;
    } else {
      return result;  // '*', '&', '(' : a pointer, a reference, a function, an initialiser in parentheses
    }
  }
  return result;
}

}  // namespace

void rewrite_variables(Tokens& tokens) {
  const Outline outline(tokens);
  Edits edits;
  std::size_t last_statement = kNowhere;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_address_space(tokens, i)) continue;
    const bool constant = tokens[i].is("constant");
    if (!constant && !tokens[i].is("threadgroup")) continue;
    if (outline.enclosing(i) != kNowhere && !tokens[outline.enclosing(i)].is("{")) continue;  // a parameter, a cast
    const Scope scope = outline.scope(i);
    if (scope == Scope::initializer || scope == Scope::enumeration) continue;
    if (!constant && scope != Scope::body) continue;
    const std::size_t begin = outline.statement_begin(i);
    if (begin == last_statement) continue;
    // Inside template<...> there is no declaration of a variable.
    if (begin < i && tokens[begin].is("template")) continue;
    const Declaration found = read(tokens, outline, begin, i);
    if (!found.variable) continue;
    last_statement = begin;
    if (!found.is_static) edits.insert(begin, "static");
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
