// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {

void rewrite_address_spaces(Tokens& tokens) {
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
      // One token, so that Clang's carets at the attribute are at the user's word. (Only emitted from here on, never read.)
      tokens[i].text = spelling;
    }
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
