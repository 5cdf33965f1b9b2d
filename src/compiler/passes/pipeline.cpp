// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/pipeline.h"

#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Vectorize/SLPVectorizer.h>

#include "compiler/analysis/intrinsics.h"
#include "compiler/passes/analyses.h"
#include "compiler/passes/check_recursion.h"
#include "compiler/passes/define_arithmetic.h"
#include "compiler/passes/entry_lines.h"
#include "compiler/passes/hold_in_loops.h"
#include "compiler/passes/inline_all.h"
#include "compiler/passes/jam_simdgroups.h"
#include "compiler/passes/loop_poll.h"
#include "compiler/passes/lower_address_spaces.h"
#include "compiler/passes/lower_bfloat.h"
#include "compiler/passes/lower_entry.h"
#include "compiler/passes/lower_threadgroup_memory.h"
#include "compiler/passes/memory_use.h"
#include "compiler/passes/note_pointers.h"
#include "compiler/passes/note_used_arguments.h"
#include "compiler/passes/number_sites.h"
#include "compiler/passes/prefetch_next_tile.h"
#include "compiler/passes/prepare.h"
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

void run_pipeline(llvm::Module& module, DeviceKernel& kernel, llvm::TargetMachine& target, bool tells_touches,
                  llvm::PassInstrumentationCallbacks* watch) {
  llvm::PipelineTuningOptions tuning;
  // The loop vectoriser loads what lies between the elements that a loop asks for.
  tuning.LoopVectorization = !tells_touches;
  tuning.SLPVectorization = !tells_touches;
  llvm::PassBuilder builder(&target, tuning, std::nullopt, watch);
  // MSL's own vectors, scalars by now, become vectors again before the loop vectoriser can see a loop of scalars in
  // them: a matrix kernel with float4 accumulators would turn into one with a vector for each component, all of them
  // spilled.
  builder.registerVectorizerStartEPCallback([&](llvm::FunctionPassManager& passes, llvm::OptimizationLevel) {
    if (tells_touches) return;
    passes.addPass(llvm::SLPVectorizerPass());
    passes.addPass(llvm::InstCombinePass());
  });
  Analyses analyses(builder);
  structure_passes(kernel, model::CodeShape::per_thread, {}).run(module, analyses.module);
  kernel.info.convergent = is_convergent(module);
  address_space_passes(kernel).run(module, analyses.module);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3).run(module, analyses.module);
  NoteUsedArgumentsPass(kernel.info).run(module, analyses.module);
  llvm::ModulePassManager last;
  // Must come after optimisation: what is loaded and not used is gone only then.
  last.addPass(NotePointersPass(kernel.info));
  // Must come before polls, which are no memory of the program's.
  if (tells_touches) last.addPass(llvm::createModuleToFunctionPassAdaptor(TrackTouchesPass()));
  // Must come after all optimisation: a poll is a second way out of a loop, and would keep it from being vectorised.
  last.addPass(llvm::createModuleToFunctionPassAdaptor(LoopPollPass()));
  // Must come after all optimisation: InstCombine folds it back.
  last.addPass(llvm::createModuleToFunctionPassAdaptor(VectorFormsPass()));
  last.addPass(llvm::createModuleToFunctionPassAdaptor(LowerBfloatPass()));
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
  // As the vectoriser sees it: the host's own costs decide in the pipelines only.
  Analyses analyses(builder, lane_target_ir());
  llvm::ModulePassManager passes;
  if (llvm::Error error = builder.parsePassPipeline(passes, names)) {
    why = llvm::toString(std::move(error));
    return false;
  }
  passes.run(module, analyses.module);
  return true;
}

}  // namespace pewter::compiler
