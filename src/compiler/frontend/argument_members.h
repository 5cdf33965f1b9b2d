// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Type.h>

#include <vector>

#include "model/kernel_image.h"

namespace pewter::compiler::frontend {

// What an argument encoder needs to know of a buffer parameter that points to `pointee`: the members of a struct of the program,
// or for a pointer to pointers an array without end. Empty for every other type, and for structs with base classes,
// bit-fields or unions, whose members have no ids.
std::vector<model::ArgumentMember> argument_members(clang::QualType pointee, const clang::ASTContext& ast);

}  // namespace pewter::compiler::frontend
