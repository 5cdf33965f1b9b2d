// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/frontend/token.h"

namespace pewter::compiler::frontend::prepass {

inline constexpr std::size_t kNowhere = ~std::size_t{0};

// What a brace opens.
enum class Scope : std::uint8_t { file, name_space, record, enumeration, body, initializer };

// The brackets of a token list and what its braces are: as much of C++'s structure as the rewrites need. Unbalanced
// brackets have no partner (kNowhere); nothing here fails on any input.
class Outline {
 public:
  explicit Outline(const Tokens& tokens);

  // The other end of a bracket, or kNowhere.
  std::size_t partner(std::size_t at) const { return partner_[at]; }
  // The scope that the token lies in; a brace lies in the scope around it.
  Scope scope(std::size_t at) const { return scope_[at]; }
  // The bracket '(', '[' or '{' that directly encloses the token, or kNowhere.
  std::size_t enclosing(std::size_t at) const { return enclosing_[at]; }
  // What the brace at `at` opens.
  Scope opens(std::size_t at) const { return opens_[at]; }
  // First token of the statement or declaration that `at` belongs to, within its bracket.
  std::size_t statement_begin(std::size_t at) const;

 private:
  const Tokens& tokens_;
  std::vector<std::size_t> partner_;
  std::vector<std::size_t> enclosing_;
  std::vector<Scope> scope_;
  std::vector<Scope> opens_;
};

// With tokens[at] == "<": the position after the matching ">"; kNowhere where it closes nowhere before a ';' or brace.
// `>>` closes two.
std::size_t after_angles(const Tokens& tokens, const Outline& outline, std::size_t at);

// Whether the identifier at `at` is used on its own, not as a member or qualified name (x.device, std::thread).
bool stands_alone(const Tokens& tokens, std::size_t at);

// Whether the token is an address-space keyword of MSL, used as one.
bool is_address_space(const Tokens& tokens, std::size_t at);

// [at, end) as text with single spaces.
std::string spelled(const Tokens& tokens, std::size_t at, std::size_t end);

}  // namespace pewter::compiler::frontend::prepass
