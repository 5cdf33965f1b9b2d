// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/token.h"

namespace clang {
class CompilerInstance;
}

namespace pewter::compiler::frontend {

// A source after preprocessing. Of the standard library only its macros took part: no token comes from it.
class Preprocessed {
 public:
  Preprocessed();
  Preprocessed(Preprocessed&&) noexcept;
  Preprocessed& operator=(Preprocessed&&) noexcept;
  ~Preprocessed();

  Tokens tokens;                       // Token::location is a raw clang::SourceLocation in sources()
  std::vector<std::string> includes;   // the user's files that were read, besides the source itself
  std::vector<unsigned> include_depths;  // parallel to includes; 1: included by the source itself
  const clang::SourceManager& sources() const;
  clang::SourceManager& sources();
  const clang::LangOptions& language() const;
  DiagnosticPrinter& diagnostics() { return *printer_; }

 private:
  friend Result<Preprocessed, Diagnostics> preprocess(const Source&, const Options&);
  std::unique_ptr<clang::CompilerInstance> clang_;
  std::unique_ptr<DiagnosticPrinter> printer_;
};

Result<Preprocessed, Diagnostics> preprocess(const Source& source, const Options& options);

// The tokens as one self-contained source with line markers: what our .air files keep, and what -E prints.
std::string flatten(const Preprocessed& preprocessed);

}  // namespace pewter::compiler::frontend
