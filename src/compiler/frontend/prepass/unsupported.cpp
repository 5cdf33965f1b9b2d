// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

struct Construct {
  std::string_view word;
  std::string_view what;
};
// Types (textures, samplers, acceleration structures, ...) are the standard library's to refuse, where they are used. Here are
// the words that are not types.
constexpr std::array kWords = {Construct{"object_data", "mesh shaders"}, Construct{"ray_data", "ray tracing"},
                               Construct{"threadgroup_imageblock", "imageblocks"}};
constexpr std::array<Construct, 3> kAttributes = {Construct{"object", "mesh shaders"}, Construct{"mesh", "mesh shaders"},
                                                  Construct{"intersection", "ray tracing"}};

// C++ that Metal leaves out and Clang, in the mode it runs in here, would take. Inline assembly must never pass: it would run
// any instruction in the program's process.
constexpr std::array kCxxWords = {
    Construct{"asm", "inline assembly"}, Construct{"__asm", "inline assembly"}, Construct{"__asm__", "inline assembly"},
    Construct{"try", "exceptions"},      Construct{"catch", "exceptions"},      Construct{"throw", "exceptions"},
    Construct{"virtual", "virtual functions"}, Construct{"new", "allocation"},  Construct{"double", "double precision"}};

}  // namespace

void check_unsupported(const Tokens& tokens, Findings& findings) {
  std::vector<std::string_view> reported;
  auto report = [&](const Token& token, std::string_view what) {
    if (std::find(reported.begin(), reported.end(), token.text) != reported.end()) return;
    reported.push_back(token.text);
    findings.problems.push_back({token.location, "'" + token.text + "' is not supported: Pewter has no " + std::string(what)});
  };
  auto report_cxx = [&](const Token& token, std::string_view what) {
    if (std::find(reported.begin(), reported.end(), token.text) != reported.end()) return;
    reported.push_back(token.text);
    findings.problems.push_back({token.location, "'" + token.text + "' is not supported in Metal: it has no " + std::string(what)});
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_identifier()) continue;
    for (const Construct& construct : kWords) {
      if (tokens[i].is(construct.word) && stands_alone(tokens, i)) report(tokens[i], construct.what);
    }
    for (const Construct& construct : kCxxWords) {
      if (tokens[i].is(construct.word)) report_cxx(tokens[i], construct.what);
    }
    if (i >= 2 && tokens[i - 1].is("[") && tokens[i - 2].is("[")) {
      for (const Construct& construct : kAttributes) {
        if (tokens[i].is(construct.word)) report(tokens[i], construct.what);
      }
    }
  }
}

}  // namespace pewter::compiler::frontend::prepass
