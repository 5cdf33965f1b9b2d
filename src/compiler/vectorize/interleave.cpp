// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/interleave.h"

namespace pewter::compiler {

using llvm::Value;

namespace {

unsigned width_of(const Value* vector) {
  return llvm::cast<llvm::FixedVectorType>(vector->getType())->getNumElements();
}

// Every second one of the elements of two vectors.
Value* alternate(llvm::IRBuilder<>& builder, Value* a, Value* b, unsigned first) {
  llvm::SmallVector<int, 32> from;
  for (unsigned i = 0; i < width_of(a); ++i) from.push_back(static_cast<int>(2 * i + first));
  return builder.CreateShuffleVector(a, b, from);
}

// One of `a`, one of `b`, from element `first` of both.
Value* braid(llvm::IRBuilder<>& builder, Value* a, Value* b, unsigned first) {
  const unsigned width = width_of(a);
  llvm::SmallVector<int, 32> from;
  for (unsigned i = 0; i < width; ++i) from.push_back(static_cast<int>(first + i / 2 + i % 2 * width));
  return builder.CreateShuffleVector(a, b, from);
}

}  // namespace

llvm::SmallVector<Value*, 16> deinterleave(llvm::IRBuilder<>& builder, llvm::ArrayRef<Value*> memory) {
  llvm::SmallVector<Value*, 16> members(memory.begin(), memory.end());
  if (memory.size() == 1) return members;
  for (unsigned odd = 0; odd < 2; ++odd) {
    llvm::SmallVector<Value*, 16> half;
    for (std::size_t i = 0; i < memory.size(); i += 2)
      half.push_back(alternate(builder, memory[i], memory[i + 1], odd));
    half = deinterleave(builder, half);
    for (std::size_t i = 0; i < half.size(); ++i) members[2 * i + odd] = half[i];
  }
  return members;
}

llvm::SmallVector<Value*, 16> interleave(llvm::IRBuilder<>& builder, llvm::ArrayRef<Value*> members) {
  llvm::SmallVector<Value*, 16> memory(members.begin(), members.end());
  if (members.size() == 1) return memory;
  llvm::SmallVector<Value*, 16> halves[2];
  for (std::size_t i = 0; i < members.size(); ++i) halves[i % 2].push_back(members[i]);
  for (auto& half : halves) half = interleave(builder, half);
  for (std::size_t i = 0; i < halves[0].size(); ++i) {
    memory[2 * i] = braid(builder, halves[0][i], halves[1][i], 0);
    memory[2 * i + 1] = braid(builder, halves[0][i], halves[1][i], width_of(members.front()) / 2);
  }
  return memory;
}

Value* concatenate(llvm::IRBuilder<>& builder, llvm::ArrayRef<Value*> pieces) {
  llvm::SmallVector<Value*, 32> joined(pieces.begin(), pieces.end());
  while (joined.size() > 1) {
    llvm::SmallVector<int, 64> both(2 * width_of(joined.front()));
    for (std::size_t i = 0; i < both.size(); ++i) both[i] = static_cast<int>(i);
    for (std::size_t i = 0; i < joined.size() / 2; ++i)
      joined[i] = builder.CreateShuffleVector(joined[2 * i], joined[2 * i + 1], both);
    joined.resize(joined.size() / 2);
  }
  return joined.front();
}

}  // namespace pewter::compiler
