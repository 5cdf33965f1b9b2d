// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace llvm {
class TargetMachine;
}  // namespace llvm

namespace pewter::compiler {

// A code generator for the processor that this process runs on. Null with a reason in `why` when LLVM has none.
// Thread-safe.
std::unique_ptr<llvm::TargetMachine> make_host_target(std::string& why);

}  // namespace pewter::compiler
