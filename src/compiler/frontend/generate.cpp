// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/generate.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/GlobalDecl.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/CodeGen/ModuleBuilder.h>
#include <clang/Lex/HeaderSearchOptions.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <algorithm>
#include <set>

#include "compiler/analysis/times.h"
#include "compiler/frontend/clean_module.h"
#include "compiler/frontend/target.h"

namespace pewter::compiler::frontend {
namespace {

// Threadgroup memory is not initialised in Metal; a class with a constructor would get a dynamic initialiser here.
class DropThreadgroupInitializers : public clang::RecursiveASTVisitor<DropThreadgroupInitializers> {
 public:
  bool VisitVarDecl(clang::VarDecl* variable) {
    if (variable->isStaticLocal() && variable->getType().getAddressSpace() == clang::LangAS::sycl_local) variable->setInit(nullptr);
    return true;
  }
};

// Only what a kernel reaches is to be generated: Clang defers what is inline.
void defer(clang::FunctionDecl& function) {
  if (!function.isInlined() && !function.isTemplateInstantiation()) function.setImplicitlyInline(true);
}

}  // namespace

DeviceModule generate_module(Unit& unit, std::vector<AstKernel> kernels) {
  const StageTimer timer("Clang's code generation");
  DeviceModule result;
  result.context = std::make_unique<llvm::LLVMContext>();
  clang::CompilerInstance& instance = unit.clang();
  // Lines for debuggers and profilers; nothing of types and variables.
  auto& options = instance.getCodeGenOpts();
  options.setDebugInfo(llvm::codegenoptions::DebugLineTablesOnly);
  options.DwarfVersion = kDwarfVersion;
  options.DebugCompilationDir = ".";  // files are named as the program named them
  const std::unique_ptr<clang::CodeGenerator> generator(
      clang::CreateLLVMCodeGen(instance.getDiagnostics(), "metal", llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(&instance.getVirtualFileSystem()), instance.getHeaderSearchOpts(),
                               instance.getPreprocessorOpts(), instance.getCodeGenOpts(), *result.context));
  std::set<const clang::FunctionDecl*> wanted;
  for (const AstKernel& kernel : kernels) wanted.insert(kernel.function);

  adapt(instance.getTarget());
  generator->Initialize(unit.ast());
  unit.hand_to([&](const Handed& handed) {
    switch (handed.kind) {
      case Handed::top_level: {
        llvm::SmallVector<clang::Decl*, 4> keep;
        for (clang::Decl* declaration : handed.group) {
          if (auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration)) {
            if (!wanted.contains(function)) {
              if (annotation(*function, "kernel") && function->isTemplateInstantiation()) continue;
              if (annotation(*function, "vertex") || annotation(*function, "fragment")) continue;
              defer(*function);
            }
            // The library has no threadgroup variables, and its bodies are better not read when nobody calls them.
            if (!function->isFromASTFile()) DropThreadgroupInitializers().TraverseDecl(function);
          }
          keep.push_back(declaration);
        }
        if (keep.size() == 1) {
          generator->HandleTopLevelDecl(clang::DeclGroupRef(keep.front()));
        } else if (!keep.empty()) {
          generator->HandleTopLevelDecl(clang::DeclGroupRef::Create(unit.ast(), keep.data(), static_cast<unsigned>(keep.size())));
        }
        break;
      }
      case Handed::inline_function: {
        auto* function = llvm::cast<clang::FunctionDecl>(handed.declaration);
        defer(*function);
        generator->HandleInlineFunctionDefinition(function);
        break;
      }
      case Handed::tag: generator->HandleTagDeclDefinition(llvm::cast<clang::TagDecl>(handed.declaration)); break;
      case Handed::static_member:
        generator->HandleCXXStaticMemberVarInstantiation(llvm::cast<clang::VarDecl>(handed.declaration));
        break;
      case Handed::tentative: generator->CompleteTentativeDefinition(llvm::cast<clang::VarDecl>(handed.declaration)); break;
      case Handed::vtable: generator->HandleVTable(llvm::cast<clang::CXXRecordDecl>(handed.declaration)); break;
    }
  });
  generator->HandleTranslationUnit(unit.ast());
  unit.stop_handing();
  if (instance.getDiagnostics().hasErrorOccurred()) return result;

  for (AstKernel& kernel : kernels) {
    auto* function = llvm::dyn_cast<llvm::Function>(generator->GetAddrOfGlobal(clang::GlobalDecl(kernel.function), false));
    if (!function || function->isDeclaration()) continue;
    result.kernels.push_back({function, std::move(kernel.info), std::move(kernel.built_in_types)});
  }
  result.module.reset(generator->ReleaseModule());
  clean(result);
  return result;
}

}  // namespace pewter::compiler::frontend
