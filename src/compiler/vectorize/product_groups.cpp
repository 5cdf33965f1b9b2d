// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/product_groups.h"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>

namespace pewter::compiler {
namespace {

constexpr unsigned kMost = 4;

// No one asks for the product before `until` in its block: products have no effects, so it can go there.
bool can_wait(const Product& product, const llvm::Instruction& until) {
  return llvm::none_of(product.call->users(), [&](const llvm::User* user) {
    const auto* instruction = llvm::cast<llvm::Instruction>(user);
    if (instruction->getParent() != until.getParent() || llvm::isa<llvm::PHINode>(instruction)) return false;
    return instruction == &until || instruction->comesBefore(&until);
  });
}

class Finder {
 public:
  std::vector<ProductGroup> run(llvm::Function& function) {
    for (llvm::BasicBlock& block : function) {
      for (llvm::Instruction& instruction : block)
        if (const auto product = Product::of(instruction)) add(*product);
      for (auto& [a, group] : open_) close(group);
      open_.clear();
    }
    for (ProductGroup& group : groups_) move_together(group);
    return std::move(groups_);
  }

 private:
  void add(const Product& product) {
    numbers_.try_emplace(product.b(), numbers_.size());
    ProductGroup& group = open_[product.a()];
    const bool joins = llvm::all_of(group, [&](const Product& other) { return can_wait(other, *product.call); });
    if (!joins || group.size() == kMost) close(group);
    group.push_back(product);
  }

  void close(ProductGroup& group) {
    if (group.size() == 3) group.pop_back();
    if (group.size() > 1) groups_.push_back(group);
    group.clear();
  }

  void move_together(ProductGroup& group) const {
    llvm::CallInst* last = group.back().call;
    // Programs go through a row of products forwards and through the next backwards.
    llvm::sort(group, [&](const Product& x, const Product& y) {
      const std::size_t first = numbers_.lookup(x.b()), second = numbers_.lookup(y.b());
      return first != second ? first < second : x.call != y.call && x.call->comesBefore(y.call);
    });
    llvm::Instruction* after = last->getNextNode();
    for (const Product& product : group) product.call->moveBefore(after);
  }

  llvm::MapVector<llvm::Value*, ProductGroup> open_;   // by a
  llvm::DenseMap<llvm::Value*, std::size_t> numbers_;  // of b matrices, as they come
  std::vector<ProductGroup> groups_;
};

}  // namespace

std::vector<ProductGroup> group_products(llvm::Function& function) { return Finder().run(function); }

}  // namespace pewter::compiler
