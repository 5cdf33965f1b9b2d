// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/LangOptions.h>
#include <clang/Basic/SourceManager.h>

#include <functional>
#include <string>
#include <vector>

#include "compiler/compile.h"

namespace pewter::compiler::frontend {

// A message about the user's source, in the source manager of the preprocessing.
struct Message {
  clang::DiagnosticsEngine::Level level{};
  clang::SourceLocation location;  // invalid: about no place
  std::string text;
  std::vector<clang::CharSourceRange> ranges;
};

// Says what the user wrote: `__attribute__((opencl_global_device))` and Clang's own name for it become `device`, the
// rewrites' helpers disappear.
std::string in_words_of_metal(std::string text);

// Collects messages and prints them as Clang does, without line numbers in the margin as Metal's compiler.
class DiagnosticPrinter {
 public:
  DiagnosticPrinter(const clang::LangOptions& language, const clang::SourceManager& sources);

  void print(const Message& message);
  const Diagnostics& result() const { return result_; }
  Diagnostics take() { return std::move(result_); }

 private:
  bool line_is_short(clang::SourceLocation location) const;

  const clang::LangOptions& language_;
  const clang::SourceManager& sources_;
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options_;
  Diagnostics result_;
};

// Diagnostics with one error that has no place in the source.
Diagnostics plain_error(std::string text);

// Appends `more` to `all`.
void append(Diagnostics& all, const Diagnostics& more);

// Clang's options for warnings, from ours.
void set_warnings(clang::DiagnosticOptions& clang_options, const Options& options);

}  // namespace pewter::compiler::frontend
