// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/repair.h"

#include <clang/Basic/DiagnosticSema.h>
#include <clang/Lex/Lexer.h>

#include <set>

#include "compiler/frontend/dialect.h"

namespace pewter::compiler::frontend {
namespace {

// Each round mends all that Clang reports; what a mended place hid before shows in the next.
constexpr int kMostRounds = 12;

class Repair {
 public:
  explicit Repair(const Tokens& tokens) : tokens_(tokens) {}

  void consider(const ParseMessage& message) {
    if (message.place.token == ParsePlace::kNone || message.level < clang::DiagnosticsEngine::Error) return;
    switch (message.id) {
      // A member's bare name in a method that the pre-pass gave an explicit object parameter.
      case clang::diag::err_invalid_member_use_in_method:
      case clang::diag::err_member_call_without_object:
        qualify(message.place.token);
        break;
      // `cond ? in[i] : T(0)` for a class T: lvalues in different address spaces have no common type, values have.
      case clang::diag::err_typecheck_cond_incompatible_operands:
        if (message.ranges.size() == 2) {
          by_value(message.ranges[0]);
          by_value(message.ranges[1]);
        }
        break;
      // half to bfloat and back: through float.
      case clang::diag::err_bad_cxx_cast_generic:
      case clang::diag::err_typecheck_convert_incompatible:
      case clang::diag::err_init_conversion_failed:
        if (!message.ranges.empty() && names(message, "_Float16") && names(message, "__bf16")) wrap(message.ranges.back(), "__pewter_bridge(");
        break;
      default: break;
    }
  }

  bool apply(Tokens& tokens) {
    if (edits_.empty()) return false;
    edits_.apply(tokens);
    return true;
  }

 private:
  void qualify(std::size_t at) {
    if (!tokens_[at].is_identifier() || !done_.insert(at).second) return;
    if (at >= 1 && (tokens_[at - 1].is(".") || tokens_[at - 1].is("->"))) return;
    edits_.insert(at, std::string(kSelf) + ".");
  }

  static bool names(const ParseMessage& message, std::string_view type) { return message.text.find(type) != std::string::npos; }

  void by_value(TokenRange range) { wrap(range, "auto("); }

  void wrap(TokenRange range, std::string opening) {
    if (!done_.insert(range.begin).second) return;
    edits_.insert(range.begin, std::move(opening));
    edits_.insert(range.last + 1, ")");
  }

  const Tokens& tokens_;
  Edits edits_;
  std::set<std::size_t> done_;
};

}  // namespace

Result<std::unique_ptr<Unit>, Diagnostics> parse_and_repair(Tokens& tokens, const Options& options, const std::function<Place(const Token&)>& place_of) {
  for (int round = 0;; ++round) {
    auto unit = parse(tokens, options, place_of);
    if (!unit || !(*unit)->has_errors() || round == kMostRounds) return unit;
    Repair repair(tokens);
    for (const ParseMessage& message : (*unit)->messages()) repair.consider(message);
    Tokens mended = tokens;
    if (!repair.apply(mended)) return unit;
    tokens = std::move(mended);
  }
}

void report(const Unit& unit, const Tokens& tokens, Preprocessed& preprocessed) {
  auto location_of = [&](std::size_t token) { return clang::SourceLocation::getFromRawEncoding(tokens[token].location); };
  auto is_note = [](const ParseMessage& message) { return message.level <= clang::DiagnosticsEngine::Note; };
  const std::vector<ParseMessage>& messages = unit.messages();
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const ParseMessage& parsed = messages[i];
    const bool in_program = parsed.place.token < tokens.size();
    // The library's own lines say nothing to the user. An error there is the fault of the use that a note after it points to.
    if (is_note(parsed) && !in_program) continue;
    Message message{parsed.level, {}, in_words_of_metal(parsed.text), {}};
    if (in_program) {
      message.location = location_of(parsed.place.token);
      if (parsed.place.offset > 0 && parsed.place.offset >= tokens[parsed.place.token].text.size() && message.location.isFileID()) {
        const auto end = clang::Lexer::getLocForEndOfToken(message.location, 0, preprocessed.sources(), preprocessed.language());
        if (end.isValid()) message.location = end;
      }
      for (const TokenRange& range : parsed.ranges) {
        if (range.last >= tokens.size()) continue;
        message.ranges.push_back(clang::CharSourceRange::getTokenRange(location_of(range.begin), location_of(range.last)));
      }
    } else {
      for (std::size_t k = i + 1; k < messages.size() && is_note(messages[k]); ++k) {
        if (messages[k].place.token >= tokens.size()) continue;
        message.location = location_of(messages[k].place.token);
        break;
      }
    }
    preprocessed.diagnostics().print(message);
  }
}

}  // namespace pewter::compiler::frontend
