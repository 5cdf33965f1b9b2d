// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/repair.h"

#include <clang/Basic/DiagnosticSema.h>

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

  void by_value(TokenRange range) {
    if (!done_.insert(range.begin).second) return;
    edits_.insert(range.begin, "auto(");
    edits_.insert(range.last + 1, ")");
  }

  const Tokens& tokens_;
  Edits edits_;
  std::set<std::size_t> done_;
};

}  // namespace

Result<std::unique_ptr<Unit>, Diagnostics> parse_and_repair(Tokens& tokens, const Options& options) {
  for (int round = 0;; ++round) {
    auto unit = parse(tokens, options);
    if (!unit || !(*unit)->has_errors() || round == kMostRounds) return unit;
    Repair repair(tokens);
    for (const ParseMessage& message : (*unit)->messages()) repair.consider(message);
    Tokens mended = tokens;
    if (!repair.apply(mended)) return unit;
    tokens = std::move(mended);
  }
}

void report(const Unit& unit, const Tokens& tokens, Preprocessed& preprocessed) {
  auto& sources = preprocessed.sources();
  auto location_of = [&](std::size_t token) { return clang::SourceLocation::getFromRawEncoding(tokens[token].location); };
  for (const ParseMessage& parsed : unit.messages()) {
    Message message{parsed.level, {}, in_words_of_metal(parsed.text), {}};
    if (parsed.place.token != ParsePlace::kNone && parsed.place.token < tokens.size()) {
      message.location = location_of(parsed.place.token);
      for (const TokenRange& range : parsed.ranges) {
        if (range.last >= tokens.size()) continue;
        message.ranges.push_back(clang::CharSourceRange::getTokenRange(location_of(range.begin), location_of(range.last)));
      }
    } else if (!parsed.place.library_file.empty()) {
      if (auto file = sources.getFileManager().getOptionalFileRef(parsed.place.library_file)) {
        const auto id = sources.getOrCreateFileID(*file, clang::SrcMgr::C_System);
        message.location = sources.translateLineCol(id, parsed.place.line, parsed.place.column);
      }
    }
    preprocessed.diagnostics().print(message);
  }
}

}  // namespace pewter::compiler::frontend
