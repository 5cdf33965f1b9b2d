// SPDX-License-Identifier: Apache-2.0
// Clang parses and walks expressions recursively: a chain of a million operators is a million levels. Clang itself limits
// brackets; this limits what stands between them.
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

constexpr std::size_t kMostBrackets = 1000;
constexpr std::size_t kMostOperators = 8000;  // pending at one place, over all the brackets that are open
constexpr std::size_t kMostElse = 2000;       // else-if after else-if

struct Level {
  std::size_t operators = 0;
  std::size_t elses = 0;
};

}  // namespace

void check_nesting(const Tokens& tokens, Findings& findings) {
  std::vector<Level> levels(1);
  std::size_t operators = 0;
  auto end_expression = [&] {
    operators -= levels.back().operators;
    levels.back().operators = 0;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is("(") || token.is("[") || token.is("{")) {
      levels.emplace_back();
    } else if (token.is(")") || token.is("]") || token.is("}")) {
      end_expression();
      if (levels.size() > 1) levels.pop_back();
      if (token.is("}")) {
        end_expression();
        // An else-if chain goes on after its block.
        if (i + 1 >= tokens.size() || !tokens[i + 1].is("else")) levels.back().elses = 0;
      }
    } else if (token.is(";") || token.is(",")) {
      end_expression();
      if (token.is(";") && (i + 1 >= tokens.size() || !tokens[i + 1].is("else"))) levels.back().elses = 0;
    } else if (token.is("else")) {
      ++levels.back().elses;
    } else if (token.kind == TokenKind::punctuator || token.is("sizeof")) {
      ++levels.back().operators;
      ++operators;
    }
    if (levels.size() > kMostBrackets || operators > kMostOperators || levels.back().elses > kMostElse) {
      findings.problems.push_back({token.location, "program is nested too deeply"});
      return;
    }
  }
}

}  // namespace pewter::compiler::frontend::prepass
