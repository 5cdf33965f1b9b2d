// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/lower_address_spaces.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Operator.h>

#include "compiler/passes/address_spaces.h"

namespace pewter::compiler {
namespace {

using llvm::Constant;
using llvm::Type;

// Writes down, on every access, which of the three kinds of memory it cannot touch.
class AliasScopes {
 public:
  explicit AliasScopes(llvm::LLVMContext& context) : context_(context) {
    llvm::MDBuilder builder(context);
    llvm::MDNode* domain = builder.createAnonymousAliasScopeDomain("metal address spaces");
    scopes_[kDeviceSpace] = builder.createAnonymousAliasScope(domain, "device");
    scopes_[kConstantSpace] = builder.createAnonymousAliasScope(domain, "constant");
    scopes_[kThreadgroupSpace] = builder.createAnonymousAliasScope(domain, "threadgroup");
  }

  void annotate(llvm::Instruction& access) {
    if (const auto* call = llvm::dyn_cast<llvm::AnyMemTransferInst>(&access)) {
      // One annotation speaks for both sides of a copy, so it must hold for both.
      if (call->getDestAddressSpace() == call->getSourceAddressSpace()) annotate(access, call->getDestAddressSpace());
    } else if (const auto* set = llvm::dyn_cast<llvm::AnyMemSetInst>(&access)) {
      annotate(access, set->getDestAddressSpace());
    } else if (const llvm::Value* pointer = llvm::getLoadStorePointerOperand(&access)) {
      annotate(access, pointer->getType()->getPointerAddressSpace());
    } else if (const auto* update = llvm::dyn_cast<llvm::AtomicRMWInst>(&access)) {
      annotate(access, update->getPointerAddressSpace());
    } else if (const auto* exchange = llvm::dyn_cast<llvm::AtomicCmpXchgInst>(&access)) {
      annotate(access, exchange->getPointerAddressSpace());
    }
  }

 private:
  void annotate(llvm::Instruction& access, unsigned space) {
    if (space == kPrivateSpace || space > kThreadgroupSpace) return;
    llvm::SmallVector<llvm::Metadata*, 2> others;
    for (unsigned other : {kDeviceSpace, kConstantSpace, kThreadgroupSpace})
      if (other != space) others.push_back(scopes_[other]);
    add(access, llvm::LLVMContext::MD_alias_scope, llvm::MDNode::get(context_, {scopes_[space]}));
    add(access, llvm::LLVMContext::MD_noalias, llvm::MDNode::get(context_, others));
    // Nobody may write it while the kernel runs.
    if (space == kConstantSpace && llvm::isa<llvm::LoadInst>(access))
      access.setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(context_, {}));
    // No other thread of the machine sees it: for the vectoriser's atomics.
    if (space == kThreadgroupSpace) access.setMetadata("pewter.threadgroup", llvm::MDNode::get(context_, {}));
  }
  static void add(llvm::Instruction& access, unsigned kind, llvm::MDNode* scopes) {
    access.setMetadata(kind, llvm::MDNode::concatenate(access.getMetadata(kind), scopes));
  }

  llvm::LLVMContext& context_;
  llvm::MDNode* scopes_[kThreadgroupSpace + 1] = {};
};

// Maps types and constants to their likes in address space 0.
class Flattener {
 public:
  explicit Flattener(llvm::Module& module) : module_(module) {}

  Type* type(Type* old) {
    if (auto it = types_.find(old); it != types_.end()) return it->second;
    return types_[old] = make_type(old);
  }

  Constant* constant(Constant* old) {
    if (auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(old)) return global(variable);
    if (llvm::isa<llvm::GlobalValue>(old)) return old;
    if (auto it = constants_.find(old); it != constants_.end()) return it->second;
    Constant* made = make_constant(old);
    return constants_[old] = made;
  }

  void erase_replaced_globals() {
    llvm::SmallVector<llvm::GlobalVariable*, 8> old;
    for (auto [variable, replacement] : globals_)
      if (variable != replacement) old.push_back(variable);
    for (llvm::GlobalVariable* variable : old) variable->setInitializer(nullptr);  // they name each other
    for (llvm::GlobalVariable* variable : old) {
      variable->removeDeadConstantUsers();
      variable->eraseFromParent();
    }
  }

 private:
  Type* make_type(Type* old) {
    llvm::LLVMContext& context = old->getContext();
    if (old->isPointerTy()) return llvm::PointerType::get(context, 0);
    if (auto* vector = llvm::dyn_cast<llvm::VectorType>(old))
      return llvm::VectorType::get(type(vector->getElementType()), vector->getElementCount());
    if (auto* array = llvm::dyn_cast<llvm::ArrayType>(old))
      return llvm::ArrayType::get(type(array->getElementType()), array->getNumElements());
    if (auto* function = llvm::dyn_cast<llvm::FunctionType>(old)) {
      llvm::SmallVector<Type*, 8> parameters;
      for (Type* parameter : function->params()) parameters.push_back(type(parameter));
      return llvm::FunctionType::get(type(function->getReturnType()), parameters, function->isVarArg());
    }
    if (auto* structure = llvm::dyn_cast<llvm::StructType>(old); structure && !structure->isOpaque()) {
      llvm::SmallVector<Type*, 8> elements;
      for (Type* element : structure->elements()) elements.push_back(type(element));
      if (llvm::ArrayRef<Type*>(elements) == structure->elements()) return old;
      if (structure->isLiteral()) return llvm::StructType::get(context, elements, structure->isPacked());
      return llvm::StructType::create(context, elements, structure->getName(), structure->isPacked());
    }
    return old;
  }

  Constant* global(llvm::GlobalVariable* old) {
    if (auto it = globals_.find(old); it != globals_.end()) return it->second;
    Type* value_type = type(old->getValueType());
    if (old->getAddressSpace() == 0 && value_type == old->getValueType()) {
      globals_[old] = old;
      if (old->hasInitializer()) old->setInitializer(constant(old->getInitializer()));
      return old;
    }
    auto* made = new llvm::GlobalVariable(module_, value_type, old->isConstant(), old->getLinkage(), nullptr, "", old,
                                          old->getThreadLocalMode(), 0);
    globals_[old] = made;  // before the initializer, which may name it
    made->takeName(old);
    made->copyMetadata(old, 0);
    made->setAlignment(old->getAlign());
    made->setUnnamedAddr(old->getUnnamedAddr());
    if (old->hasInitializer()) made->setInitializer(constant(old->getInitializer()));
    return made;
  }

  Constant* make_constant(Constant* old) {
    Type* new_type = type(old->getType());
    if (llvm::isa<llvm::PoisonValue>(old)) return llvm::PoisonValue::get(new_type);
    if (llvm::isa<llvm::UndefValue>(old)) return llvm::UndefValue::get(new_type);
    if (old->isNullValue()) return Constant::getNullValue(new_type);
    if (old->getNumOperands() == 0) return old;
    llvm::SmallVector<Constant*, 8> operands;
    for (llvm::Use& operand : old->operands()) operands.push_back(constant(llvm::cast<Constant>(operand.get())));
    if (auto* structure = llvm::dyn_cast<llvm::StructType>(new_type); structure && llvm::isa<llvm::ConstantStruct>(old))
      return llvm::ConstantStruct::get(structure, operands);
    if (auto* array = llvm::dyn_cast<llvm::ArrayType>(new_type); array && llvm::isa<llvm::ConstantArray>(old))
      return llvm::ConstantArray::get(array, operands);
    if (llvm::isa<llvm::ConstantVector>(old)) return llvm::ConstantVector::get(operands);
    auto* expression = llvm::dyn_cast<llvm::ConstantExpr>(old);
    if (!expression) return old;
    if (expression->getOpcode() == llvm::Instruction::AddrSpaceCast) return operands[0];
    Type* source = nullptr;
    if (auto* offset = llvm::dyn_cast<llvm::GEPOperator>(expression)) source = type(offset->getSourceElementType());
    return expression->getWithOperands(operands, new_type, false, source);
  }

  llvm::Module& module_;
  llvm::DenseMap<Type*, Type*> types_;
  llvm::DenseMap<Constant*, Constant*> constants_;
  llvm::DenseMap<llvm::GlobalVariable*, Constant*> globals_;
};

void flatten(llvm::Instruction& instruction, Flattener& flattener) {
  for (llvm::Use& operand : instruction.operands()) {
    auto* constant = llvm::dyn_cast<Constant>(operand.get());
    if (constant && !llvm::isa<llvm::Function>(constant)) operand.set(flattener.constant(constant));
  }
  instruction.mutateType(flattener.type(instruction.getType()));
  if (auto* alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
    alloca->setAllocatedType(flattener.type(alloca->getAllocatedType()));
  if (auto* offset = llvm::dyn_cast<llvm::GetElementPtrInst>(&instruction)) {
    offset->setSourceElementType(flattener.type(offset->getSourceElementType()));
    offset->setResultElementType(flattener.type(offset->getResultElementType()));
  }
  if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction))
    call->mutateFunctionType(llvm::cast<llvm::FunctionType>(flattener.type(call->getFunctionType())));
}

// A declaration with device pointers in its type is replaced; an intrinsic of LLVM's also changes its mangled name.
void flatten_declaration(llvm::Function& function, Flattener& flattener) {
  auto* type = llvm::cast<llvm::FunctionType>(flattener.type(function.getFunctionType()));
  if (type == function.getFunctionType()) return;
  llvm::Function* made = nullptr;
  if (function.isIntrinsic()) {
    llvm::SmallVector<Type*, 4> overloads;
    if (llvm::Intrinsic::getIntrinsicSignature(function.getIntrinsicID(), type, overloads))
      made = llvm::Intrinsic::getDeclaration(function.getParent(), function.getIntrinsicID(), overloads);
  }
  if (!made) {
    made = llvm::Function::Create(type, function.getLinkage(), "", function.getParent());
    made->takeName(&function);
    made->copyAttributesFrom(&function);
  }
  // The users' own function types are flat by now; only the callee operand is left.
  for (llvm::Use& use : llvm::make_early_inc_range(function.uses())) use.set(made);
  function.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses LowerAddressSpacesPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  AliasScopes scopes(module.getContext());
  Flattener flattener(module);
  llvm::SmallVector<llvm::Instruction*, 32> casts;
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function)) scopes.annotate(instruction);
  for (llvm::Function& function : module) {
    // The only function left is the entry point, whose type has no address spaces in it.
    for (llvm::Instruction& instruction : llvm::instructions(function)) {
      flatten(instruction, flattener);
      if (llvm::isa<llvm::AddrSpaceCastInst>(instruction)) casts.push_back(&instruction);
    }
  }
  for (llvm::Instruction* cast : casts) {
    cast->replaceAllUsesWith(cast->getOperand(0));
    cast->eraseFromParent();
  }
  for (llvm::Function& function : llvm::make_early_inc_range(module))
    if (function.isDeclaration()) flatten_declaration(function, flattener);
  flattener.erase_replaced_globals();
  return llvm::PreservedAnalyses::none();
}

}  // namespace pewter::compiler
