// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_products.h"

#include <llvm/ADT/SmallSet.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "compiler/vectorize/matrix_fragments.h"
#include "compiler/vectorize/panel_operand.h"
#include "compiler/vectorize/product_steps.h"
#include "compiler/vectorize/value_webs.h"

namespace pewter::compiler {
namespace {

// Where a sum lies: matrix `index` of a panel.
struct Place {
  llvm::AllocaInst* panel;
  unsigned count;
  unsigned index;

  llvm::Value* load(llvm::Instruction* before) const {
    llvm::IRBuilder<> builder(before);
    return load_matrix(builder, panel, count, index);
  }
  void store(llvm::Value* sum, llvm::Instruction* before) const {
    llvm::IRBuilder<> builder(before);
    store_matrix(builder, sum, panel, count, index);
  }
};

// Steps, and where their sums are.
struct Group {
  ProductSteps steps;
  llvm::AllocaInst* sums = nullptr;
  bool is_at_home = true;  // `sums` is the place of its sums' webs, not one for the moment
};

void for_each_product(const std::vector<Group>& groups, llvm::function_ref<void(const Product&)> visit) {
  for (const Group& group : groups)
    for (const ProductGroup& step : group.steps.groups)
      for (const Product& product : step) visit(product);
}

ValueWebs find_webs(llvm::Function& function, const std::vector<Group>& groups) {
  ValueWebs webs;
  const llvm::Type* type = groups.front().steps.at().getType();
  llvm::SmallVector<llvm::PHINode*, 32> phis;
  for (llvm::Instruction& instruction : llvm::instructions(function))
    if (auto* phi = llvm::dyn_cast<llvm::PHINode>(&instruction); phi && phi->getType() == type) phis.push_back(phi);
  for (llvm::PHINode* phi : phis) webs.add(*phi);
  for_each_product(groups, [&](const Product& product) { webs.add(*product.call); });
  for_each_product(groups, [&](const Product& product) { webs.join(product.call, product.c()); });
  for (llvm::PHINode* phi : phis)
    for (const llvm::Value* incoming : phi->incoming_values()) webs.join(phi, incoming);
  return webs;
}

class Rewriter {
 public:
  Rewriter(llvm::Function& function, const llvm::TargetTransformInfo& target, llvm::ScalarEvolution& evolution,
           std::vector<ProductGroup> products)
      : function_(function), target_(target), operands_(function, evolution) {
    for (ProductSteps& steps : join_steps(std::move(products), operands_)) groups_.push_back({std::move(steps)});
    webs_ = find_webs(function, groups_);
  }

  void run() {
    for (Group& group : groups_) find_place(group);
    // All loads come before all stores: what is stored in front of a group or at the end of a block is what was there.
    for (llvm::Instruction* sum : sums_) load_for_uses(*sum);
    for (Group& group : groups_) emit(group);
    for (llvm::Instruction* sum : sums_)
      if (auto* phi = llvm::dyn_cast<llvm::PHINode>(sum)) store_incoming(*phi);
    erase();
  }

 private:
  // One web has all the values of a sum, where it can.
  void find_place(Group& group) {
    const ProductSteps& steps = group.steps;
    llvm::SmallSet<unsigned, 4> distinct;
    bool is_new = true, is_known = true;
    for (unsigned i = 0; i < steps.count(); ++i) {
      const unsigned web = webs_.of(steps.last(i));
      distinct.insert(web);
      const auto place = places_.find(web);
      is_new &= place == places_.end();
      is_known &= place != places_.end() && place->second.index == i && place->second.count == steps.count() &&
                  place->second.panel == places_.find(webs_.of(steps.last(0)))->second.panel;
    }
    is_new &= distinct.size() == steps.count();
    group.is_at_home = is_new || is_known;
    group.sums = is_known ? places_.find(*distinct.begin())->second.panel : panel_memory(function_, steps.count());
    if (group.is_at_home)
      for (const ProductGroup& step : steps.groups)
        for (const Product& product : step) at_home_.insert(product.call);
    if (!is_new) return;
    for (unsigned i = 0; i < steps.count(); ++i) {
      const unsigned web = webs_.of(steps.last(i));
      places_[web] = {group.sums, steps.count(), i};
      for (llvm::Instruction* sum : webs_.members(web)) sums_.push_back(sum);
    }
  }

  const Place* place_of(const llvm::Value* value) const {
    if (!webs_.contains(value)) return nullptr;
    const auto place = places_.find(webs_.of(value));
    return place == places_.end() ? nullptr : &place->second;
  }

  // The user takes the sum from its place, and puts its own there.
  bool stays_in_place(const llvm::Value* sum, const llvm::Use& use) const {
    const llvm::User* user = use.getUser();
    if (!webs_.contains(sum) || !webs_.contains(user) || webs_.of(sum) != webs_.of(user)) return false;
    if (llvm::isa<llvm::PHINode>(user)) return true;
    return at_home_.contains(user) && &Product::of(*use.getUser())->c() == &use;
  }

  void load_for_uses(llvm::Instruction& sum) {
    const Place place = *place_of(&sum);
    llvm::DenseMap<llvm::Instruction*, llvm::Value*> loads;  // a PHI's operands from one block must be one value
    for (llvm::Use& use : llvm::make_early_inc_range(sum.uses())) {
      if (stays_in_place(&sum, use)) continue;
      auto* user = llvm::cast<llvm::Instruction>(use.getUser());
      if (auto* phi = llvm::dyn_cast<llvm::PHINode>(user)) user = phi->getIncomingBlock(use)->getTerminator();
      llvm::Value*& load = loads[user];
      if (!load) load = place.load(user);
      use.set(load);
    }
  }

  void store_incoming(llvm::PHINode& phi) {
    const Place place = *place_of(&phi);
    for (unsigned i = 0; i < phi.getNumIncomingValues(); ++i) {
      llvm::Value* value = phi.getIncomingValue(i);
      if (llvm::isa<llvm::UndefValue>(value) || stays_in_place(value, phi.getOperandUse(i))) continue;
      llvm::BasicBlock* from = phi.getIncomingBlock(i);
      if (!from->getSingleSuccessor()) from = llvm::SplitEdge(from, phi.getParent());
      place.store(value, from->getTerminator());
    }
  }

  void emit(const Group& group) {
    const ProductSteps& steps = group.steps;
    llvm::Instruction& at = steps.at();
    llvm::SmallVector<Panel, 2> a, b;
    for (unsigned step = 0; step < steps.groups.size(); ++step) {
      const ProductGroup& products = steps.groups[step];
      const ProductSteps::Operands& from = steps.operands[step];
      a.push_back(from.a ? operands_.at_origin(*from.a, at) : operands_.copied({products.front().a()}, at));
      b.push_back(from.b ? operands_.at_origin(*from.b, at) : operands_.copied(right_matrices(products), at));
    }
    llvm::IRBuilder<> builder(&at);
    if (!group.is_at_home) builder.CreateLifetimeStart(group.sums);
    for (unsigned i = 0; i < steps.count(); ++i) {
      const llvm::Use& c = steps.first(i);
      if (!stays_in_place(c, c)) Place{group.sums, steps.count(), i}.store(c, &at);
    }
    llvm::SmallVector<llvm::Value*, 8> arguments = {group.sums, a[0].row_bytes, b[0].row_bytes,
                                                    builder.getInt64(b[0].matrix_bytes)};
    for (unsigned step = 0; step < steps.groups.size(); ++step) arguments.append({a[step].address, b[step].address});
    const PanelShape shape{.count = steps.count(),
                           .steps = static_cast<unsigned>(steps.groups.size()),
                           .adjoining = b[0].matrix_bytes == kMatrixRowBytes};
    builder.CreateCall(&product_of_panels(function_, shape, target_), arguments);
    if (group.is_at_home) return;
    llvm::Instruction* after = at.getNextNode();
    for (unsigned i = 0; i < steps.count(); ++i) {
      llvm::CallInst* call = steps.last(i);
      llvm::Value* sum = Place{group.sums, steps.count(), i}.load(after);
      if (const Place* place = place_of(call)) {
        place->store(sum, after);
      } else {
        call->replaceAllUsesWith(sum);
      }
    }
  }

  void erase() {
    for (llvm::Instruction* sum : sums_) sum->replaceAllUsesWith(llvm::PoisonValue::get(sum->getType()));
    for (llvm::Instruction* sum : sums_)
      if (llvm::isa<llvm::PHINode>(sum)) sum->eraseFromParent();
    for_each_product(groups_, [](const Product& product) {
      product.call->replaceAllUsesWith(llvm::PoisonValue::get(product.call->getType()));
      product.call->eraseFromParent();
    });
  }

  llvm::Function& function_;
  const llvm::TargetTransformInfo& target_;
  PanelOperands operands_;
  std::vector<Group> groups_;
  ValueWebs webs_;
  llvm::DenseMap<unsigned, Place> places_;          // of webs
  llvm::SmallVector<llvm::Instruction*, 64> sums_;  // whose web has a place
  llvm::DenseSet<const llvm::Value*> at_home_;      // products of groups that are
};

bool rewrite(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  std::vector<ProductGroup> products = group_products(function);
  if (products.empty()) return false;
  Rewriter(function, analyses.getResult<llvm::TargetIRAnalysis>(function),
           analyses.getResult<llvm::ScalarEvolutionAnalysis>(function), std::move(products))
      .run();
  return true;
}

}  // namespace

llvm::PreservedAnalyses GroupProductsPass::run(llvm::Module& module, llvm::ModuleAnalysisManager& analyses) {
  auto& functions = analyses.getResult<llvm::FunctionAnalysisManagerModuleProxy>(module).getManager();
  bool changed = false;
  for (llvm::Function& function : llvm::make_early_inc_range(module))
    if (!function.isDeclaration()) changed |= rewrite(function, functions);
  return changed ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

}  // namespace pewter::compiler
