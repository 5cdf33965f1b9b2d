// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {

void rewrite_coherent(Tokens& tokens) {
  const Outline outline(tokens);
  Edits edits;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!tokens[i].is("coherent") || !stands_alone(tokens, i)) continue;
    if (tokens[i + 1].is("(") && outline.partner(i + 1) == i + 3) {
      edits.remove(i, 4);
    } else if (is_address_space(tokens, i + 1) || (i > 0 && is_address_space(tokens, i - 1))) {
      edits.remove(i);
    }
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
