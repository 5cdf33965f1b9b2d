// SPDX-License-Identifier: Apache-2.0
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/FixIrreducible.h>
#include <llvm/Transforms/Utils/LCSSA.h>
#include <llvm/Transforms/Utils/LoopSimplify.h>
#include <llvm/Transforms/Utils/LowerSwitch.h>
#include <llvm/Transforms/Utils/UnifyFunctionExitNodes.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/passes/analyses.h"
#include "compiler/passes/entry_lines.h"
#include "compiler/passes/jam_simdgroups.h"
#include "compiler/passes/loop_poll.h"
#include "compiler/passes/lower_bfloat.h"
#include "compiler/passes/note_pointers.h"
#include "compiler/passes/note_used_arguments.h"
#include "compiler/passes/pipeline.h"
#include "compiler/passes/prefetch_next_tile.h"
#include "compiler/passes/split_at_barriers.h"
#include "compiler/passes/stream_stores.h"
#include "compiler/passes/structure.h"
#include "compiler/passes/track_touches.h"
#include "compiler/passes/vector_forms.h"
#include "compiler/vectorize/expand_memory_intrinsics.h"
#include "compiler/vectorize/group_products.h"
#include "compiler/vectorize/join_equal_values.h"
#include "compiler/vectorize/lane_target.h"
#include "compiler/vectorize/matrix_fragments_to_rows.h"
#include "compiler/vectorize/multiply_accumulate_by_value.h"
#include "compiler/vectorize/narrow_gathers.h"
#include "compiler/vectorize/vectorize_pass.h"

namespace pewter::compiler {
namespace {

template <class... Passes>
llvm::ModulePassManager on_functions(Passes... passes) {
  llvm::FunctionPassManager functions;
  (functions.addPass(std::move(passes)), ...);
  llvm::ModulePassManager manager;
  manager.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(functions)));
  return manager;
}

// One thread's function, optimised as for a GPU, in the form that the vectoriser wants.
llvm::ModulePassManager scalar_passes(llvm::PassBuilder& builder, DeviceKernel& kernel) {
  llvm::ModulePassManager passes;
  // Must come before SROA, which can then take the fragments apart.
  passes.addPass(MultiplyAccumulateByValuePass());
  passes.addPass(address_space_passes(kernel));
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(
      builder.buildFunctionSimplificationPipeline(llvm::OptimizationLevel::O2, llvm::ThinOrFullLTOPhase::None)));
  passes.addPass(NoteUsedArgumentsPass(kernel.info));
  // Must come after the optimiser, which makes more of them out of loops.
  passes.addPass(on_functions(ExpandMemoryIntrinsicsPass(), JoinEqualValuesPass()));
  // Each makes one of the forms that linear_flow.h asks for; loops come last, in what the others leave.
  passes.addPass(on_functions(llvm::LowerSwitchPass(), llvm::UnifyFunctionExitNodesPass(), llvm::FixIrreduciblePass(),
                              llvm::LoopSimplifyPass(), llvm::LCSSAPass()));
  return passes;
}

// The SIMD-group's function, once more in SSA form, and the threadgroup's entry point made out of it.
llvm::ModulePassManager vector_passes(DeviceKernel& kernel, const model::ThreadgroupSize& size) {
  llvm::ModulePassManager passes;
  // Must come before barriers are looked at: less lives across them. Rows must come before InstCombine, which would
  // make one shuffle of the permutation and what follows it, and before NarrowGathers, after which no fragment is
  // recognised.
  passes.addPass(on_functions(llvm::SROAPass(llvm::SROAOptions::ModifyCFG), llvm::EarlyCSEPass(), FragmentsToRowsPass(),
                              NarrowGathersPass()));
  passes.addPass(GroupProductsPass());
  passes.addPass(
      on_functions(llvm::InstCombinePass(), llvm::SimplifyCFGPass(), llvm::ADCEPass(), PrefetchNextTilePass()));
  passes.addPass(SplitAtBarriersPass(kernel.info, size));
  // Must come before the optimiser, which unrolls loops over SIMD-groups, and takes what is without masks for granted.
  passes.addPass(on_functions(JamSimdgroupsPass()));
  return passes;
}

llvm::ModulePassManager last_passes(const model::ThreadgroupSize& size) {
  // Must come after all optimisation: SimplifyCFG would make one store of two, a poll is a second way out of a loop,
  // and InstCombine would fold bits back. Stores must come before polls, which hide how often a loop runs.
  return on_functions(StreamStoresPass(size), LoopPollPass(), VectorFormsPass(), LowerBfloatPass(),
                      llvm::EarlyCSEPass(), FirstLinePass());
}

// On every function alike, since inlining wants that: code for vectors asks its function for the machine's instructions.
void set_machine(llvm::Module& module, const llvm::TargetMachine& target) {
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;
    function.addFnAttr("target-cpu", target.getTargetCPU());
    function.addFnAttr("target-features", target.getTargetFeatureString());
  }
}

// Up to where kernel.info is complete; then what `add` adds, with the same analyses.
template <class Add>
void run_scalar_part(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target,
                     const model::ThreadgroupSize& size, llvm::PassInstrumentationCallbacks* watch, Add add) {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = tuning.SLPVectorization = false;
  llvm::PassBuilder builder(nullptr, tuning, std::nullopt, watch);
  Analyses analyses(builder, lane_target_ir(size));
  structure_passes(kernel, model::CodeShape::per_simdgroup, size).run(module, analyses.module);
  kernel.info.convergent = is_convergent(module);
  set_machine(module, target);
  llvm::ModulePassManager passes = scalar_passes(builder, kernel);
  // Must come after optimisation, and before the vectoriser, which makes vectors of addresses.
  passes.addPass(NotePointersPass(kernel.info));
  add(passes);
  passes.run(module, analyses.module);
}

}  // namespace

void describe_simdgroup_kernel(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target,
                               const model::ThreadgroupSize& size) {
  run_scalar_part(module, kernel, target, size, nullptr, [](llvm::ModulePassManager&) {});
}

std::string run_simdgroup_pipeline(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target,
                                   const model::ThreadgroupSize& size, bool tells_touches,
                                   llvm::PassInstrumentationCallbacks* watch) {
  std::string unsupported;
  run_scalar_part(module, kernel, target, size, watch, [&](llvm::ModulePassManager& passes) {
    // Must come before the vectoriser, which knows the lanes that are active, and what they ask for and no more.
    if (tells_touches) passes.addPass(on_functions(TrackTouchesPass()));
    passes.addPass(VectorizePass(size, &unsupported));
  });
  if (!unsupported.empty()) return unsupported;
  llvm::PipelineTuningOptions tuning;
  // Everything is as wide as it should be.
  tuning.LoopVectorization = tuning.SLPVectorization = false;
  llvm::PassBuilder builder(&target, tuning, std::nullopt, watch);
  Analyses analyses(builder);
  vector_passes(kernel, size).run(module, analyses.module);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, analyses.module);
  last_passes(size).run(module, analyses.module);
  return {};
}

}  // namespace pewter::compiler
