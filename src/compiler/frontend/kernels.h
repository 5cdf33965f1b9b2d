// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>

#include <optional>
#include <string>
#include <vector>

#include "compiler/device_module.h"
#include "compiler/frontend/parse.h"
#include "compiler/frontend/prepass/prepass.h"

namespace pewter::compiler::frontend {

// A kernel as the AST has it: a function, or one instantiation of a template.
struct AstKernel {
  clang::FunctionDecl* function = nullptr;
  model::KernelInfo info;
  std::vector<BuiltInType> built_in_types;
};

// The kernels that the unit defines. What Metal does not allow in a kernel's signature is reported to the unit's
// diagnostics; such kernels are left out.
std::vector<AstKernel> find_kernels(Unit& unit);

// Reports program-scope variables that Metal does not allow: those whose initialiser is no constant, and those that are not in
// constant memory.
void check_variables(Unit& unit);

// Fills in which function constants each kernel reads, its callees included, and reports those that are required and not given. Where
// the request names a kernel, others that miss one are left out instead.
void add_constants(Unit& unit, std::vector<AstKernel>& kernels, const prepass::Findings& findings, const KernelRequest& request);

// The value of the annotation `name` (without its prefix) on a declaration: null where it has none.
const clang::AnnotateAttr* annotation(const clang::Decl& declaration, std::string_view name);

// The one integer that an annotation carries: buffer(2), id(3).
std::optional<std::int64_t> integer_argument(const clang::AnnotateAttr& attribute, const clang::ASTContext& ast);

}  // namespace pewter::compiler::frontend
