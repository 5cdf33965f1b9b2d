// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations_test_module.h"

#include <gtest/gtest.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/linker/link.h"
#include "compiler/codegen/host_target.h"

namespace pewter::compiler::testing_support {
namespace {

constexpr const char* kEntry = "test_entry";

std::unique_ptr<llvm::TargetMachine> host() {
  std::string why;
  auto target = make_host_target(why);
  if (!target) ADD_FAILURE() << why;
  return target;
}

void run_o2(llvm::Module& module, llvm::TargetMachine& target) {
  llvm::PassBuilder passes(&target);
  llvm::LoopAnalysisManager loop;
  llvm::FunctionAnalysisManager function;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager all;
  passes.registerModuleAnalyses(all);
  passes.registerCGSCCAnalyses(cgscc);
  passes.registerFunctionAnalyses(function);
  passes.registerLoopAnalyses(loop);
  passes.crossRegisterProxies(loop, function, cgscc, all);
  passes.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, all);
}

}  // namespace

llvm::Value* Operands::load_pointer(llvm::Value* array, unsigned i) const {
  return builder.CreateLoad(builder.getPtrTy(), builder.CreateConstGEP1_32(builder.getPtrTy(), array, i));
}

llvm::Value* Operands::scalar(unsigned i, llvm::Type* type) const { return builder.CreateLoad(type, pointer(i)); }

llvm::Value* Operands::vector(unsigned i, llvm::Type* element) const {
  const bool is_bit = element->isIntegerTy(1);
  auto* type = llvm::FixedVectorType::get(is_bit ? builder.getInt8Ty() : element, kLanes);
  llvm::Value* value = builder.CreateAlignedLoad(type, pointer(i), llvm::Align(1));
  return is_bit ? builder.CreateTrunc(value, type->getWithNewType(element)) : value;
}

void Operands::store(unsigned i, llvm::Value* value) const {
  if (!value->getType()->isVectorTy()) value = builder.CreateVectorSplat(kLanes, value);
  if (value->getType()->isIntOrIntVectorTy(1))
    value = builder.CreateZExt(value, value->getType()->getWithNewType(builder.getInt8Ty()));
  builder.CreateAlignedStore(value, load_pointer(outputs, i), llvm::Align(1));
}

TestModule::TestModule(std::string features)
    : features_(std::move(features)),
      context_(std::make_unique<llvm::LLVMContext>()),
      module_(std::make_unique<llvm::Module>("test", *context_)),
      builder_(*context_) {
  const auto target = host();
  module_->setTargetTriple(target->getTargetTriple().str());
  module_->setDataLayout(target->createDataLayout());
}

std::string TestModule::host_features() { return host()->getTargetFeatureString().str(); }

void TestModule::add(const std::string& name, llvm::function_ref<void(const Operands&)> emit,
                     std::optional<std::uint32_t> constant) {
  llvm::Type* pointer = builder_.getPtrTy();
  auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {pointer, builder_.getInt32Ty(), pointer}, false);
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, *module_);
  function->addFnAttr(llvm::Attribute::NoInline);
  if (!features_.empty()) function->addFnAttr("target-features", features_);
  builder_.SetInsertPoint(llvm::BasicBlock::Create(*context_, "entry", function));
  llvm::Value* bits = constant ? builder_.getInt32(*constant) : static_cast<llvm::Value*>(function->getArg(1));
  emit({builder_, function->getArg(0), function->getArg(2), mask_of_bits(builder_, bits)});
  builder_.CreateRetVoid();
  functions_.push_back(function);
  names_.push_back(name);
}

std::string TestModule::text(const std::string& name) const {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module_->getFunction(name)->print(stream);
  return stream.str();
}

void TestModule::compile(bool optimize) {
  // One entry point calls the function of a number.
  llvm::Type* pointer = builder_.getPtrTy();
  llvm::Type* number = builder_.getInt32Ty();
  auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {number, pointer, number, pointer}, false);
  auto* entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, kEntry, *module_);
  auto* end = llvm::BasicBlock::Create(*context_, "end", entry);
  llvm::ReturnInst::Create(*context_, end);
  auto* start = llvm::BasicBlock::Create(*context_, "start", entry, end);
  llvm::SwitchInst* which = llvm::SwitchInst::Create(entry->getArg(0), end, functions_.size(), start);
  for (unsigned i = 0; i < functions_.size(); ++i) {
    builder_.SetInsertPoint(llvm::BasicBlock::Create(*context_, "", entry));
    builder_.CreateCall(functions_[i], {entry->getArg(1), entry->getArg(2), entry->getArg(3)});
    builder_.CreateRetVoid();
    which->addCase(builder_.getInt32(i), builder_.GetInsertBlock());
  }
  std::string broken;
  llvm::raw_string_ostream stream(broken);
  ASSERT_FALSE(llvm::verifyModule(*module_, &stream)) << broken;

  const auto target = host();
  if (optimize) run_o2(*module_, *target);
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream bytes(object);
  llvm::legacy::PassManager passes;
  ASSERT_FALSE(target->addPassesToEmitFile(passes, bytes, nullptr, llvm::CodeGenFileType::ObjectFile));
  passes.run(*module_);
  model::KernelImage image;
  image.entry_symbol = kEntry;
  image.object.assign(object.begin(), object.end());
  auto linked = link(image, {});
  ASSERT_TRUE(linked.ok()) << linked.error().text;
  code_ = std::move(*linked);
}

void TestModule::run(const std::string& name, std::span<const void* const> inputs, std::uint32_t mask,
                     std::span<void* const> outputs) const {
  const auto it = std::find(names_.begin(), names_.end(), name);
  ASSERT_TRUE(it != names_.end()) << name;
  ASSERT_NE(code_.entry, nullptr);
  using Entry = void(std::uint32_t, const void* const*, std::uint32_t, void* const*);
  reinterpret_cast<Entry*>(code_.entry)(static_cast<std::uint32_t>(it - names_.begin()), inputs.data(), mask,
                                        outputs.data());
}

}  // namespace pewter::compiler::testing_support
