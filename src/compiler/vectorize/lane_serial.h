// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

// Operations that have no vector form run once for every active lane, in lane order. `mask` is <32 x i1>. Operands are
// scalars where they are the same in all lanes and <32 x T> vectors otherwise. Results are <32 x R>, unspecified in
// inactive lanes; null for void. May add blocks: the builder ends up where the code continues.

// Atomics. `pointer` is ptr or <32 x ptr>. With one pointer for all lanes and an operation that combines (integer add,
// sub, min, max, and, or, xor), one atomic operation does the work of all lanes, and the lanes' own results, where
// `result_used`, follow by a scan. `exclusive`: no other thread of the machine can reach the memory (threadgroup
// memory: a threadgroup runs on one thread), so that plain loads and stores will do.
llvm::Value* emit_atomic_rmw(llvm::IRBuilder<>& builder, const llvm::AtomicRMWInst& original, llvm::Value* pointer,
                             llvm::Value* value, llvm::Value* mask, bool result_used, bool exclusive);
// The result is { <32 x T> found, <32 x i1> success }.
struct CompareExchange {
  llvm::Value* found;
  llvm::Value* success;
};
CompareExchange emit_compare_exchange(llvm::IRBuilder<>& builder, const llvm::AtomicCmpXchgInst& original,
                                      llvm::Value* pointer, llvm::Value* expected, llvm::Value* desired,
                                      llvm::Value* mask, bool exclusive);
// Atomic loads and stores with a pointer for each lane.
llvm::Value* emit_atomic_load(llvm::IRBuilder<>& builder, const llvm::LoadInst& original, llvm::Value* pointer,
                              llvm::Value* mask);
void emit_atomic_store(llvm::IRBuilder<>& builder, const llvm::StoreInst& original, llvm::Value* pointer,
                       llvm::Value* value, llvm::Value* mask);

// Any other call, with the callee, attributes and metadata of `original`.
llvm::Value* emit_call_per_lane(llvm::IRBuilder<>& builder, const llvm::CallInst& original,
                                llvm::ArrayRef<llvm::Value*> arguments, llvm::Value* mask);

}  // namespace pewter::compiler
