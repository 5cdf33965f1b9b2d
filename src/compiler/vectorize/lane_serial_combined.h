// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

namespace pewter::compiler {

// True for read-modify-write operations of which one does the work of many on the same address.
bool combines(llvm::AtomicRMWInst::BinOp operation);

// One read-modify-write of `pointer`, the same in all lanes, with the values of all active lanes, of which there is one
// at least. `update` emits the operation on memory with the combined value and returns what was there before. The
// result is what each lane would have found had the lanes come in order, <32 x T>; null where not `result_used`.
llvm::Value* emit_combined(llvm::IRBuilder<>& builder, llvm::AtomicRMWInst::BinOp operation, llvm::Value* value,
                           llvm::Value* mask, bool result_used,
                           llvm::function_ref<llvm::Value*(llvm::Value* combined)> update);

}  // namespace pewter::compiler
