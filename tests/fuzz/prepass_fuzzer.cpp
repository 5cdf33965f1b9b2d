// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any text through the MSL pre-pass. It must end, in memory it owns, and what it makes must lex back to itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compiler/frontend/prepass/prepass.h"
#include "compiler/frontend/token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace frontend = pewter::compiler::frontend;
  if (size == 0) return 0;
  // The first byte chooses what is asked for; the rest is the source.
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  frontend::prepass::Request request;
  if (data[0] & 1) request.host_name = "k";
  if (data[0] & 2) request.instantiate = true;
  if (data[0] & 4) request.constants.push_back({.index = 0, .name = "", .type = "int", .bytes = {std::byte{1}, std::byte{0}, std::byte{0}, std::byte{0}}});
  frontend::Tokens tokens = frontend::lex(text);
  (void)frontend::prepass::run(tokens, request);
  for (const frontend::Token& token : tokens)
    if (token.text.empty()) std::abort();  // a token without text cannot be written back
  return 0;
}
