// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/lower_entry.h"

#include <fmt/format.h>
#include <llvm/IR/DIBuilder.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/passes/frame.h"
#include "compiler/passes/memory_use.h"
#include "compiler/passes/report.h"

namespace pewter::compiler {
namespace {

using llvm::Value;
using model::BuiltIn;

constexpr char kPrefix[] = "pewter.kernel.";

// A function of the lane alone, as far as LLVM is concerned; the vectoriser knows what it gives.
Value* lane_marker(llvm::IRBuilder<>& builder, llvm::StringRef name, llvm::ArrayRef<Value*> arguments) {
  llvm::SmallVector<llvm::Type*, 1> types;
  for (Value* argument : arguments) types.push_back(argument->getType());
  llvm::Module* module = builder.GetInsertBlock()->getModule();
  auto callee = module->getOrInsertFunction(name, llvm::FunctionType::get(builder.getInt32Ty(), types, false));
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->setWillReturn();
  function->setSpeculatable();
  llvm::CallInst* call = builder.CreateCall(callee, arguments);
  llvm::MDBuilder metadata(builder.getContext());
  call->setMetadata(llvm::LLVMContext::MD_range,
                    metadata.createRange(llvm::APInt(32, 0), llvm::APInt(32, model::kMaxThreadsPerThreadgroup)));
  return call;
}

// Computes built-ins from the frames. `axis` is the component, 0 for scalars.
class BuiltIns {
 public:
  // `size`: of every threadgroup, where the code is specialised on one.
  BuiltIns(llvm::IRBuilder<>& builder, const llvm::Function& entry, const model::ThreadgroupSize& size = {})
      : builder_(builder), frame_(builder, entry), per_simdgroup_(entry.arg_size() > 1), size_(size) {}

  Value* component(BuiltIn built_in, unsigned axis) {
    const std::size_t at = axis * sizeof(std::uint32_t);
    switch (built_in) {
      case BuiltIn::thread_position_in_grid:
        // Threadgroups at the edge may be smaller than the others, but never those before them.
        return builder_.CreateAdd(builder_.CreateMul(threadgroup_position(at), asked_threads(at)), thread_position(at));
      case BuiltIn::thread_position_in_threadgroup:
        return thread_position(at);
      case BuiltIn::thread_index_in_threadgroup:
        return index();
      case BuiltIn::thread_index_in_simdgroup:
        return builder_.CreateAnd(index(), model::kSimdWidth - 1);
      case BuiltIn::thread_index_in_quadgroup:
        return builder_.CreateAnd(index(), model::kQuadWidth - 1);
      case BuiltIn::quadgroup_index_in_threadgroup:
        return builder_.CreateUDiv(index(), u32(model::kQuadWidth));
      case BuiltIn::simdgroup_index_in_threadgroup:
        return builder_.CreateUDiv(index(), u32(model::kSimdWidth));
      case BuiltIn::threadgroup_position_in_grid:
        return threadgroup_position(at);
      case BuiltIn::threads_per_threadgroup:
        return actual_threads(at);
      case BuiltIn::simdgroups_per_threadgroup:
        return groups(product(&BuiltIns::actual_threads), model::kSimdWidth);
      case BuiltIn::quadgroups_per_threadgroup:
        return groups(product(&BuiltIns::actual_threads), model::kQuadWidth);
      case BuiltIn::threads_per_grid:
      case BuiltIn::grid_size:
        return frame_.launch_u32(offsetof(model::LaunchFrame, threads_per_grid) + at);
      case BuiltIn::threadgroups_per_grid:
        return frame_.launch_u32(offsetof(model::LaunchFrame, threadgroups_per_grid) + at);
      case BuiltIn::dispatch_threads_per_threadgroup:
        return asked_threads(at);
      case BuiltIn::dispatch_simdgroups_per_threadgroup:
        return groups(product(&BuiltIns::asked_threads), model::kSimdWidth);
      case BuiltIn::dispatch_quadgroups_per_threadgroup:
        return groups(product(&BuiltIns::asked_threads), model::kQuadWidth);
      case BuiltIn::grid_origin:
        return u32(0);
      case BuiltIn::threads_per_simdgroup:
      case BuiltIn::thread_execution_width:
        return u32(model::kSimdWidth);
    }
    llvm_unreachable("every built-in is handled");
  }

  Value* lane() { return builder_.CreateAnd(index(), model::kSimdWidth - 1, "lane"); }

 private:
  Value* u32(std::uint32_t value) { return builder_.getInt32(value); }
  Value* index() {
    if (per_simdgroup_) return lane_marker(builder_, kThreadIndex, {});
    return frame_.thread_u32(offsetof(model::ThreadFrame, index_in_threadgroup), "index");
  }
  Value* thread_position(std::size_t at) {
    if (per_simdgroup_) return lane_marker(builder_, kThreadPosition, {u32(at / sizeof(std::uint32_t))});
    return frame_.thread_u32(offsetof(model::ThreadFrame, position_in_threadgroup) + at);
  }
  Value* threadgroup_position(std::size_t at) {
    return frame_.threadgroup_u32(offsetof(model::ThreadgroupFrame, position_in_grid) + at);
  }
  Value* actual_threads(std::size_t at) {
    if (size_[0]) return u32(size_[at / sizeof(std::uint32_t)]);
    return frame_.threadgroup_u32(offsetof(model::ThreadgroupFrame, threads_per_threadgroup) + at);
  }
  Value* asked_threads(std::size_t at) {
    if (size_[0]) return u32(size_[at / sizeof(std::uint32_t)]);
    return frame_.launch_u32(offsetof(model::LaunchFrame, dispatch_threads_per_threadgroup) + at);
  }

  Value* product(Value* (BuiltIns::*extent)(std::size_t)) {
    Value* plane = builder_.CreateMul((this->*extent)(0), (this->*extent)(4));
    return builder_.CreateMul(plane, (this->*extent)(8));
  }
  Value* groups(Value* threads, std::uint32_t width) {
    return builder_.CreateUDiv(builder_.CreateAdd(threads, u32(width - 1)), u32(width));
  }

  llvm::IRBuilder<>& builder_;
  FrameReader frame_;
  const bool per_simdgroup_;
  const model::ThreadgroupSize size_;
};

// A scalar goes by value, a vector through a private copy with components at multiples of their size (byval).
Value* built_in_argument(llvm::IRBuilder<>& builder, BuiltIns& built_ins, const model::KernelParameter& parameter,
                         const BuiltInType& shape, llvm::Argument& argument) {
  llvm::Type* element = builder.getIntNTy(shape.bits);
  if (!argument.getType()->isPointerTy())
    return builder.CreateZExtOrTrunc(built_ins.component(parameter.built_in, 0), argument.getType());
  llvm::Type* type =
      argument.hasByValAttr() ? argument.getParamByValType() : llvm::ArrayType::get(element, shape.components);
  llvm::AllocaInst* copy = builder.CreateAlloca(type, nullptr, parameter.name);
  copy->setAlignment(std::max(copy->getAlign(), argument.getParamAlign().valueOrOne()));
  for (unsigned i = 0; i < shape.components; ++i) {
    Value* value = builder.CreateZExtOrTrunc(built_ins.component(parameter.built_in, i), element);
    builder.CreateStore(value, builder.CreateConstInBoundsGEP1_64(element, copy, i));
  }
  return builder.CreatePointerBitCastOrAddrSpaceCast(copy, argument.getType());
}

void lower_lane(llvm::Module& module) {
  llvm::Function* lane = module.getFunction("__pewter_lane");
  if (!lane) return;
  for (llvm::User* user : llvm::make_early_inc_range(lane->users())) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(user);
    if (!call || call->getFunction() != find_entry(module)) continue;
    llvm::IRBuilder<> builder(call);
    call->replaceAllUsesWith(BuiltIns(builder, *call->getFunction()).lane());
    call->eraseFromParent();
  }
}

// The kernel's line table would lose the inlined kernel if the entry point had none of its own. Debuggers know it by its host name.
void attach_subprogram(llvm::Function& entry, const llvm::Function& kernel, const std::string& host_name,
                       llvm::IRBuilder<>& builder) {
  const llvm::DISubprogram* subprogram = kernel.getSubprogram();
  if (!subprogram) return;
  llvm::DIBuilder debug(*entry.getParent(), /*AllowUnresolved=*/false, subprogram->getUnit());
  llvm::DISubprogram* own = debug.createFunction(
      subprogram->getFile(), host_name, entry_symbol(host_name), subprogram->getFile(), subprogram->getLine(),
      debug.createSubroutineType(debug.getOrCreateTypeArray({})), subprogram->getLine(), llvm::DINode::FlagArtificial,
      llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagOptimized);
  debug.finalizeSubprogram(own);
  entry.setSubprogram(own);
  builder.SetCurrentDebugLocation(llvm::DILocation::get(entry.getContext(), subprogram->getLine(), 0, own));
}

}  // namespace

std::string entry_symbol(const std::string& host_name) { return kPrefix + host_name; }

llvm::Function* find_entry(llvm::Module& module) {
  for (llvm::Function& function : module)
    if (!function.isDeclaration() && (function.getName().starts_with(kPrefix) || function.getName() == kSimdgroup))
      return &function;
  return nullptr;
}

llvm::Function* LowerEntryPass::create_entry(llvm::Module& module) const {
  llvm::LLVMContext& context = module.getContext();
  llvm::Type* pointer = llvm::PointerType::get(context, 0);
  llvm::Type* none = llvm::Type::getVoidTy(context);
  if (shape_ == model::CodeShape::per_thread) {
    auto* entry = llvm::Function::Create(llvm::FunctionType::get(none, {pointer}, false),
                                         llvm::GlobalValue::ExternalLinkage, entry_symbol(kernel_->info.host_name), module);
    entry->getArg(0)->setName("thread");
    return entry;
  }
  auto* type = llvm::FunctionType::get(none, {pointer, llvm::Type::getInt32Ty(context), pointer}, false);
  auto* entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, kSimdgroup, module);
  entry->getArg(0)->setName("threadgroup");
  entry->getArg(1)->setName("simdgroup");
  entry->getArg(2)->setName("scratch");
  return entry;
}

llvm::PreservedAnalyses LowerEntryPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  llvm::LLVMContext& context = module.getContext();
  llvm::Function& kernel = *kernel_->function;
  const auto& parameters = kernel_->info.parameters;
  if (parameters.size() != kernel.arg_size()) {
    report_error(kernel, fmt::format("kernel '{}' has {} arguments but {} parameters are described",
                                     kernel_->info.host_name, kernel.arg_size(), parameters.size()));
    return llvm::PreservedAnalyses::all();
  }
  llvm::Function* entry = create_entry(module);
  entry->setDoesNotThrow();
  entry->addFnAttr("probe-stack", "inline-asm");     // large frames touch every page, so that none steps over the guard
  entry->addFnAttr("reciprocal-estimates", "none");  // exact division and square roots, in fast mathematics too
  for (llvm::Argument& argument : entry->args()) argument.addAttr(llvm::Attribute::NoUndef);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "entry", entry));
  attach_subprogram(*entry, kernel, kernel_->info.host_name, builder);
  FrameReader frame(builder, *entry);
  BuiltIns built_ins(builder, *entry, size_);
  llvm::SmallVector<Value*, 16> arguments;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const model::KernelParameter& parameter = parameters[i];
    llvm::Argument& argument = *kernel.getArg(i);
    Value* value = nullptr;
    switch (parameter.kind) {
      case model::ParameterKind::buffer:
        value = frame.launch_pointer(offsetof(model::LaunchFrame, buffers) + parameter.index * sizeof(void*),
                                     parameter.name);
        mark_parameter(*value, i);
        break;
      case model::ParameterKind::threadgroup_memory:
        value = frame.threadgroup_pointer(
            offsetof(model::ThreadgroupFrame, bound_memory) + parameter.index * sizeof(void*), parameter.name);
        break;
      case model::ParameterKind::built_in:
        value = built_in_argument(builder, built_ins, parameter, kernel_->built_in_types[i], argument);
        break;
    }
    if (value->getType() != argument.getType())
      value = builder.CreatePointerBitCastOrAddrSpaceCast(value, argument.getType());
    arguments.push_back(value);
  }
  llvm::CallInst* call = builder.CreateCall(&kernel, arguments);
  call->setAttributes(kernel.getAttributes().removeFnAttributes(context));
  builder.CreateRetVoid();
  return llvm::PreservedAnalyses::none();
}

llvm::PreservedAnalyses LowerLanePass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  lower_lane(module);
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
