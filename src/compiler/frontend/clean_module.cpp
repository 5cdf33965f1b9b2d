// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/clean_module.h"

#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PassManager.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Scalar/TailRecursionElimination.h>

#include <set>
#include <vector>

#include "compiler/frontend/headers.h"
#include "compiler/frontend/target.h"

namespace pewter::compiler::frontend {
namespace {

void drop_annotations(llvm::Module& module) {
  for (const char* name : {"llvm.global.annotations", "llvm.used", "llvm.compiler.used"}) {
    if (auto* global = module.getNamedGlobal(name)) global->eraseFromParent();
  }
  for (llvm::Function& function : module) {
    for (auto at = llvm::inst_begin(function), end = llvm::inst_end(function); at != end;) {
      llvm::Instruction& instruction = *at++;
      auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
      if (!call) continue;
      if (call->getIntrinsicID() == llvm::Intrinsic::var_annotation) {
        call->eraseFromParent();
      } else if (call->getIntrinsicID() == llvm::Intrinsic::ptr_annotation || call->getIntrinsicID() == llvm::Intrinsic::annotation) {
        call->replaceAllUsesWith(call->getArgOperand(0));
        call->eraseFromParent();
      }
    }
  }
}

// What the standard library does counts for the user's line that asked for it: inlining gives code without lines those of the call.
void drop_library_lines(llvm::Module& module) {
  for (llvm::Function& function : module) {
    const llvm::DISubprogram* lines = function.getSubprogram();
    if (lines && lines->getFilename().starts_with(llvm::StringRef(kLibraryRoot.data(), kLibraryRoot.size()))) llvm::stripDebugInfo(function);
  }
}

void drop_conventions(llvm::Module& module) {
  for (llvm::Function& function : module) {
    function.setCallingConv(llvm::CallingConv::C);
    function.setComdat(nullptr);
    llvm::DISubprogram* lines = function.getSubprogram();
    function.clearMetadata();
    function.setSubprogram(lines);
    for (const char* name : {"sycl-module-id", "uniform-work-group-size", "stack-protector-buffer-size", "no-trapping-math", "target-cpu",
                             "target-features", "tune-cpu"}) {
      function.removeFnAttr(name);
    }
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) call->setCallingConv(llvm::CallingConv::C);
    }
  }
  for (llvm::GlobalVariable& variable : module.globals()) variable.setComdat(nullptr);
  std::vector<llvm::NamedMDNode*> named;
  for (llvm::NamedMDNode& node : module.named_metadata())
    if (node.getName() != "llvm.dbg.cu") named.push_back(&node);
  for (llvm::NamedMDNode* node : named) node->eraseFromParent();
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  module.addModuleFlag(llvm::Module::Max, "Dwarf Version", kDwarfVersion);
  module.setTargetTriple(kHostTriple);
  module.setDataLayout(kHostDataLayout);
}

void internalize(llvm::Module& module, const std::vector<DeviceKernel>& kernels) {
  std::set<const llvm::Function*> keep;
  for (const DeviceKernel& kernel : kernels) keep.insert(kernel.function);
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;
    function.setLinkage(keep.contains(&function) ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage);
    function.setDSOLocal(true);
  }
  for (llvm::GlobalVariable& variable : module.globals()) {
    if (variable.isDeclaration() || variable.hasAppendingLinkage()) continue;
    variable.setLinkage(llvm::GlobalValue::InternalLinkage);
    if (variable.getAddressSpace() == 2) variable.setConstant(true);
  }
  llvm::ModuleAnalysisManager analyses;
  llvm::GlobalDCEPass().run(module, analyses);
}

// SYCL makes every function convergent, which forbids most of what an optimiser does. Here a function is convergent when it
// may reach a declaration that its author marked so, or calls through a pointer.
void narrow_convergent(llvm::Module& module) {
  std::vector<llvm::Function*> work;
  std::set<llvm::Function*> convergent;
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) {
      if (function.isConvergent() && function.getName().starts_with("__pewter_") && convergent.insert(&function).second) work.push_back(&function);
      continue;
    }
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
      if (call && call->isIndirectCall() && convergent.insert(&function).second) work.push_back(&function);
    }
  }
  while (!work.empty()) {
    llvm::Function* callee = work.back();
    work.pop_back();
    for (llvm::User* user : callee->users()) {
      auto* call = llvm::dyn_cast<llvm::CallBase>(user);
      if (call && convergent.insert(call->getFunction()).second) work.push_back(call->getFunction());
    }
  }
  for (llvm::Function& function : module) {
    if (!convergent.contains(&function)) function.removeFnAttr(llvm::Attribute::Convergent);
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
      if (!call || call->isIndirectCall()) continue;
      auto* callee = call->getCalledFunction();
      if (!callee || !convergent.contains(callee)) call->removeFnAttr(llvm::Attribute::Convergent);
    }
  }
}

// Metal has no recursion, but its compiler takes a function whose calls of itself are its last act: that is a loop. Made one
// here, before the passes look for recursion. Only where nothing is returned: LLVM would turn `n * f(n - 1)` into a loop, too.
void loop_tail_calls(llvm::Module& module) {
  llvm::PassBuilder builder;
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::SimplifyCFGPass());
  passes.addPass(llvm::TailCallElimPass());
  for (llvm::Function& function : module) {
    const bool calls_itself = llvm::any_of(function.users(), [&](llvm::User* user) {
      auto* call = llvm::dyn_cast<llvm::CallBase>(user);
      return call && call->getCalledFunction() == &function && call->getFunction() == &function;
    });
    if (calls_itself && function.getReturnType()->isVoidTy() && !function.isDeclaration()) passes.run(function, functions);
  }
}

}  // namespace

void clean(DeviceModule& device) {
  llvm::Module& module = *device.module;
  drop_annotations(module);
  drop_library_lines(module);
  drop_conventions(module);
  internalize(module, device.kernels);
  narrow_convergent(module);
  loop_tail_calls(module);
}

}  // namespace pewter::compiler::frontend
