// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/StringRef.h>

namespace llvm {
class DebugLoc;
class Function;
}  // namespace llvm

namespace pewter::compiler {

// Reports an error that is the program's, through the context's diagnostic handler, in Clang's form and at the MSL line
// where it is known: "file:line:column: error: message".
void report_error(const llvm::Function& function, const llvm::DebugLoc& location, llvm::StringRef message);
void report_error(const llvm::Function& function, llvm::StringRef message);

}  // namespace pewter::compiler
