// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "compiler/compile.h"

namespace llvm {
class TargetMachine;
}  // namespace llvm

namespace pewter::compiler {

// A code generator for the processor that this process runs on. Null with a reason in `why` when LLVM has none.
// Thread-safe.
std::unique_ptr<llvm::TargetMachine> make_host_target(std::string& why);

// For another one, which may be of another architecture: x86-64 and AArch64 are there. `why` lists names like one that
// is unknown. Thread-safe.
std::unique_ptr<llvm::TargetMachine> make_target(const Machine& machine, std::string& why);

// Why this process cannot run what `target` makes: its architecture, or instructions that the processor has not. Empty
// where it can.
std::string why_not_here(const llvm::TargetMachine& target);

}  // namespace pewter::compiler
