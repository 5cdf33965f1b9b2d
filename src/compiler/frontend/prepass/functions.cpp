// SPDX-License-Identifier: Apache-2.0
// What the host can name: kernels, and instantiations of kernel templates with a [[host_name]]. A file may hold thousands of
// instantiations; only those that are asked for reach Clang with their bodies.
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

bool is_function_word(const Token& token) {
  return token.is_identifier() && (token.is("kernel") || token.is("vertex") || token.is("fragment") || token.is("visible"));
}

FunctionType type_of(const Token& token) {
  return token.is("vertex") ? FunctionType::vertex : token.is("fragment") ? FunctionType::fragment : token.is("visible") ? FunctionType::visible : FunctionType::kernel;
}

// A string literal's value: host names hold no escapes worth knowing.
std::string unquoted(const std::string& text) {
  const auto begin = text.find('"');
  const auto end = text.rfind('"');
  return begin == std::string::npos || end <= begin ? std::string() : text.substr(begin + 1, end - begin - 1);
}

// The value of [[host_name("...")]] in [begin, end); adjacent literals join.
std::optional<std::string> host_name_in(const Tokens& tokens, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i + 2 < end; ++i) {
    if (!tokens[i].is("host_name") || !tokens[i + 1].is("(")) continue;
    std::string name;
    for (i += 2; i < end && tokens[i].kind == TokenKind::literal; ++i) name += unquoted(tokens[i].text);
    return name;
  }
  return std::nullopt;
}

std::size_t statement_end(const Tokens& tokens, const Outline& outline, std::size_t at) {
  for (; at < tokens.size() && !tokens[at].is(";"); ++at) {
    if (tokens[at].is("}")) return at;
    if ((tokens[at].is("(") || tokens[at].is("{") || tokens[at].is("[")) && outline.partner(at) != kNowhere) at = outline.partner(at);
  }
  return at;
}

// The namespaces around a token, as a prefix of the host name.
std::string qualifier(const Tokens& tokens, const Outline& outline, std::size_t at) {
  std::string prefix;
  for (std::size_t brace = outline.enclosing(at); brace != kNowhere; brace = outline.enclosing(brace)) {
    if (!tokens[brace].is("{") || outline.opens(brace) != Scope::name_space) continue;
    std::string name;
    for (std::size_t i = brace; i-- > 0 && !tokens[i].is("namespace") && (tokens[i].is_identifier() || tokens[i].is("::"));) name = tokens[i].text + name;
    if (!name.empty() && tokens[brace - 1].kind == TokenKind::identifier) prefix = name + "::" + prefix;
  }
  return prefix;
}

struct Signature {
  std::string name;
  bool definition = false;
  std::size_t body = 0;  // where the declaration ends and the body begins
};

// The function declared from `at` on: the identifier before its parameter list, and whether a body follows.
Signature signature(const Tokens& tokens, const Outline& outline, std::size_t at) {
  Signature result;
  for (std::size_t i = at; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is(";") || token.is("{") || token.is("}")) return result;
    if (token.is("[") && outline.partner(i) != kNowhere) {
      i = outline.partner(i);
    } else if (token.is("<")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return result;
      i = after - 1;
    } else if (token.is("(")) {
      if (outline.partner(i) == kNowhere) return result;
      const Token& before = tokens[i - 1];
      if (before.is("__attribute__") || before.is("alignas") || before.is("decltype") || before.is("__declspec")) {
        i = outline.partner(i);
        continue;
      }
      if (before.is_identifier()) result.name = before.text;
      for (std::size_t k = outline.partner(i) + 1; k < tokens.size(); ++k) {
        if (tokens[k].is("{")) {
          result.definition = true;
          result.body = k;
        }
        if (tokens[k].is("[") && outline.partner(k) != kNowhere) {
          k = outline.partner(k);
          continue;
        }
        if (!tokens[k].is_identifier()) break;
      }
      return result;
    }
  }
  return result;
}

}  // namespace

void rewrite_functions(Tokens& tokens, const Request& request, Findings& findings) {
  const Outline outline(tokens);
  Edits edits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Scope scope = outline.scope(i);
    if (!token.is_identifier() || (scope != Scope::file && scope != Scope::name_space)) continue;

    if (token.is("template") && i + 1 < tokens.size() && !tokens[i + 1].is("<")) {
      const std::size_t end = statement_end(tokens, outline, i);
      const auto host_name = host_name_in(tokens, i, end);
      if (host_name && end < tokens.size()) {
        ++findings.instantiations;
        FunctionType type = FunctionType::kernel;
        for (std::size_t k = i; k < end; ++k) {
          if (is_function_word(tokens[k])) type = type_of(tokens[k]);
        }
        findings.functions.push_back({*host_name, type});
        if (request.host_name == *host_name) findings.wants_instantiation = true;
        if (request.host_name && *request.host_name != *host_name) {
          edits.remove(i, end + 1 - i);
        } else if (!request.host_name && !request.instantiate) {
          edits.insert(i, "extern");  // checks the name and its arguments, leaves the body alone
        }
      }
      i = std::max(i, end);
      continue;
    }

    if (!is_function_word(token) || !stands_alone(tokens, i)) continue;
    // As a word among the specifiers, or in [[...]].
    std::size_t first = i;
    std::size_t after = i + 1;
    if (const std::size_t inner = outline.enclosing(i); inner != kNowhere && !tokens[inner].is("{")) {
      const std::size_t outer = outline.enclosing(inner);
      if (!tokens[inner].is("[") || outer == kNowhere || !tokens[outer].is("[") || outline.partner(outer) == kNowhere) continue;
      first = outer;
      after = outline.partner(outer) + 1;
    } else if (token.is("visible")) {
      continue;
    }
    const std::size_t begin = outline.statement_begin(first);
    if (tokens[begin].is("template") && begin + 1 < tokens.size() && tokens[begin + 1].is("<") && begin + 2 < tokens.size() && !tokens[begin + 2].is(">")) {
      continue;  // a template by itself has no name for the host
    }
    const Signature found = signature(tokens, outline, after);
    if (found.name.empty() || !found.definition) continue;
    const auto host_name = host_name_in(tokens, begin, found.body);
    findings.functions.push_back({host_name ? *host_name : qualifier(tokens, outline, begin) + found.name, type_of(token)});
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
