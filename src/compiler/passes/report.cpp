// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/report.h"

#include <fmt/format.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/DebugLoc.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/LLVMContext.h>

#include <string>

namespace pewter::compiler {

void report_error(const llvm::Function& function, const llvm::DebugLoc& location, llvm::StringRef message) {
  std::string text;
  if (location) {
    text = fmt::format("{}:{}:{}: ", location->getFilename().str(), location.getLine(), location.getCol());
  } else if (const llvm::DISubprogram* subprogram = function.getSubprogram()) {
    text = fmt::format("{}:{}: ", subprogram->getFilename().str(), subprogram->getLine());
  }
  function.getContext().emitError(text + "error: " + message.str());
}

void report_error(const llvm::Function& function, llvm::StringRef message) {
  report_error(function, llvm::DebugLoc(), message);
}

}  // namespace pewter::compiler
