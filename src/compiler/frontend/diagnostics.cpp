// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/diagnostics.h"

#include <clang/Frontend/TextDiagnostic.h>
#include <llvm/Support/raw_ostream.h>

#include <array>

#include "compiler/frontend/dialect.h"

namespace pewter::compiler::frontend {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

struct Wording {
  std::string_view ours;
  std::string_view metal;
};

// Longer spellings first: a shorter one may be part of them.
constexpr std::array kWordings = {
    Wording{kDevice, "device"},         Wording{kConstant, "constant"},       Wording{kThreadgroup, "threadgroup"},
    Wording{"__global_device", "device"}, Wording{"__global_host", "constant"}, Wording{"__local", "threadgroup"},
    Wording{"const constant ", "constant "}, Wording{"__private", "thread"},       Wording{"_Float16", "half"},          Wording{"__bf16", "bfloat"},
};

}  // namespace

std::string in_words_of_metal(std::string text) {
  for (const Wording& wording : kWordings) replace_all(text, wording.ours, wording.metal);
  replace_all(text, kSelf, "this");
  // What is left of a type that now has one name: 'half' (aka 'half').
  for (std::size_t at = text.find("' (aka '"); at != std::string::npos; at = text.find("' (aka '", at + 1)) {
    const std::size_t open = at == 0 ? std::string::npos : text.rfind('\'', at - 1);
    const std::size_t close = text.find("')", at + 8);
    if (open == std::string::npos || close == std::string::npos) continue;
    if (text.substr(open + 1, at - open - 1) == text.substr(at + 8, close - at - 8)) text.erase(at + 1, close + 2 - at - 1);
  }
  return text;
}

DiagnosticPrinter::DiagnosticPrinter(const clang::LangOptions& language, const clang::SourceManager& sources)
    : language_(language), sources_(sources), options_(new clang::DiagnosticOptions) {
  options_->ShowLineNumbers = 0;
  options_->ShowPresumedLoc = 1;  // #line, and the line markers of library files
  options_->ShowOptionNames = 1;
  options_->SnippetLineLimit = 1;
}

// Laying out a snippet takes time in the square of its line's length: a megabyte on one line would take minutes.
bool DiagnosticPrinter::line_is_short(clang::SourceLocation location) const {
  constexpr std::size_t kLongestLine = 4096;
  const auto [file, offset] = sources_.getDecomposedLoc(sources_.getFileLoc(location));
  const llvm::StringRef text = sources_.getBufferData(file);
  const llvm::StringRef near = text.slice(offset > kLongestLine ? offset - kLongestLine : 0, offset + kLongestLine);
  const std::size_t at = std::min<std::size_t>(offset, kLongestLine);
  const std::size_t before = near.take_front(at).rfind('\n');
  const std::size_t after = near.find('\n', at);
  const std::size_t begin = before == llvm::StringRef::npos ? 0 : before;
  const std::size_t end = after == llvm::StringRef::npos ? near.size() : after;
  return end - begin < kLongestLine;
}

void DiagnosticPrinter::print(const Message& message) {
  using Level = clang::DiagnosticsEngine;
  if (message.level == Level::Ignored) return;
  if (message.level >= Level::Error) ++result_.errors;
  if (message.level == Level::Warning) ++result_.warnings;
  llvm::raw_string_ostream out(result_.text);
  // A name may be as long as the source; a message that quotes it need not be.
  constexpr std::size_t kLongestText = 2000;
  const std::string text = message.text.size() <= kLongestText ? message.text : message.text.substr(0, kLongestText) + "...";
  if (message.location.isInvalid()) {
    clang::TextDiagnostic::printDiagnosticLevel(out, message.level, false);
    out << text << '\n';
    return;
  }
  options_->ShowCarets = line_is_short(message.location);
  clang::TextDiagnostic printer(out, language_, options_.get());
  printer.emitDiagnostic(clang::FullSourceLoc(message.location, sources_), message.level, text, message.ranges, {});
}

Diagnostics plain_error(std::string text) {
  Diagnostics result;
  result.text = "error: " + std::move(text) + "\n";
  result.errors = 1;
  return result;
}

void append(Diagnostics& all, const Diagnostics& more) {
  all.text += more.text;
  all.errors += more.errors;
  all.warnings += more.warnings;
  all.crashed |= more.crashed;
}

void set_warnings(clang::DiagnosticOptions& clang_options, const Options& options) {
  clang_options.ShowCarets = 1;
  clang_options.ErrorLimit = 20;
  for (const std::string& warning : options.extra_warnings) {
    if (warning == "-w") {
      clang_options.IgnoreWarnings = 1;
    } else if (warning.starts_with("-W") && warning.size() > 2) {
      clang_options.Warnings.push_back(warning.substr(2));
    }
  }
  if (options.werror) clang_options.Warnings.push_back("error");
}

}  // namespace pewter::compiler::frontend
