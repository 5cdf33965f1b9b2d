// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/prepass/outline.h"

namespace pewter::compiler::frontend::prepass {
namespace {

bool opens_bracket(const Token& token) { return token.is("(") || token.is("[") || token.is("{"); }
bool closes_bracket(const Token& token) { return token.is(")") || token.is("]") || token.is("}"); }
bool matches(const Token& open, const Token& close) {
  return (open.is("(") && close.is(")")) || (open.is("[") && close.is("]")) || (open.is("{") && close.is("}"));
}

}  // namespace

Outline::Outline(const Tokens& tokens)
    : tokens_(tokens),
      partner_(tokens.size(), kNowhere),
      enclosing_(tokens.size(), kNowhere),
      scope_(tokens.size(), Scope::file),
      opens_(tokens.size(), Scope::file) {
  std::vector<std::size_t> open;
  std::vector<Scope> scopes = {Scope::file};

  // What a brace opens shows in the words between the last statement and it.
  struct Words {
    bool record = false, enumeration = false, name_space = false, parenthesis = false, equals = false, linkage = false;
  };
  std::vector<Words> words(1);
  std::size_t angles = 0;  // inside template <...>: `class` there declares no class

  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    scope_[i] = scopes.back();
    enclosing_[i] = open.empty() ? kNowhere : open.back();
    Words& seen = words.back();
    if (token.is_identifier()) {
      if (angles == 0) {
        if (token.is("struct") || token.is("class") || token.is("union")) seen.record = true;
        if (token.is("enum")) seen.enumeration = true;
        if (token.is("namespace")) seen.name_space = true;
        if (token.is("extern")) seen.linkage = i + 2 < tokens.size() && tokens[i + 1].kind == TokenKind::literal && tokens[i + 2].is("{");
      }
      continue;
    }
    if (angles == 0 && token.is("<") && i > 0 && tokens[i - 1].is("template")) {
      angles = 1;
    } else if (angles > 0) {
      if (token.is("<")) ++angles;
      if (token.is(">")) --angles;
      if (token.is(">>")) angles = angles > 2 ? angles - 2 : 0;
      if (token.is(";") || token.is("{")) angles = 0;
    }
    if (token.is("=")) seen.equals = true;
    if (token.is(";")) seen = {};
    if (opens_bracket(token)) {
      if (token.is("(") && !(i > 0 && (tokens[i - 1].is("alignas") || tokens[i - 1].is("__attribute__") || tokens[i - 1].is("__declspec")))) {
        seen.parenthesis = true;
      }
      if (token.is("{")) {
        Scope kind;
        const bool outside = scopes.back() == Scope::file || scopes.back() == Scope::name_space || scopes.back() == Scope::record;
        if (seen.name_space || seen.linkage) {
          kind = Scope::name_space;
        } else if (seen.enumeration) {
          kind = Scope::enumeration;
        } else if (seen.record && !seen.equals && !(seen.parenthesis && outside)) {
          kind = Scope::record;
        } else if (i > 0 && (tokens[i - 1].is("=") || tokens[i - 1].is(",") || tokens[i - 1].is("(") || tokens[i - 1].is("return"))) {
          kind = Scope::initializer;
        } else if (outside && !seen.parenthesis) {
          kind = Scope::initializer;
        } else {
          kind = Scope::body;
        }
        if (scopes.back() == Scope::initializer && kind == Scope::body && !seen.parenthesis) kind = Scope::initializer;
        opens_[i] = kind;
        scopes.push_back(kind);
        words.emplace_back();
        angles = 0;
      }
      open.push_back(i);
    } else if (closes_bracket(token)) {
      // A bracket closed by another kind has lost its partner; find one further out.
      std::size_t depth = open.size();
      while (depth > 0 && !matches(tokens[open[depth - 1]], token)) --depth;
      if (depth == 0) continue;
      while (open.size() > depth) {
        if (tokens[open.back()].is("{") && scopes.size() > 1) {
          scopes.pop_back();
          words.pop_back();
        }
        open.pop_back();
      }
      partner_[i] = open.back();
      partner_[open.back()] = i;
      enclosing_[i] = enclosing_[open.back()];
      open.pop_back();
      if (token.is("}") && scopes.size() > 1) {
        const Scope closed = scopes.back();
        scopes.pop_back();
        words.pop_back();
        // After a body or a namespace a new declaration begins; `struct {...} x = ...;` and `= {...};` go on.
        if (closed == Scope::body || closed == Scope::name_space) words.back() = {};
      }
      scope_[i] = scopes.back();
    }
  }
}

std::size_t Outline::statement_begin(std::size_t at) const {
  std::size_t begin = at;
  while (begin > 0) {
    const std::size_t before = begin - 1;
    const Token& token = tokens_[before];
    if (token.kind == TokenKind::pragma) break;
    if (token.is(";") || opens_bracket(token)) break;
    if (token.is(":") && before > 0 && (tokens_[before - 1].is("public") || tokens_[before - 1].is("private") || tokens_[before - 1].is("protected"))) break;
    if (token.is("}") && partner_[before] != kNowhere && opens_[partner_[before]] != Scope::initializer) break;
    begin = closes_bracket(token) && partner_[before] != kNowhere ? partner_[before] : before;
  }
  return begin;
}

std::size_t after_angles(const Tokens& tokens, const Outline& outline, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is("<")) {
      ++depth;
    } else if (token.is(">") || token.is(">>")) {
      const std::size_t closed = token.text.size();
      if (closed >= depth) return i + 1;
      depth -= closed;
    } else if (token.is("(") || token.is("[") || token.is("{")) {
      if (outline.partner(i) == kNowhere) return kNowhere;
      i = outline.partner(i);
    } else if (token.is(";") || token.is(")") || token.is("]") || token.is("}")) {
      return kNowhere;
    }
  }
  return kNowhere;
}

bool stands_alone(const Tokens& tokens, std::size_t at) {
  if (at == 0) return true;
  const Token& before = tokens[at - 1];
  return !before.is(".") && !before.is("->") && !before.is("::");
}

bool is_address_space(const Tokens& tokens, std::size_t at) {
  const Token& token = tokens[at];
  return token.is_identifier() && (token.is("device") || token.is("constant") || token.is("threadgroup") || token.is("thread")) &&
         stands_alone(tokens, at);
}

std::string spelled(const Tokens& tokens, std::size_t at, std::size_t end) {
  std::string text;
  for (; at < end && at < tokens.size(); ++at) {
    if (!text.empty()) text += ' ';
    text += tokens[at].text;
  }
  return text;
}

}  // namespace pewter::compiler::frontend::prepass
