// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/vectorize/group_operations.h"
#include "compiler/vectorize/group_operations_test_module.h"

namespace pewter::compiler::testing_support {

struct Intrinsic {
  std::string name;
  std::string convergence;
};

inline const std::vector<Intrinsic>& intrinsics() {
  static const std::vector<Intrinsic> all = {
#define PEWTER_INTRINSIC(name, result, parameters, convergence) {#name, #convergence},
#include "model/intrinsics.def"
#undef PEWTER_INTRINSIC
  };
  return all;
}

inline bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

// The functions over lanes; barriers and markers have no operands.
inline std::vector<std::string> all_functions() {
  std::vector<std::string> names;
  for (const Intrinsic& intrinsic : intrinsics())
    if (intrinsic.name.starts_with("simd_") || intrinsic.name.starts_with("quad_")) names.push_back(intrinsic.name);
  return names;
}

inline llvm::Type* element_type(llvm::IRBuilder<>& builder, const std::string& name) {
  if (contains(name, "ballot")) return builder.getInt1Ty();
  return contains(name, "_f32") ? builder.getFloatTy() : builder.getInt32Ty();
}

// Input 0, and for shuffles 1, to output 0.
inline void emit(const Operands& operands, const std::string& name) {
  llvm::SmallVector<llvm::Value*, 2> arguments = {operands.vector(0, element_type(operands.builder, name))};
  if (contains(name, "shuffle")) arguments.push_back(operands.vector(1, operands.builder.getInt32Ty()));
  llvm::Value* result = emit_group_function(operands.builder, "__pewter_" + name, arguments, operands.mask);
  ASSERT_EQ(!result->getType()->isVectorTy(), has_uniform_result(name)) << name;
  if (name == "simd_ballot") {
    ASSERT_TRUE(result->getType()->isIntegerTy(64));
    result = operands.builder.CreateTrunc(result, operands.builder.getInt32Ty());
  }
  operands.store(0, result);
}

}  // namespace pewter::compiler::testing_support
