// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/structure.h"

#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/InferAddressSpaces.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>

#include "compiler/passes/address_spaces.h"
#include "compiler/passes/check_recursion.h"
#include "compiler/passes/define_arithmetic.h"
#include "compiler/passes/entry_lines.h"
#include "compiler/passes/hold_in_loops.h"
#include "compiler/passes/inline_all.h"
#include "compiler/passes/lower_address_spaces.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/lower_threadgroup_memory.h"
#include "compiler/passes/memory_use.h"
#include "compiler/passes/number_sites.h"
#include "compiler/passes/prepare.h"

namespace pewter::compiler {

llvm::ModulePassManager structure_passes(DeviceKernel& kernel, model::CodeShape shape, const model::ThreadgroupSize& size) {
  llvm::ModulePassManager passes;
  // Must come before inline-all, which a recursive function would defeat.
  passes.addPass(CheckRecursionPass());
  // Must come before everything that optimises: it takes mustprogress away and makes barriers mean what they mean.
  passes.addPass(PreparePass());
  // Must come before inline-all, so that the kernel itself is inlined into the entry point.
  passes.addPass(LowerEntryPass(kernel, shape, size));
  passes.addPass(InlineAllPass());
  // Must come after inline-all, which made the kernel a part of the entry point.
  passes.addPass(EntryLinesPass());
  passes.addPass(LowerLanePass());
  // Must come before any LLVM pass that looks at globals: to those an internal variable that one function uses is a
  // local, and a barrier cannot change it.
  passes.addPass(LowerThreadgroupMemoryPass(kernel.info));
  llvm::FunctionPassManager function_passes;
  // Must come before InstCombine, which takes a zero divisor for impossible.
  function_passes.addPass(DefineArithmeticPass());
  // Must come before every pass that changes control flow, which may take blocks out of loops.
  function_passes.addPass(HoldInLoopsPass());
  if (shape == model::CodeShape::per_thread) {
    // Numbers mean the order of the source, so they must come before every pass that changes control flow; one latch a
    // loop is all they need.
    function_passes.addPass(llvm::LoopSimplifyPass());
    function_passes.addPass(NumberSitesPass());
    // Must come after numbers are given: by them alone do lanes meet from here on.
    function_passes.addPass(ReleaseFromLoopsPass());
  }
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(function_passes)));
  return passes;
}

llvm::ModulePassManager address_space_passes(DeviceKernel& kernel) {
  llvm::FunctionPassManager function_passes;
  // Methods take `this` in the generic space; once their copies are in registers the true space is visible.
  function_passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  function_passes.addPass(llvm::EarlyCSEPass());
  function_passes.addPass(llvm::InstCombinePass());
  function_passes.addPass(llvm::SimplifyCFGPass());
  function_passes.addPass(llvm::InferAddressSpacesPass(kPrivateSpace));
  llvm::ModulePassManager passes;
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(function_passes)));
  // Must come after SROA and InferAddressSpaces, which lay open where pointers go, and before the address spaces are
  // gone.
  passes.addPass(MemoryUsePass(kernel.info));
  // Must come after InferAddressSpaces, whose findings it keeps, and before the optimiser proper: the host's backend
  // and vectorisers know one address space.
  passes.addPass(LowerAddressSpacesPass());
  return passes;
}

}  // namespace pewter::compiler
