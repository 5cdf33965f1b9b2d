// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include <string>

#include "compiler/vectorize/lane_shape.h"
#include "compiler/vectorize/lane_value.h"
#include "compiler/vectorize/linear_flow.h"
#include "compiler/vectorize/memory_access.h"

namespace pewter::compiler {

// Writes the body of a function that runs `lanes` threads at once, block by block along the LinearFlow of the scalar one.
//
// What crosses blocks goes through stack slots, one for each value, mask and PHI; mem2reg, which runs next, makes SSA form
// of them again. So no rule of dominance binds the new control flow, and what a lane reads from a slot on a path that did
// not write it is garbage that it is not active to look at.
class FunctionVectorizer {
 public:
  // `to` has the parameters of `from` and no body. Both in one module.
  FunctionVectorizer(llvm::Function& from, llvm::Function& to, const LaneShapes& shapes, const LinearFlow& flow,
                     std::function<bool(const llvm::Value&)> is_divergent);

  // False where the function has something that has no vector form; `to` is then left unfinished.
  bool run();
  const std::string& unsupported() const { return unsupported_; }
  unsigned accesses_by_lane() const { return memory_.count_by_lane(); }

 private:
  using Kind = LaneShape::Kind;
  // The lanes that wait for the path to come to a block, and those that it came with.
  struct MaskSlots {
    llvm::AllocaInst* waiting = nullptr;
    llvm::AllocaInst* active = nullptr;
  };

  // Flow: flow_emitter.cpp.
  void create_blocks();
  void emit_block(int number);
  void arrive(int number);
  void leave(int number);
  void write_edge(const llvm::BasicBlock* from, const llvm::BasicBlock* to, llvm::Value* mask);
  void write_phis(const llvm::BasicBlock* from, const llvm::BasicBlock* to, llvm::Value* mask);
  llvm::BasicBlock* place(int number);
  llvm::Value* entry_mask();

  // Values: value_emitter.cpp.
  LaneValue value(const llvm::Value* value);
  llvm::Value* scalar(const llvm::Value* value);
  llvm::Value* vector(const llvm::Value* value, unsigned element = 0);
  llvm::SmallVector<llvm::Value*, 4> bases(const llvm::Value* value);
  void define(const llvm::Instruction& instruction, LaneValue value);
  void store_slots(const llvm::Value* key, const LaneValue& value);
  LaneValue load_slots(const llvm::Value* key);
  unsigned parts_of(const llvm::Value* value) const;
  bool is_used_elsewhere(const llvm::Instruction& instruction) const;

  // Instructions: instruction_emitter.cpp, call_emitter.cpp.
  void emit(const llvm::Instruction& instruction);
  void emit_uniform(const llvm::Instruction& instruction);
  void emit_rows(const llvm::Instruction& instruction);
  void emit_vector(const llvm::Instruction& instruction);
  llvm::Value* emit_element(const llvm::Instruction& instruction, llvm::ArrayRef<llvm::Value*> operands,
                            llvm::Type* type);
  void emit_division(const llvm::Instruction& instruction);
  void emit_pointer(const llvm::Instruction& instruction);
  void emit_thread_position(const llvm::CallInst& call);
  void emit_bitcast(const llvm::Instruction& instruction);
  void emit_select_element(const llvm::Instruction& instruction);
  void emit_load(const llvm::LoadInst& load);
  void emit_store(const llvm::StoreInst& store);
  void emit_atomic(const llvm::Instruction& instruction);
  void emit_touch(const llvm::CallInst& call);
  void emit_call(const llvm::CallInst& call);
  void emit_intrinsic(const llvm::CallInst& call);
  llvm::Value* clone_scalar(const llvm::Instruction& instruction, unsigned row);
  LaneAddress address(const llvm::Value* pointer);
  llvm::Value* last_lane(llvm::Value* vector);  // what the last active one has
  llvm::Type* widened(llvm::Type* type) const { return llvm::FixedVectorType::get(type, layout_.lanes); }
  void refuse(const llvm::Instruction& instruction, llvm::StringRef why);

  llvm::Function& from_;
  llvm::Function& to_;
  const LaneShapes& shapes_;
  const LaneLayout& layout_;
  const LinearFlow& flow_;
  std::function<bool(const llvm::Value&)> is_divergent_;
  llvm::IRBuilder<> builder_;
  MemoryEmitter memory_;

  std::vector<llvm::BasicBlock*> body_;      // by number: where a block's instructions go
  std::vector<llvm::BasicBlock*> arrival_;   // where the path comes in: the check for lanes, or the body
  llvm::DenseMap<int, MaskSlots> masks_;     // by number of the block that has a mask of its own
  llvm::Value* entry_mask_ = nullptr;
  llvm::DenseMap<const llvm::Value*, llvm::SmallVector<llvm::AllocaInst*, 2>> slots_;
  llvm::DenseMap<const llvm::Value*, llvm::SmallVector<llvm::AllocaInst*, 2>> phi_slots_;
  llvm::DenseMap<const llvm::Value*, LaneValue> local_;  // of the block that is being written
  llvm::DenseMap<std::pair<const llvm::Value*, unsigned>, llvm::Value*> local_vectors_;  // materialised, likewise
  int current_ = 0;
  llvm::Value* mask_ = nullptr;  // of the current block
  std::string unsupported_;
};

}  // namespace pewter::compiler
