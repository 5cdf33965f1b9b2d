// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <map>
#include <set>

#include "compiler/frontend/kernels.h"

namespace pewter::compiler::frontend {
namespace {

// Everything that a function refers to, through calls and through the initialisers of constants.
class Reach : public clang::RecursiveASTVisitor<Reach> {
 public:
  std::set<const clang::VarDecl*> variables;

  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitTemplateInstantiations() const { return true; }

  void from(clang::FunctionDecl& function) {
    enter(&function);
    while (!work_.empty()) {
      clang::FunctionDecl* next = work_.back();
      work_.pop_back();
      TraverseStmt(next->getBody());
      if (auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(next)) {
        for (const clang::CXXCtorInitializer* initializer : constructor->inits()) TraverseStmt(initializer->getInit());
      }
    }
  }

  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) {
    if (auto* function = llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl())) enter(function);
    if (auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl()); variable && variable->hasGlobalStorage()) {
      if (variables.insert(variable).second && variable->hasInit()) TraverseStmt(variable->getInit());
    }
    return true;
  }
  bool VisitMemberExpr(clang::MemberExpr* member) {
    if (auto* function = llvm::dyn_cast<clang::FunctionDecl>(member->getMemberDecl())) enter(function);
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
    enter(construction->getConstructor());
    return true;
  }

 private:
  void enter(clang::FunctionDecl* function) {
    const clang::FunctionDecl* definition = nullptr;
    if (!function->hasBody(definition) || !seen_.insert(definition).second) return;
    work_.push_back(const_cast<clang::FunctionDecl*>(definition));
  }

  std::set<const clang::FunctionDecl*> seen_;
  std::vector<clang::FunctionDecl*> work_;
};

bool is_given(const model::FunctionConstant& constant, const std::vector<ConstantValue>& given) {
  for (const ConstantValue& value : given) {
    if (value.index >= 0 ? value.index == constant.index : value.name == constant.name) return true;
  }
  return false;
}

}  // namespace

void add_constants(Unit& unit, std::vector<AstKernel>& kernels, const prepass::Findings& findings, const KernelRequest& request) {
  if (findings.constants.empty()) return;
  std::map<std::string, const model::FunctionConstant*> by_name;
  for (const model::FunctionConstant& constant : findings.constants) by_name.emplace(constant.name, &constant);
  auto& engine = unit.clang().getDiagnostics();
  std::vector<AstKernel> complete;
  for (AstKernel& kernel : kernels) {
    bool left_out = false;
    Reach reach;
    reach.from(*kernel.function);
    for (clang::ParmVarDecl* parameter : kernel.function->parameters()) {
      if (const auto* condition = annotation(*parameter, "function_constant"); condition && condition->args_size() == 1) {
        reach.TraverseStmt(*condition->args_begin());
      }
    }
    std::set<std::string> read;
    for (const clang::VarDecl* variable : reach.variables) {
      if (annotation(*variable, "function_constant")) read.insert(variable->getNameAsString());
    }
    // In the order of the source.
    for (const model::FunctionConstant& constant : findings.constants) {
      if (!read.contains(constant.name)) continue;
      kernel.info.constants.push_back(constant);
      if (!constant.required || is_given(constant, request.constants)) continue;
      if (!request.host_name.empty() && kernel.info.host_name != request.host_name) {
        left_out = true;
      } else {
        engine.Report(kernel.function->getLocation(), engine.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0"))
            << "function constant '" + constant.name + "' (index " + std::to_string(constant.index) + ") is required by function '" +
                   kernel.info.host_name + "' and was not given a value";
      }
    }
    if (!left_out) complete.push_back(std::move(kernel));
  }
  kernels = std::move(complete);
}

}  // namespace pewter::compiler::frontend
