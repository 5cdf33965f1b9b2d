// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "compiler/vectorize/group_operations_mask.h"
#include "model/kernel_image.h"

namespace pewter::compiler::testing_support {

// What a test function gets: vectors of 32 lanes in memory, and a mask.
struct Operands {
  llvm::IRBuilder<>& builder;
  llvm::Value* inputs;   // ptr to ptr
  llvm::Value* outputs;  // ptr to ptr
  llvm::Value* mask;     // <32 x i1>

  llvm::Value* pointer(unsigned i) const { return load_pointer(inputs, i); }
  llvm::Value* scalar(unsigned i, llvm::Type* type) const;
  // Input i as <32 x element>; i1 is a byte in memory.
  llvm::Value* vector(unsigned i, llvm::Type* element) const;
  // Writes a vector, or a scalar to all lanes, to output i.
  void store(unsigned i, llvm::Value* value) const;

 private:
  llvm::Value* load_pointer(llvm::Value* array, unsigned i) const;
};

// Functions for this host that tests put together and run.
class TestModule {
 public:
  // `features` is what the functions' target-features attribute says, none where empty.
  explicit TestModule(std::string features = "");
  static std::string host_features();

  // Adds a function. `constant` replaces the mask that run() gets.
  void add(const std::string& name, llvm::function_ref<void(const Operands&)> emit,
           std::optional<std::uint32_t> constant = std::nullopt);
  // The text of a function as it is now.
  std::string text(const std::string& name) const;
  void compile(bool optimize);
  void run(const std::string& name, std::span<const void* const> inputs, std::uint32_t mask,
           std::span<void* const> outputs) const;

  llvm::IRBuilder<>& builder() { return builder_; }
  llvm::Module& module() { return *module_; }

 private:
  std::string features_;
  std::unique_ptr<llvm::LLVMContext> context_;
  std::unique_ptr<llvm::Module> module_;
  llvm::IRBuilder<> builder_;
  llvm::SmallVector<llvm::Function*> functions_;
  std::vector<std::string> names_;
  model::LoadedKernel code_;
};

}  // namespace pewter::compiler::testing_support
