// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments.h"

#include <array>
#include <numeric>

#include "compiler/vectorize/group_operations_mask.h"
#include "compiler/vectorize/matrix_products.h"

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
  return fragment_of_rows(builder, Product::emit(builder, rows_a, rows_b, rows(c)));
}

}  // namespace pewter::compiler
