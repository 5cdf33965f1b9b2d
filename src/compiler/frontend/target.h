// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace clang {
class TargetInfo;
}

namespace pewter::compiler::frontend {

// The module's data layout: that of the host, from the first instruction on.
inline constexpr char kHostDataLayout[] =
    "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128";
inline constexpr char kHostTriple[] = "x86_64-unknown-linux-gnu";

// Makes Clang's SPIR target into the one that Pewter compiles for. SPIR is there for its calling convention (one LLVM
// argument a parameter, aggregates by pointer); its address-space numbers, its generic address space, its lack of bfloat and
// of inline atomics, and its data layout are replaced. Call it after createTarget() and before anything asks the target.
void adapt(clang::TargetInfo& target);

}  // namespace pewter::compiler::frontend
