// SPDX-License-Identifier: Apache-2.0
// Metal's attributes become annotations, which Clang carries through templates to the AST with their arguments evaluated.
// The GNU spelling may stand wherever a Metal program puts `[[...]]`, and among specifiers where `kernel` stands.
#include <array>
#include <algorithm>

#include "compiler/frontend/dialect.h"
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

// Attributes of C++ and Clang that mean there what they mean in MSL.
constexpr std::array<std::string_view, 9> kStandard = {"maybe_unused", "nodiscard",  "noreturn",    "deprecated", "fallthrough",
                                                       "likely",       "unlikely", "no_unique_address", "assume"};

// Attributes whose argument is an expression that the AST is to evaluate, or a string. Other arguments are names.
constexpr std::array<std::string_view, 6> kWithValue = {"buffer", "threadgroup", "id", "function_constant", "host_name",
                                                        "max_total_threads_per_threadgroup"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct One {
  std::size_t begin;
  std::size_t end;
};

// The comma-separated attributes in [begin, end).
std::vector<One> split(const Tokens& tokens, const Outline& outline, std::size_t begin, std::size_t end) {
  std::vector<One> result;
  std::size_t start = begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].is("(") && outline.partner(i) != kNowhere) {
      i = outline.partner(i);
    } else if (tokens[i].is(",")) {
      if (i > start) result.push_back({start, i});
      start = i + 1;
    }
  }
  if (end > start) result.push_back({start, end});
  return result;
}

bool is_standard(const Tokens& tokens, const One& one) {
  return (one.begin + 1 < one.end && tokens[one.begin + 1].is("::")) || contains(kStandard, tokens[one.begin].text);
}

// Whether [[ at `at` begins an attribute, not a lambda in a subscript.
bool is_attribute(const Tokens& tokens, const Outline& outline, std::size_t at) {
  if (!tokens[at].is("[") || at + 2 >= tokens.size() || !tokens[at + 1].is("[") || outline.partner(at) == kNowhere) return false;
  if (outline.partner(at + 1) == kNowhere || outline.partner(at + 1) + 1 != outline.partner(at)) return false;
  return tokens[at + 2].is_identifier();
}

}  // namespace

void rewrite_attributes(Tokens& tokens) {
  const Outline outline(tokens);
  Edits edits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is_identifier() && (token.is("kernel") || token.is("vertex") || token.is("fragment")) && stands_alone(tokens, i)) {
      edits.replace(i, 1, "__attribute__((annotate(\"" + std::string(kAnnotation) + token.text + "\")))");
      continue;
    }
    if (!is_attribute(tokens, outline, i)) continue;
    const std::size_t end = outline.partner(i);
    const std::vector<One> list = split(tokens, outline, i + 2, end - 1);
    // Standard attributes stay in brackets of their own, in front: Clang wants them there.
    std::string standard;
    for (const One& one : list) {
      if (is_standard(tokens, one)) standard += (standard.empty() ? "[[" : ", ") + spelled(tokens, one.begin, one.end);
    }
    edits.replace(i, 2, standard.empty() ? "" : standard + "]]");
    std::size_t done = i + 2;
    for (const One& one : list) {
      edits.remove(done, one.begin - done);  // commas
      done = one.end;
      if (is_standard(tokens, one)) {
        edits.remove(one.begin, one.end - one.begin);
        continue;
      }
      const std::string& name = tokens[one.begin].text;
      const bool value = contains(kWithValue, name) && one.begin + 3 < one.end && tokens[one.begin + 1].is("(");
      edits.replace(one.begin, 1, "__attribute__((annotate(\"" + std::string(kAnnotation) + name + "\"" + (value ? "," : ")))"));
      if (value) {
        edits.remove(one.begin + 1);  // the arguments keep their own places
        edits.replace(one.end - 1, 1, ")))");
      } else if (one.end > one.begin + 1) {
        edits.remove(one.begin + 1, one.end - one.begin - 1);
      }
    }
    edits.remove(done, end + 1 - done);
    i = end;
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
