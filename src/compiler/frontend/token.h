// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pewter::compiler::frontend {

enum class TokenKind : std::uint8_t { identifier, number, literal, punctuator, pragma };

// One token after preprocessing. `location` is opaque to the rewrites: it is the raw Clang source location that the token
// came from, so that what a rewrite makes of it is still reported where the user wrote it.
struct Token {
  std::string text;  // a pragma is one token, its whole line from '#' on
  TokenKind kind = TokenKind::punctuator;
  bool space_before = false;
  bool line_start = false;
  std::uint32_t location = 0;

  bool is(std::string_view what) const { return text == what; }
  bool is_identifier() const { return kind == TokenKind::identifier; }
};

using Tokens = std::vector<Token>;

// Changes to a token list, collected while reading it and made in one go. Positions are those of the list as read.
class Edits {
 public:
  // Puts `text` (lexed into tokens) before `at`; the new tokens take their location from the token at `at`.
  void insert(std::size_t at, std::string text) { replace(at, 0, std::move(text)); }
  void remove(std::size_t at, std::size_t count = 1) { replace(at, count, {}); }
  // Replaces `count` tokens at `at`. Several edits at one place apply in the order they were made.
  void replace(std::size_t at, std::size_t count, std::string text);
  // Puts tokens that exist already (with locations of their own) before `at`.
  void insert(std::size_t at, Tokens tokens);

  bool empty() const { return edits_.empty(); }
  void apply(Tokens& tokens);

 private:
  struct Edit {
    std::size_t at;
    std::size_t order;
    std::size_t count;
    Tokens tokens;
    bool located;
  };
  std::vector<Edit> edits_;
};

// Splits text into tokens without preprocessing: for the rewrites' own insertions and their tests. Comments are dropped.
Tokens lex(std::string_view text);

// Text that lexes back to `tokens`, and where each token begins in it.
struct Emitted {
  std::string text;
  std::vector<std::uint32_t> offsets;  // parallel to the tokens, ascending

  // Index of the token that covers `offset`; the last one beyond the end. There must be a token.
  std::size_t token_at(std::uint32_t offset) const;
};
Emitted emit(const Tokens& tokens);

// The same with line markers, so that what is made of the tokens has the lines that the user knows. `place_of` tells where a token
// came from; an empty file: unknown.
struct Place {
  std::string_view file;
  unsigned line = 0;
};
Emitted emit(const Tokens& tokens, const std::function<Place(const Token&)>& place_of);

// emit().text in one line, single spaces where tokens had any: what tests compare.
std::string spelled(const Tokens& tokens);

}  // namespace pewter::compiler::frontend
