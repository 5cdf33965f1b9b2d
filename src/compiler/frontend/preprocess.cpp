// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/preprocess.h"

#include <clang/Basic/FileManager.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Pragma.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <fmt/format.h>

#include <filesystem>

#include "compiler/analysis/times.h"
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/headers.h"

namespace pewter::compiler::frontend {
namespace {

// More than any real program; less than what would fill the memory of the machine.
constexpr std::size_t kMostTokens = 4u << 20;

class Consumer : public clang::DiagnosticConsumer {
 public:
  DiagnosticPrinter* printer = nullptr;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (!printer) return;  // of the command line, which is ours
    llvm::SmallString<128> text;
    info.FormatDiagnostic(text);
    Message message{level, info.getLocation(), std::string(text), {}};
    for (const auto& range : info.getRanges()) message.ranges.push_back(range);
    printer->print(message);
  }
};

TokenKind kind_of(const clang::Token& token) {
  if (token.getIdentifierInfo()) return TokenKind::identifier;
  if (token.is(clang::tok::numeric_constant)) return TokenKind::number;
  if (token.isLiteral()) return TokenKind::literal;
  return TokenKind::punctuator;
}

// Where the user's own text is, as opposed to the standard library's.
class Tracker : public clang::PPCallbacks {
 public:
  Tracker(clang::SourceManager& sources, Preprocessed& result) : sources_(sources), result_(result) {}

  bool in_library() const { return in_library_; }

  void FileChanged(clang::SourceLocation location, FileChangeReason reason, clang::SrcMgr::CharacteristicKind kind,
                   clang::FileID) override {
    const auto file = sources_.getFileEntryRefForID(sources_.getFileID(location));
    const std::string_view name = file ? std::string_view(file->getName()) : std::string_view();
    in_library_ = name.starts_with(kLibraryRoot);
    if (reason == EnterFile) ++depth_;
    if (reason == ExitFile) --depth_;
    if (reason == EnterFile && file && !in_library_ && sources_.getFileID(location) != sources_.getMainFileID()) {
      result_.includes.emplace_back(name);
      result_.include_depths.push_back(depth_ - 1);
    }
  }

  void PragmaDiagnosticPush(clang::SourceLocation at, llvm::StringRef space) override {
    keep(at, "#pragma " + space.str() + " diagnostic push");
  }
  void PragmaDiagnosticPop(clang::SourceLocation at, llvm::StringRef space) override {
    keep(at, "#pragma " + space.str() + " diagnostic pop");
  }
  void PragmaDiagnostic(clang::SourceLocation at, llvm::StringRef space, clang::diag::Severity mapping, llvm::StringRef what) override {
    const char* word = mapping == clang::diag::Severity::Error     ? "error"
                       : mapping == clang::diag::Severity::Warning ? "warning"
                       : mapping == clang::diag::Severity::Fatal   ? "fatal"
                                                                   : "ignored";
    keep(at, "#pragma " + space.str() + " diagnostic " + word + " \"" + what.str() + "\"");
  }

  void keep(clang::SourceLocation at, std::string line) {
    if (in_library_) return;
    result_.tokens.push_back({std::move(line), TokenKind::pragma, false, true, at.getRawEncoding()});
  }

 private:
  clang::SourceManager& sources_;
  Preprocessed& result_;
  bool in_library_ = false;
  unsigned depth_ = 0;  // files that are open, the source among them
};

// Keeps the pragmas that the parser is to see, with the macros in them expanded: `#pragma unroll(N)` means a number.
class PragmaKeeper : public clang::PragmaHandler {
 public:
  PragmaKeeper(std::string prefix, Tracker& tracker) : prefix_(std::move(prefix)), tracker_(tracker) {}

  void HandlePragma(clang::Preprocessor& preprocessor, clang::PragmaIntroducer introducer, clang::Token& first) override {
    std::string line = prefix_;
    const bool expand = first.getIdentifierInfo() && first.getIdentifierInfo()->isStr("unroll");
    for (clang::Token token = first; token.isNot(clang::tok::eod); ) {
      if (!line.empty()) line += ' ';
      line += preprocessor.getSpelling(token);
      if (expand) {
        preprocessor.Lex(token);
      } else {
        preprocessor.LexUnexpandedToken(token);
      }
    }
    tracker_.keep(introducer.Loc, std::move(line));
  }

 private:
  std::string prefix_;
  Tracker& tracker_;
};

std::shared_ptr<clang::CompilerInvocation> make_invocation(const Options& options, clang::DiagnosticsEngine& engine) {
  std::vector<std::string> flags = dialect_flags(options);
  auto flag = [&](std::string text) { flags.push_back(std::move(text)); };
  for (const char* name : {"__SPIR__", "__SPIR64__", "SYCL_LANGUAGE_VERSION", "__SYCL_DEVICE_ONLY__"}) {
    flag("-U");
    flag(name);
  }
  for (const Predefine& predefine : predefines(options)) {
    flag("-D");
    flag(predefine.name + "=" + predefine.value);
  }
  for (const auto& [name, value] : options.macros) {
    flag("-D");
    flag(name + "=" + value);
  }
  for (const std::string& directory : options.include_dirs) {
    flag("-I");
    flag(directory);
  }
  flag("-isystem");
  flag(std::string(kLibraryRoot));
  // The library is declared whatever the source includes; so its macros are defined.
  flag("-imacros");
  flag("pewter/macros.h");
  std::vector<const char*> arguments;
  for (const std::string& text : flags) arguments.push_back(text.c_str());
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  clang::CompilerInvocation::CreateFromArgs(*invocation, arguments, engine);
  set_warnings(invocation->getDiagnosticOpts(), options);
  return invocation;
}

// The file that the source is to be known as. A source that came as a string has no directory to include from.
clang::FileID enter_source(clang::CompilerInstance& instance, const Source& source) {
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(source.text, source.name);
  auto& sources = instance.getSourceManager();
  std::error_code ignored;
  if (!std::filesystem::exists(source.name, ignored)) return sources.createFileID(std::move(buffer));
  const auto file = instance.getFileManager().getVirtualFileRef(source.name, static_cast<off_t>(source.text.size()), 0);
  sources.overrideFileContents(file, std::move(buffer));
  return sources.createFileID(file, {}, clang::SrcMgr::C_User);
}

}  // namespace

Preprocessed::Preprocessed() = default;
Preprocessed::Preprocessed(Preprocessed&&) noexcept = default;
Preprocessed& Preprocessed::operator=(Preprocessed&&) noexcept = default;
Preprocessed::~Preprocessed() = default;
const clang::SourceManager& Preprocessed::sources() const { return clang_->getSourceManager(); }
clang::SourceManager& Preprocessed::sources() { return clang_->getSourceManager(); }
const clang::LangOptions& Preprocessed::language() const { return clang_->getLangOpts(); }

Result<Preprocessed, Diagnostics> preprocess(const Source& source, const Options& options) {
  const StageTimer timer("preprocessor");
  Preprocessed result;
  result.clang_ = std::make_unique<clang::CompilerInstance>();
  clang::CompilerInstance& instance = *result.clang_;

  auto* consumer = new Consumer;
  auto file_system = make_file_system();
  instance.createDiagnostics(consumer, true);
  instance.setInvocation(make_invocation(options, instance.getDiagnostics()));
  instance.createDiagnostics(consumer = new Consumer, true);
  if (!instance.createTarget()) return Failure{plain_error("the preprocessor could not start")};
  instance.createFileManager(file_system);
  instance.createSourceManager(instance.getFileManager());
  result.printer_ = std::make_unique<DiagnosticPrinter>(instance.getLangOpts(), instance.getSourceManager());
  consumer->printer = result.printer_.get();
  instance.getSourceManager().setMainFileID(enter_source(instance, source));
  instance.createPreprocessor(clang::TU_Complete);
  clang::Preprocessor& preprocessor = instance.getPreprocessor();
  instance.getDiagnosticClient().BeginSourceFile(instance.getLangOpts(), &preprocessor);

  auto* tracker = new Tracker(instance.getSourceManager(), result);
  preprocessor.addPPCallbacks(std::unique_ptr<clang::PPCallbacks>(tracker));
  preprocessor.AddPragmaHandler(new PragmaKeeper("#pragma", *tracker));
  preprocessor.AddPragmaHandler("clang", new PragmaKeeper("#pragma clang", *tracker));
  preprocessor.AddPragmaHandler("GCC", new PragmaKeeper("#pragma GCC", *tracker));
  preprocessor.AddPragmaHandler("STDC", new PragmaKeeper("#pragma STDC", *tracker));

  preprocessor.EnterMainSourceFile();
  clang::Token token;
  for (preprocessor.Lex(token); token.isNot(clang::tok::eof); preprocessor.Lex(token)) {
    if (tracker->in_library() || token.isAnnotation()) continue;
    result.tokens.push_back({preprocessor.getSpelling(token), kind_of(token), token.hasLeadingSpace(), token.isAtStartOfLine(),
                             token.getLocation().getRawEncoding()});
    if (result.tokens.size() > kMostTokens) {
      result.printer_->print({clang::DiagnosticsEngine::Fatal, token.getLocation(), "source is too large after preprocessing", {}});
      break;
    }
  }
  preprocessor.EndSourceFile();
  instance.getDiagnosticClient().EndSourceFile();
  if (result.printer_->result().errors > 0) return Failure{result.printer_->take()};
  return result;
}

std::string flatten(const Preprocessed& preprocessed) {
  const clang::SourceManager& sources = preprocessed.sources();
  std::string text;
  std::string file;
  unsigned line = 0;
  const Token* previous = nullptr;
  for (const Token& token : preprocessed.tokens) {
    const auto place = sources.getPresumedLoc(sources.getExpansionLoc(clang::SourceLocation::getFromRawEncoding(token.location)));
    const bool new_line = !previous || token.line_start || token.kind == TokenKind::pragma || previous->kind == TokenKind::pragma;
    if (place.isValid() && (file != place.getFilename() || (new_line && (place.getLine() < line || place.getLine() > line + 8)))) {
      file = place.getFilename();
      std::string quoted;
      for (char c : file) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
      }
      if (!text.empty()) text += '\n';
      text += fmt::format("# {} \"{}\"\n", place.getLine(), quoted);
      line = place.getLine();
      text.append(place.getColumn() > 1 ? place.getColumn() - 1 : 0, ' ');
    } else if (new_line && previous) {
      text += '\n';
      ++line;
      while (place.isValid() && line < place.getLine()) {
        text += '\n';
        ++line;
      }
      text.append(place.isValid() && place.getColumn() > 1 ? place.getColumn() - 1 : 0, ' ');
    } else if (previous) {
      text += ' ';
    }
    text += token.text;
    line += static_cast<unsigned>(std::count(token.text.begin(), token.text.end(), '\n'));
    previous = &token;
  }
  text += '\n';
  return text;
}

}  // namespace pewter::compiler::frontend
