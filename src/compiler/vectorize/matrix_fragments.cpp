// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments.h"

#include <array>
#include <numeric>

#include "compiler/vectorize/group_operations_mask.h"

namespace pewter::compiler {
namespace {

constexpr int kSide = 8;
constexpr int kElements = kSide * kSide;
constexpr int kPair = 2 * kSide;  // two rows fill a 512-bit register

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

// The value whose rows make `fragment`, where it is known to have been made from rows.
llvm::Value* origin(const Fragment& fragment) {
  const auto* first = llvm::dyn_cast<llvm::ShuffleVectorInst>(fragment.element[0]);
  const auto* second = llvm::dyn_cast<llvm::ShuffleVectorInst>(fragment.element[1]);
  if (!first || !second || first->getOperand(0) != second->getOperand(0)) return nullptr;
  if (first->getShuffleMask() != fragment_mask(0) || second->getShuffleMask() != fragment_mask(1)) return nullptr;
  return first->getOperand(0);
}

// Elements [first, first + count) of `rows`, `times` times.
llvm::Value* part(llvm::IRBuilder<>& builder, llvm::Value* rows, int first, int count, int times = 1) {
  llvm::SmallVector<int, kPair> sources;
  for (int i = 0; i < times * count; ++i) sources.push_back(first + i % count);
  return builder.CreateShuffleVector(rows, sources);
}

llvm::Value* joined(llvm::IRBuilder<>& builder, llvm::Value* low, llvm::Value* high) {
  llvm::SmallVector<int, kElements> sources(2 * llvm::cast<llvm::FixedVectorType>(low->getType())->getNumElements());
  std::iota(sources.begin(), sources.end(), 0);
  return builder.CreateShuffleVector(low, high, sources);
}

// a * b + c on rows. Two rows of the result at a time: each is the sum over k of element k of a's row times row k of b.
// k is the outer loop, so that the four chains of sums go on side by side.
llvm::Value* multiply_rows(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  constexpr int kPairs = kSide / 2;
  llvm::Value* sum[kPairs];
  for (int pair = 0; pair < kPairs; ++pair) sum[pair] = part(builder, c, pair * kPair, kPair);
  for (int k = 0; k < kSide; ++k) {
    llvm::Value* row = part(builder, b, k * kSide, kSide, /*times=*/2);
    for (int pair = 0; pair < kPairs; ++pair) {
      llvm::SmallVector<int, kPair> sources(kSide, pair * kPair + k);
      sources.append(kSide, pair * kPair + kSide + k);
      llvm::Value* factor = builder.CreateShuffleVector(a, sources);
      sum[pair] = builder.CreateIntrinsic(llvm::Intrinsic::fmuladd, {row->getType()}, {factor, row, sum[pair]});
    }
  }
  return joined(builder, joined(builder, sum[0], sum[1]), joined(builder, sum[2], sum[3]));
}

Fragment zero_where_inactive(llvm::IRBuilder<>& builder, const Fragment& fragment, llvm::Value* mask) {
  llvm::Constant* zero = llvm::Constant::getNullValue(fragment.element[0]->getType());
  return {{select_active(builder, mask, fragment.element[0], zero),
           select_active(builder, mask, fragment.element[1], zero)}};
}

}  // namespace

llvm::ArrayRef<int> rows_mask() { return kMasks.rows; }
llvm::ArrayRef<int> fragment_mask(unsigned element) { return kMasks.fragment[element]; }

llvm::Value* rows_of_fragment(llvm::IRBuilder<>& builder, const Fragment& fragment) {
  if (llvm::Value* rows = origin(fragment)) return rows;
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
