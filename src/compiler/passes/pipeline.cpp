// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/pipeline.h"

#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/InferAddressSpaces.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>
#include <llvm/Transforms/Vectorize/SLPVectorizer.h>

#include "compiler/passes/address_spaces.h"
#include "compiler/passes/check_recursion.h"
#include "compiler/passes/define_arithmetic.h"
#include "compiler/passes/inline_all.h"
#include "compiler/passes/loop_poll.h"
#include "compiler/passes/lower_address_spaces.h"
#include "compiler/passes/lower_bfloat_bits.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/lower_threadgroup_memory.h"
#include "compiler/passes/number_sites.h"
#include "compiler/passes/prepare.h"
#include "compiler/passes/split_at_barriers.h"

namespace pewter::compiler {
namespace {

// The four analysis managers that every pass run needs, in the order that they must die in.
struct Analyses {
  explicit Analyses(llvm::PassBuilder& builder) {
    builder.registerModuleAnalyses(module);
    builder.registerCGSCCAnalyses(cgscc);
    builder.registerFunctionAnalyses(function);
    builder.registerLoopAnalyses(loop);
    builder.crossRegisterProxies(loop, function, cgscc, module);
  }
  llvm::LoopAnalysisManager loop;
  llvm::FunctionAnalysisManager function;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager module;
};

llvm::ModulePassManager structure_passes(DeviceKernel& kernel) {
  llvm::ModulePassManager passes;
  // Must come before inline-all, which a recursive function would defeat.
  passes.addPass(CheckRecursionPass());
  // Must come before everything that optimises: it takes mustprogress away and makes barriers mean what they mean.
  passes.addPass(PreparePass());
  // Must come before inline-all, so that the kernel itself is inlined into the entry point.
  passes.addPass(LowerEntryPass(kernel));
  passes.addPass(InlineAllPass());
  passes.addPass(LowerLanePass());
  // Must come before any LLVM pass that looks at globals: to those an internal variable that one function uses is a
  // local, and a barrier cannot change it.
  passes.addPass(LowerThreadgroupMemoryPass(kernel.info));
  llvm::FunctionPassManager function_passes;
  // Must come before InstCombine, which takes a zero divisor for impossible.
  function_passes.addPass(DefineArithmeticPass());
  // Numbers mean the order of the source, so they must come before every pass that changes control flow; one latch a
  // loop is all they need.
  function_passes.addPass(llvm::LoopSimplifyPass());
  function_passes.addPass(NumberSitesPass());
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(function_passes)));
  return passes;
}

llvm::ModulePassManager address_space_passes() {
  llvm::FunctionPassManager function_passes;
  // Methods take `this` in the generic space; once their copies are in registers the true space is visible.
  function_passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  function_passes.addPass(llvm::EarlyCSEPass());
  function_passes.addPass(llvm::InstCombinePass());
  function_passes.addPass(llvm::SimplifyCFGPass());
  function_passes.addPass(llvm::InferAddressSpacesPass(kPrivateSpace));
  llvm::ModulePassManager passes;
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(function_passes)));
  // Must come after InferAddressSpaces, whose findings it keeps, and before the optimiser proper: the host's backend
  // and vectorisers know one address space.
  passes.addPass(LowerAddressSpacesPass());
  return passes;
}

}  // namespace

void run_pipeline(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target) {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = true;
  tuning.SLPVectorization = true;
  llvm::PassBuilder builder(&target, tuning);
  // MSL's own vectors, scalars by now, become vectors again before the loop vectoriser can see a loop of scalars in
  // them: a matrix kernel with float4 accumulators would turn into one with a vector for each component, all of them
  // spilled.
  builder.registerVectorizerStartEPCallback([](llvm::FunctionPassManager& passes, llvm::OptimizationLevel) {
    passes.addPass(llvm::SLPVectorizerPass());
    passes.addPass(llvm::InstCombinePass());
  });
  Analyses analyses(builder);
  structure_passes(kernel).run(module, analyses.module);
  address_space_passes().run(module, analyses.module);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3).run(module, analyses.module);
  // Must come after all optimisation: a poll is a second way out of a loop, and would keep it from being vectorised.
  llvm::ModulePassManager last;
  last.addPass(llvm::createModuleToFunctionPassAdaptor(LoopPollPass()));
  // Must come after all optimisation: InstCombine folds it back.
  last.addPass(llvm::createModuleToFunctionPassAdaptor(LowerBfloatBitsPass()));
  last.run(module, analyses.module);
}

bool run_named_passes(llvm::Module& module, DeviceKernel& kernel, const std::string& names, std::string& why) {
  llvm::PassBuilder builder;
  builder.registerPipelineParsingCallback([&kernel](llvm::StringRef name, llvm::ModulePassManager& passes, auto) {
#define PEWTER_MODULE_PASS(text, expression) \
  if (name == text) {                        \
    passes.addPass(expression);              \
    return true;                             \
  }
#include "compiler/passes/passes.def"
    return false;
  });
  builder.registerPipelineParsingCallback([](llvm::StringRef name, llvm::FunctionPassManager& passes, auto) {
#define PEWTER_FUNCTION_PASS(text, expression) \
  if (name == text) {                          \
    passes.addPass(expression);                \
    return true;                               \
  }
#include "compiler/passes/passes.def"
    return false;
  });
  Analyses analyses(builder);
  llvm::ModulePassManager passes;
  if (llvm::Error error = builder.parsePassPipeline(passes, names)) {
    why = llvm::toString(std::move(error));
    return false;
  }
  passes.run(module, analyses.module);
  return true;
}

}  // namespace pewter::compiler
