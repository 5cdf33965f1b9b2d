// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments.h"

#include <llvm/IR/Module.h>

#include <array>
#include <numeric>

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

constexpr int kSide = kMatrixSide;
constexpr int kElements = kSide * kSide;

// Place of a lane's first element among the rows; the second is the next.
constexpr int place(int lane) {
  const int quad = lane / 4;
  const int row = (quad & 4) + lane / 2 % 4;
  const int column = (quad & 2) * 2 + lane % 2 * 2;
  return row * kSide + column;
}

struct Masks {
  std::array<int, kElements> rows{};
  std::array<std::array<int, kLanes>, 2> fragment{};
  constexpr Masks() {
    for (int lane = 0; lane < static_cast<int>(kLanes); ++lane) {
      for (int element = 0; element < 2; ++element) {
        fragment[element][lane] = place(lane) + element;
        rows[place(lane) + element] = element * static_cast<int>(kLanes) + lane;
      }
    }
  }
};
constexpr Masks kMasks;

// The row of the matrix that starts at `first`.
llvm::Value* part(llvm::IRBuilder<>& builder, llvm::Value* rows, int first) {
  llvm::SmallVector<int, kSide> sources(kSide);
  std::iota(sources.begin(), sources.end(), first);
  return builder.CreateShuffleVector(rows, sources);
}

// b, c, a: the order in which x86 has b and c in registers and a in memory, from where its elements are operands that
// are broadcast on their way into the FMA.
enum Parameter : unsigned { kB, kC, kA };

// A row of the result is the sum over k of element k of a's row times row k of b. k is the outer loop, so that the
// eight sums go on side by side.
llvm::Value* emit_product(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  llvm::SmallVector<llvm::Value*, kSide> sums;
  for (int row = 0; row < kSide; ++row) sums.push_back(part(builder, c, row * kSide));
  for (int k = 0; k < kSide; ++k) {
    llvm::Value* row_of_b = part(builder, b, k * kSide);
    for (int row = 0; row < kSide; ++row) {
      const llvm::SmallVector<int, kSide> same(kSide, row * kSide + k);
      llvm::Value* factor = builder.CreateShuffleVector(a, same);
      sums[row] = builder.CreateIntrinsic(llvm::Intrinsic::fmuladd, {factor->getType()}, {factor, row_of_b, sums[row]});
    }
  }
  return joined(builder, sums);
}

// The module's function for products.
llvm::Function* product_function(llvm::Module& module, llvm::Type* rows) {
  constexpr const char* kName = "pewter.multiply_rows";
  if (llvm::Function* function = module.getFunction(kName)) return function;
  auto* type = llvm::FunctionType::get(rows, {rows, rows, rows}, false);
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, kName, module);
  function->setDoesNotThrow();
  function->setWillReturn();
  function->setDoesNotAccessMemory();
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module.getContext(), "", function));
  builder.CreateRet(emit_product(builder, function->getArg(kA), function->getArg(kB), function->getArg(kC)));
  return function;
}

llvm::Value* multiply_rows(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  const llvm::Function& caller = *builder.GetInsertBlock()->getParent();
  llvm::Function* product = product_function(*builder.GetInsertBlock()->getModule(), a->getType());
  // Inlined side by side, products with a matrix in common would share its 64 splats, more than there are registers.
  if (!product->use_empty()) product->addFnAttr(llvm::Attribute::NoInline);
  // Vectors are passed in what registers the target has: both must know the same ones.
  for (const char* attribute : {"target-cpu", "target-features"})
    if (caller.hasFnAttribute(attribute)) product->addFnAttr(caller.getFnAttribute(attribute));
  llvm::Value* arguments[3];
  arguments[kA] = a;
  arguments[kB] = b;
  arguments[kC] = c;
  return builder.CreateCall(product, arguments);
}

Fragment zero_where_inactive(llvm::IRBuilder<>& builder, const Fragment& fragment, llvm::Value* mask) {
  llvm::Constant* zero = llvm::Constant::getNullValue(fragment.element[0]->getType());
  return {{select_active(builder, mask, fragment.element[0], zero),
           select_active(builder, mask, fragment.element[1], zero)}};
}

}  // namespace

llvm::ArrayRef<int> rows_mask() { return kMasks.rows; }
llvm::ArrayRef<int> fragment_mask(unsigned element) { return kMasks.fragment[element]; }

llvm::Value* joined(llvm::IRBuilder<>& builder, llvm::ArrayRef<llvm::Value*> rows) {
  llvm::SmallVector<llvm::Value*, kSide> parts(rows.begin(), rows.end());
  for (std::size_t width = kSide; parts.size() > 1; width *= 2) {
    llvm::SmallVector<int, kElements> sources(2 * width);
    std::iota(sources.begin(), sources.end(), 0);
    for (std::size_t i = 0; i < parts.size() / 2; ++i)
      parts[i] = builder.CreateShuffleVector(parts[2 * i], parts[2 * i + 1], sources);
    parts.resize(parts.size() / 2);
  }
  return parts.front();
}

llvm::Value* known_rows(const Fragment& fragment) {
  const auto* first = llvm::dyn_cast<llvm::ShuffleVectorInst>(fragment.element[0]);
  const auto* second = llvm::dyn_cast<llvm::ShuffleVectorInst>(fragment.element[1]);
  if (!first || !second || first->getOperand(0) != second->getOperand(0)) return nullptr;
  if (llvm::cast<llvm::FixedVectorType>(first->getOperand(0)->getType())->getNumElements() != kElements) return nullptr;
  if (first->getShuffleMask() != fragment_mask(0) || second->getShuffleMask() != fragment_mask(1)) return nullptr;
  return first->getOperand(0);
}

llvm::Value* rows_of_fragment(llvm::IRBuilder<>& builder, const Fragment& fragment) {
  if (llvm::Value* rows = known_rows(fragment)) return rows;
  return builder.CreateShuffleVector(fragment.element[0], fragment.element[1], rows_mask());
}

Fragment fragment_of_rows(llvm::IRBuilder<>& builder, llvm::Value* rows) {
  return {{builder.CreateShuffleVector(rows, fragment_mask(0)), builder.CreateShuffleVector(rows, fragment_mask(1))}};
}

Fragment emit_multiply_accumulate(llvm::IRBuilder<>& builder, const Fragment& a, const Fragment& b, const Fragment& c,
                                  llvm::Value* mask) {
  const auto rows = [&](const Fragment& fragment) {
    return rows_of_fragment(builder, zero_where_inactive(builder, fragment, mask));
  };
  llvm::Value* rows_a = rows(a);
  llvm::Value* rows_b = rows(b);
  return fragment_of_rows(builder, multiply_rows(builder, rows_a, rows_b, rows(c)));
}

}  // namespace pewter::compiler
