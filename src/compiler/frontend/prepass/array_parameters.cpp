// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

// The name of the array parameter whose address-space word is at `at`; kNowhere where it is no array parameter.
std::size_t array_name(const Tokens& tokens, const Outline& outline, std::size_t at) {
  std::size_t names = 0;
  for (std::size_t i = at + 1; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is("[")) return names >= 2 && tokens[i - 1].is_identifier() ? i - 1 : kNowhere;
    if (token.is("<")) {
      const std::size_t after = after_angles(tokens, outline, i);
      if (after == kNowhere) return kNowhere;
      i = after - 1;
    } else if (token.is_identifier()) {
      if (!token.is("const") && !token.is("volatile") && !token.is("typename")) ++names;
    } else if (!token.is("::")) {
      return kNowhere;
    }
  }
  return kNowhere;
}

}  // namespace

void rewrite_array_parameters(Tokens& tokens) {
  const Outline outline(tokens);
  Edits edits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_address_space(tokens, i) || outline.enclosing(i) == kNowhere || !tokens[outline.enclosing(i)].is("(")) continue;
    const std::size_t name = array_name(tokens, outline, i);
    if (name == kNowhere) continue;
    const std::size_t open = name + 1;
    const std::size_t close = outline.partner(open);
    if (close == kNowhere) continue;
    const bool more = close + 1 < tokens.size() && tokens[close + 1].is("[");  // T x[A][B] is T (*x)[B]
    edits.insert(name, more ? "(*" : "*");
    if (more) edits.insert(name + 1, ")");
    edits.remove(open, close + 1 - open);
    i = close;
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
