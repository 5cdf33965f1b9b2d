// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/product_steps.h"

#include <llvm/ADT/DenseMap.h>

namespace pewter::compiler {
namespace {

using Operands = ProductSteps::Operands;
using Origin = std::optional<PanelOperands::Origin>;

constexpr unsigned kMostSteps = 2;  // more would only make the code larger: half of the sums' ways to memory are gone

bool same_shape(const Origin& x, const Origin& y) {
  if (!x || !y) return !x && !y;
  return x->row_bytes == y->row_bytes && x->matrix_bytes == y->matrix_bytes;
}

Operands operands_at(const ProductGroup& group, const llvm::Instruction& at, PanelOperands& operands) {
  return {.a = operands.origin({group.front().a()}, at), .b = operands.origin(right_matrices(group), at)};
}

// `next` adds to what `group` gives, and nobody else asks for that.
bool feeds(const ProductGroup& group, const ProductGroup& next) {
  if (group.size() != next.size() || group.front().call->getParent() != next.front().call->getParent()) return false;
  for (unsigned i = 0; i < group.size(); ++i)
    if (next[i].c() != group[i].call || !group[i].call->hasOneUse()) return false;
  return true;
}

bool join(ProductSteps& steps, const ProductGroup& next, PanelOperands& operands) {
  if (steps.groups.size() == kMostSteps || !feeds(steps.groups.back(), next)) return false;
  const llvm::Instruction& at = *next.back().call;
  llvm::SmallVector<Operands, 2> joint;
  for (unsigned step = 0; step < steps.groups.size(); ++step) {
    joint.push_back(operands_at(steps.groups[step], at, operands));
    // To wait must not cost a copy.
    if (joint.back().a.has_value() != steps.operands[step].a.has_value() ||
        joint.back().b.has_value() != steps.operands[step].b.has_value())
      return false;
  }
  joint.push_back(operands_at(next, at, operands));
  for (const Operands& step : joint)
    if (!same_shape(step.a, joint.front().a) || !same_shape(step.b, joint.front().b)) return false;
  steps.groups.push_back(next);
  steps.operands = std::move(joint);
  return true;
}

}  // namespace

llvm::SmallVector<llvm::Value*, 4> right_matrices(const ProductGroup& group) {
  llvm::SmallVector<llvm::Value*, 4> matrices;
  for (const Product& product : group) matrices.push_back(product.b());
  return matrices;
}

std::vector<ProductSteps> join_steps(std::vector<ProductGroup> groups, PanelOperands& operands) {
  std::vector<ProductSteps> all;
  llvm::DenseMap<const llvm::Value*, std::size_t> by_sum;  // where a first sum is the last one so far
  for (ProductGroup& group : groups) {
    const auto before = by_sum.find(group.front().c());
    if (before == by_sum.end() || !join(all[before->second], group, operands)) {
      Operands own = operands_at(group, *group.back().call, operands);
      by_sum[group.front().call] = all.size();
      all.push_back({.groups = {std::move(group)}, .operands = {std::move(own)}});
      continue;
    }
    const std::size_t index = before->second;
    by_sum[group.front().call] = index;
  }
  return all;
}

}  // namespace pewter::compiler
