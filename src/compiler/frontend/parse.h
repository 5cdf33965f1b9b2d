// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/DeclGroup.h>
#include <clang/Frontend/CompilerInstance.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/frontend/token.h"

namespace pewter::compiler::frontend {

// A place in what was parsed: a token of the user's, or a line of the standard library.
struct ParsePlace {
  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t token = kNone;
  unsigned offset = 0;       // bytes into the token's text; its length: just behind it, where something is missing
  std::string library_file;  // where token is kNone; empty: nowhere
  unsigned line = 0;
  unsigned column = 0;
};

// The tokens from `begin` to the one that begins at or before the end of the range, inclusive.
struct TokenRange {
  std::size_t begin = 0;
  std::size_t last = 0;
};

struct ParseMessage {
  clang::DiagnosticsEngine::Level level{};
  unsigned id = 0;  // clang::diag::*
  std::string text;
  ParsePlace place;
  std::vector<TokenRange> ranges;
};

// What the parser handed over, in its order: code generation replays it.
struct Handed {
  enum Kind { top_level, inline_function, tag, static_member, tentative, vtable } kind;
  clang::DeclGroupRef group;
  clang::Decl* declaration = nullptr;
};

// What was handed over so far, and who takes what comes from now on: looking at declarations reads others out of the precompiled
// header, code generation most of all, and those come then.
struct HandedOver {
  std::vector<Handed> list;
  std::function<void(const Handed&)> receiver;  // null: the list

  void add(const Handed& handed) { receiver ? receiver(handed) : list.push_back(handed); }
};

// A parsed translation unit: the AST lives as long as this.
class Unit {
 public:
  Unit();
  ~Unit();
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  clang::CompilerInstance& clang() { return *clang_; }
  clang::ASTContext& ast() { return clang_->getASTContext(); }
  // Of this moment: a copy, since looking at it may bring more.
  std::vector<Handed> handed() const { return handed_.list; }
  // Gives everything to `receiver`, and what comes later, too, until stop_handing().
  void hand_to(std::function<void(const Handed&)> receiver);
  void stop_handing() { handed_.receiver = nullptr; }
  const std::vector<ParseMessage>& messages() const { return messages_; }
  bool has_errors() const;

 private:
  friend class UnitBuilder;
  Emitted emitted_;
  HandedOver handed_;
  std::vector<ParseMessage> messages_;
  std::unique_ptr<clang::DiagnosticConsumer> consumer_;
  std::unique_ptr<clang::CompilerInstance> clang_;
  std::unique_ptr<clang::FrontendAction> action_;
};

// Parses rewritten tokens after the standard library's precompiled header. Errors of the source are in messages();
// a Failure means that the compiler itself could not start.
// With `place_of`, code made of the unit has lines that the user knows.
Result<std::unique_ptr<Unit>, Diagnostics> parse(const Tokens& tokens, const Options& options, const std::function<Place(const Token&)>& place_of = nullptr);

}  // namespace pewter::compiler::frontend
