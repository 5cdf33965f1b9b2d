// SPDX-License-Identifier: Apache-2.0
// MSL has no double: a floating literal without suffix is a float. `h` and `bf` suffixes are MSL's own.
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

bool is_hexadecimal(std::string_view text) { return text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'); }

bool is_floating(std::string_view text) {
  if (is_hexadecimal(text)) return text.find_first_of("pP") != std::string_view::npos;
  if (text.size() > 1 && text[0] == '0' && (text[1] == 'b' || text[1] == 'B')) return false;
  return text.find_first_of(".eE") != std::string_view::npos;
}

bool drop_suffix(std::string& text, std::string_view lower, std::string_view upper) {
  if (!text.ends_with(lower) && !text.ends_with(upper)) return false;
  text.resize(text.size() - lower.size());
  return true;
}

}  // namespace

void rewrite_literals(Tokens& tokens) {
  for (Token& token : tokens) {
    if (token.kind != TokenKind::number) continue;
    std::string text = token.text;
    const bool hexadecimal = is_hexadecimal(text);
    // In hexadecimal `bf` could be digits; after an exponent it is a suffix all the same.
    const bool may_have_suffix = !hexadecimal || is_floating(text);
    if (may_have_suffix && drop_suffix(text, "bf", "BF")) {
      token.text = "((__bf16)" + text + (is_floating(text) ? "f" : ".0f") + ")";
    } else if (may_have_suffix && drop_suffix(text, "h", "H")) {
      token.text = text + (is_floating(text) ? "" : ".0") + "f16";
    } else if (is_floating(text) && std::string_view("0123456789.").find(text.back()) != std::string_view::npos) {
      token.text = text + "f";
    }
  }
}

}  // namespace pewter::compiler::frontend::prepass
