// SPDX-License-Identifier: Apache-2.0
// MSL qualifies methods with the address space of the object: `T& at(int i) device;`. C++ has no such thing, but any of its methods
// takes an object of any address space here, so most qualifiers only have to go. What is left are methods whose result is in the
// object's address space: they get an explicit object parameter.
#include <map>
#include <set>

#include "compiler/frontend/dialect.h"
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

struct Method {
  std::size_t begin;                // of the whole declaration, template<> included
  std::size_t name;                 // last token before the parameter list
  std::size_t open;                 // '(' of the parameters
  std::size_t qualifiers_begin;     // after ')'
  std::size_t qualifiers_end;
  std::size_t end;                  // after ';' or '}'
  std::size_t body = kNowhere;      // '{'
  std::size_t space = kNowhere;     // the address-space word
  std::size_t constant = kNowhere;  // the word const
  bool constructor = false;
  bool is_static = false;
};

bool is_qualifier(const Tokens& tokens, std::size_t at) {
  return tokens[at].is("const") || tokens[at].is("volatile") || tokens[at].is("noexcept") || tokens[at].is("&") || tokens[at].is("&&") ||
         tokens[at].is("override") || tokens[at].is("final") || is_address_space(tokens, at);
}

bool mentions_space(const Tokens& tokens, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (is_address_space(tokens, i) && !tokens[i].is("thread")) return true;
  }
  return false;
}

// The name of the record that the brace opens, and, for a specialisation, its arguments.
std::string record_name(const Tokens& tokens, const Outline& outline, std::size_t brace) {
  const std::size_t begin = outline.statement_begin(brace);
  for (std::size_t i = begin; i < brace; ++i) {
    if (tokens[i].is("<") && i > 0 && tokens[i - 1].is("template")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return {};
      i = after - 1;
      continue;
    }
    if (!tokens[i].is("struct") && !tokens[i].is("class") && !tokens[i].is("union")) continue;
    for (++i; i < brace; ++i) {
      if ((tokens[i].is("alignas") || tokens[i].is("__attribute__")) && i + 1 < brace && outline.partner(i + 1) != kNowhere) {
        i = outline.partner(i + 1);
      } else if (tokens[i].is("[") && outline.partner(i) != kNowhere) {
        i = outline.partner(i);
      } else if (tokens[i].is_identifier()) {
        return tokens[i].text;
      } else {
        return {};
      }
    }
  }
  return {};
}

// Reads the method whose parameter list opens at `open`; none where that is no method.
std::optional<Method> read(const Tokens& tokens, const Outline& outline, std::size_t open, const std::string& record) {
  Method method{};
  method.open = open;
  method.name = open - 1;
  std::size_t i = outline.partner(open) + 1;
  method.qualifiers_begin = i;
  for (; i < tokens.size() && is_qualifier(tokens, i); ++i) {
    if (tokens[i].is("const")) method.constant = i;
    if (is_address_space(tokens, i)) method.space = i;
  }
  method.qualifiers_end = i;
  method.begin = outline.statement_begin(open);
  // The body is the first brace that no initialiser of a member takes: `: x{1}, y(2) {`.
  bool initializers = false;
  for (; i < tokens.size(); ++i) {
    if (tokens[i].is(";")) break;
    if (tokens[i].is(":")) initializers = true;
    if (tokens[i].is("}")) return std::nullopt;
    if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) {
      if (outline.partner(i) == kNowhere) return std::nullopt;
      const bool member = initializers && tokens[i].is("{") && (tokens[i - 1].is_identifier() || tokens[i - 1].is(">"));
      if (tokens[i].is("{") && !member) {
        method.body = i;
        i = outline.partner(i);
        break;
      }
      i = outline.partner(i);
    }
  }
  method.end = std::min(i + 1, tokens.size());
  if (method.body != kNowhere && method.end < tokens.size() && tokens[method.end].is(";")) ++method.end;  // `{...};`
  for (std::size_t k = method.begin; k < method.name; ++k) {
    if (tokens[k].is("static")) method.is_static = true;
    if (tokens[k].is("=") && outline.enclosing(k) == outline.enclosing(open)) {
      // A default argument of a template is none of this declaration's; `T x = f() ...` would be.
      if (!tokens[method.begin].is("template")) return std::nullopt;
    }
  }
  method.constructor = tokens[method.name].text == record || (method.name > 0 && tokens[method.name - 1].is("~"));
  return method;
}

class Rewriter {
 public:
  explicit Rewriter(Tokens& tokens) : tokens_(tokens), outline_(tokens) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is("{") && outline_.opens(i) == Scope::record && outline_.partner(i) != kNowhere) record(i);
    }
    edits_.apply(tokens_);
  }

 private:
  void record(std::size_t brace) {
    const std::string name = record_name(tokens_, outline_, brace);
    const std::size_t end = outline_.partner(brace);
    std::vector<Method> methods;
    for (std::size_t i = brace + 1; i < end; ++i) {
      if (tokens_[i].is("(") && outline_.partner(i) != kNowhere && outline_.scope(i) == Scope::record && outline_.enclosing(i) == brace) {
        const std::size_t close = outline_.partner(i);
        // Not the parameters' list: that of an attribute, and the first of `operator()(...)`.
        const Token& before = tokens_[i - 1];
        if ((before.is("operator") && close == i + 1) || before.is("__attribute__") || before.is("alignas") || before.is("decltype") ||
            before.is("__declspec") || before.is("explicit") || before.is("requires")) {
          i = close;
          continue;
        }
        if (auto method = read(tokens_, outline_, i, name)) {
          i = method->end - 1;
          methods.push_back(*method);
          continue;
        }
        i = close;
      } else if (tokens_[i].is("{") && outline_.partner(i) != kNowhere) {
        i = outline_.partner(i);  // nested records come by themselves
      }
    }
    std::set<std::string> plain;
    // A method for `thread` objects, or with no qualifier, is the plain one where there is one.
    for (const Method& method : methods) {
      if (method.space == kNowhere) {
        plain.insert(signature(method));
      } else if (tokens_[method.space].is("thread")) {
        edits_.remove(method.space);
        if (!plain.insert(signature(method)).second) drop(method);
      }
    }
    for (const Method& method : methods) {
      if (method.space == kNowhere || tokens_[method.space].is("thread")) continue;
      const bool own_space = !method.constructor && !method.is_static && !name.empty() && mentions_space(tokens_, method.begin, method.name + 1);
      if (own_space) {
        make_explicit(method, name);
      } else if (plain.insert(signature(method)).second) {
        edits_.remove(method.space);
      } else {
        drop(method);
      }
    }
  }

  // What two methods share when they differ in their address space alone. The template head counts: it may be SFINAE.
  std::string signature(const Method& method) const {
    std::string text;
    for (std::size_t i = method.begin; i < method.qualifiers_begin; ++i) {
      if (tokens_[i].is("inline") || tokens_[i].is("constexpr") || tokens_[i].is("thread")) continue;
      text += tokens_[i].text + ' ';
    }
    return text + (method.constant != kNowhere ? "const" : "");
  }

  void drop(const Method& method) { edits_.remove(method.begin, method.end - method.begin); }

  void make_explicit(const Method& method, const std::string& name) {
    const std::string space = tokens_[method.space].text;
    std::string parameter = "this " + std::string(method.constant != kNowhere ? "const " : "") + space + " " + name + "& " + std::string(kSelf);
    if (method.open + 1 != outline_.partner(method.open)) parameter += ",";
    edits_.insert(method.open + 1, parameter);
    for (std::size_t i = method.qualifiers_begin; i < method.qualifiers_end; ++i) {
      if (!tokens_[i].is("noexcept")) edits_.remove(i);
    }
    if (method.body == kNowhere) return;
    for (std::size_t i = method.body; i < outline_.partner(method.body); ++i) {
      if (!tokens_[i].is("this")) continue;
      if (i > 0 && tokens_[i - 1].is("*")) {
        edits_.replace(i - 1, 2, std::string(kSelf));
      } else {
        edits_.replace(i, 1, "(&" + std::string(kSelf) + ")");
      }
    }
  }

  Tokens& tokens_;
  const Outline outline_;
  Edits edits_;
};

}  // namespace

void rewrite_methods(Tokens& tokens) { Rewriter(tokens).run(); }

}  // namespace pewter::compiler::frontend::prepass
