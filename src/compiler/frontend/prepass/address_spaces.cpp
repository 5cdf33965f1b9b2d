// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

// With `(space T*)` at `at`, a cast or a type without a name: where its first `*` or `&` is; else kNowhere.
std::size_t declarator_without_name(const Tokens& tokens, const Outline& outline, std::size_t at) {
  const std::size_t open = outline.enclosing(at);
  if (open == kNowhere || open + 1 != at || !tokens[open].is("(") || outline.partner(open) == kNowhere) return kNowhere;
  const std::size_t close = outline.partner(open);
  std::size_t star = at + 1;
  while (star < close && (tokens[star].is_identifier() || tokens[star].is("::"))) ++star;
  if (star < close && tokens[star].is("<")) star = after_angles(tokens, outline, star);
  if (star >= close || (!tokens[star].is("*") && !tokens[star].is("&"))) return kNowhere;
  return star + 1 == close ? star : kNowhere;
}

}  // namespace

void rewrite_address_spaces(Tokens& tokens) {
  const Outline outline(tokens);
  Edits edits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_address_space(tokens, i)) continue;
    if (tokens[i].is("thread")) {
      edits.remove(i);
    } else {
      // To Metal `constant T` and `const constant T` are one type.
      const std::string spelling = tokens[i].is("device")     ? std::string(kDevice)
                                   : tokens[i].is("constant") ? "const " + std::string(kConstant)
                                                              : std::string(kThreadgroup);
      // Of an attribute behind a parenthesis Clang believes that it begins a declarator: to it `if (float4(((attribute T*)p)[i]).x`
      // is a declaration. So in casts it comes last.
      if (const std::size_t star = declarator_without_name(tokens, outline, i); star != kNowhere) {
        edits.remove(i);
        tokens[star].text = spelling + tokens[star].text;
        continue;
      }
      // One token, so that Clang's carets at the attribute are at the user's word. (Only emitted from here on, never read.)
      tokens[i].text = spelling;
    }
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
