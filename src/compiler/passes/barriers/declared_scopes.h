// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace llvm {
class Function;
}

namespace pewter::compiler {

// Takes the alias scopes that have a declaration out of `function`. Such a scope is about one run of the code behind
// its declaration; behind a barrier, and where SIMD-groups run a loop together, that is another SIMD-group's. A scope
// without one is about all of the function, as that of an address space is.
void drop_declared_scopes(llvm::Function& function);

}  // namespace pewter::compiler
