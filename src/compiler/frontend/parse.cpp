// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/parse.h"

#include <clang/AST/DeclCXX.h>
#include <clang/Basic/DiagnosticSema.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>

#include <algorithm>

#include "compiler/analysis/times.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/headers.h"
#include "compiler/frontend/instance.h"
#include "compiler/frontend/library_pch.h"
#include "compiler/frontend/target.h"

namespace pewter::compiler::frontend {
namespace {

constexpr char kHeaderPath[] = "/pewter/library.pch";

// Writes down what the parser hands over instead of acting on it: whether there will be code is known only at the end.
class Recorder : public clang::ASTConsumer {
 public:
  Recorder(HandedOver& handed, const clang::DiagnosticsEngine& engine) : handed_(handed), engine_(engine) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group) add_top_level(declaration);
    // False ends the parse: after too many errors Clang would go on, silently, and for very long on a hostile source.
    return !engine_.hasFatalErrorOccurred();
  }
  void HandleInlineFunctionDefinition(clang::FunctionDecl* function) override { add(Handed::inline_function, function); }
  void HandleTagDeclDefinition(clang::TagDecl* tag) override { add(Handed::tag, tag); }
  void HandleCXXStaticMemberVarInstantiation(clang::VarDecl* variable) override { add(Handed::static_member, variable); }
  void CompleteTentativeDefinition(clang::VarDecl* variable) override { add(Handed::tentative, variable); }
  void HandleVTable(clang::CXXRecordDecl* record) override { add(Handed::vtable, record); }

 private:
  // What is in a namespace counts like what is not: the rest of the front end sees one list.
  void add_top_level(clang::Decl* declaration) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration)) {
      for (clang::Decl* inner : llvm::cast<clang::DeclContext>(declaration)->decls()) add_top_level(inner);
    } else {
      handed_.add({Handed::top_level, clang::DeclGroupRef(declaration), nullptr});
    }
  }
  void add(Handed::Kind kind, clang::Decl* declaration) { handed_.add({kind, {}, declaration}); }
  HandedOver& handed_;
  const clang::DiagnosticsEngine& engine_;
};

class Action : public clang::ASTFrontendAction {
 public:
  explicit Action(HandedOver& handed) : handed_(handed) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance, llvm::StringRef) override {
    adapt(instance.getTarget());  // loading a precompiled header adjusts the target anew
    // The user's macros are expanded already; those in the precompiled header are not for the user's tokens.
    instance.getPreprocessor().SetMacroExpansionOnlyInDirectives();
    return std::make_unique<Recorder>(handed_, instance.getDiagnostics());
  }

 private:
  HandedOver& handed_;
};

class Collector : public clang::DiagnosticConsumer {
 public:
  Collector(const Emitted& emitted, std::vector<ParseMessage>& messages) : emitted_(emitted), messages_(messages) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    ParseMessage message;
    message.level = level;
    message.id = info.getID();
    llvm::SmallString<128> text;
    info.FormatDiagnostic(text);
    message.text = std::string(text);
    if (info.hasSourceManager() && info.getLocation().isValid()) {
      const auto& sources = info.getSourceManager();
      message.place = place_of(info.getLocation(), sources);
      for (const auto& range : info.getRanges()) {
        const ParsePlace begin = place_of(range.getBegin(), sources);
        const ParsePlace end = place_of(range.getEnd(), sources);
        if (begin.token == ParsePlace::kNone || end.token == ParsePlace::kNone || end.token < begin.token) continue;
        message.ranges.push_back({begin.token, end.token});
      }
    }
    messages_.push_back(std::move(message));
  }

 private:
  ParsePlace place_of(clang::SourceLocation location, const clang::SourceManager& sources) const {
    ParsePlace place;
    if (location.isInvalid()) return place;
    const auto [file, offset] = sources.getDecomposedExpansionLoc(location);
    if (file == sources.getMainFileID()) {
      if (!emitted_.offsets.empty()) {
        place.token = emitted_.token_at(offset);
        place.offset = offset - std::min(offset, emitted_.offsets[place.token]);
      }
      return place;
    }
    const auto presumed = sources.getPresumedLoc(sources.getExpansionLoc(location));
    if (presumed.isValid()) {
      place.library_file = presumed.getFilename();
      place.line = presumed.getLine();
      place.column = presumed.getColumn();
    }
    return place;
  }

  const Emitted& emitted_;
  std::vector<ParseMessage>& messages_;
};

}  // namespace

class UnitBuilder {
 public:
  static Result<std::unique_ptr<Unit>, Diagnostics> build(const Tokens& tokens, const Options& options, const std::function<Place(const Token&)>& place_of) {
    const StageTimer timer("parser");
    auto header = library_pch(options);
    if (!header) return Failure{std::move(header).error()};
    auto unit = std::make_unique<Unit>();
    unit->emitted_ = emit(tokens, place_of);
    unit->consumer_ = std::make_unique<Collector>(unit->emitted_, unit->messages_);
    unit->clang_ = make_parse_instance(options, *unit->consumer_, true);
    if (!unit->clang_) return Failure{plain_error("the compiler could not start")};
    clang::CompilerInstance& instance = *unit->clang_;

    auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    memory->addFile(kHeaderPath, 0, llvm::MemoryBuffer::getMemBuffer((*header)->getMemBufferRef(), false));
    static_cast<llvm::vfs::OverlayFileSystem&>(instance.getFileManager().getVirtualFileSystem()).pushOverlay(memory);
    auto& preprocessing = instance.getPreprocessorOpts();
    preprocessing.ImplicitPCHInclude = kHeaderPath;
    preprocessing.DisablePCHOrModuleValidation = clang::DisableValidationForModuleKind::All;  // the cache key vouches for it

    auto action = std::make_unique<Action>(unit->handed_);
    const clang::FrontendInputFile input(llvm::MemoryBufferRef(unit->emitted_.text, "program"),
                                         clang::InputKind(clang::Language::CXX, clang::InputKind::Source));
    if (!action->BeginSourceFile(instance, input)) return Failure{plain_error("the compiler could not start its parser")};
    unit->action_ = std::move(action);
    if (auto failed = unit->action_->Execute()) llvm::consumeError(std::move(failed));
    return unit;
  }
};

Unit::Unit() = default;
Unit::~Unit() {
  if (action_) action_->EndSourceFile();
}

void Unit::hand_to(std::function<void(const Handed&)> receiver) {
  // By index, and each a copy: the list grows meanwhile.
  for (std::size_t i = 0; i < handed_.list.size(); ++i) receiver(Handed(handed_.list[i]));
  handed_.receiver = std::move(receiver);
}

bool Unit::has_errors() const {
  return std::any_of(messages_.begin(), messages_.end(),
                     [](const ParseMessage& message) { return message.level >= clang::DiagnosticsEngine::Error; });
}

Result<std::unique_ptr<Unit>, Diagnostics> parse(const Tokens& tokens, const Options& options, const std::function<Place(const Token&)>& place_of) {
  return UnitBuilder::build(tokens, options, place_of);
}

}  // namespace pewter::compiler::frontend
