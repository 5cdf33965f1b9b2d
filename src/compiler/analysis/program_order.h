// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace llvm {
class BasicBlock;
class Function;
class LoopInfo;
}  // namespace llvm

namespace pewter::compiler {

// The blocks of `function` in reverse post-order with every loop's blocks contiguous: a block comes after all blocks
// that can reach it without a back edge, and what follows a loop comes after the whole loop. Unreachable blocks are
// left out.
std::vector<llvm::BasicBlock*> program_order(llvm::Function& function, const llvm::LoopInfo& loops);

}  // namespace pewter::compiler
