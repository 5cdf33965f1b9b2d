// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/kernels.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/Expr.h>

#include <optional>
#include <set>

#include "compiler/frontend/argument_members.h"
#include "compiler/frontend/dialect.h"
#include "model/kernel_abi.h"

namespace pewter::compiler::frontend {
namespace {

struct BuiltInName {
  std::string_view name;
  model::BuiltIn value;
  unsigned components;
};
constexpr BuiltInName kBuiltIns[] = {
#define PEWTER_BUILT_IN(name, components, scope) {#name, model::BuiltIn::name, components},
#include "model/built_in.def"
};

constexpr std::int64_t kMostConstantBytes = 64 << 20;

std::string string_argument(const clang::AnnotateAttr& attribute) {
  if (attribute.args_size() != 1) return {};
  const auto* literal = llvm::dyn_cast<clang::StringLiteral>((*attribute.args_begin())->IgnoreParenImpCasts());
  return literal ? literal->getString().str() : std::string();
}

// The element type and count of a scalar or of a metal::vec<T, N>.
struct Shape {
  clang::QualType element;
  unsigned components = 1;
};
std::optional<Shape> shape_of(clang::QualType type) {
  type = type.getCanonicalType().getUnqualifiedType();
  if (type->isIntegerType()) return Shape{type, 1};
  const auto* record = type->getAsCXXRecordDecl();
  const auto* vector = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (!vector || vector->getName() != "vec" || vector->getTemplateArgs().size() < 2) return std::nullopt;
  const auto& arguments = vector->getTemplateArgs();
  if (arguments[0].getKind() != clang::TemplateArgument::Type || arguments[1].getKind() != clang::TemplateArgument::Integral) return std::nullopt;
  return Shape{arguments[0].getAsType(), static_cast<unsigned>(arguments[1].getAsIntegral().getExtValue())};
}

// The name with its named namespaces, as the host asks for it.
std::string qualified_name(const clang::FunctionDecl& function) {
  std::string name = function.getNameAsString();
  for (const clang::DeclContext* context = function.getDeclContext(); context; context = context->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (space && !space->isAnonymousNamespace()) name = space->getNameAsString() + "::" + name;
  }
  return name;
}

// Hands out the indices that a program left to the compiler: the lowest that no attribute names, in parameter order.
class IndexAllocator {
 public:
  void take(std::int64_t index) { taken_.insert(index); }
  // False where another parameter has the index.
  bool use(std::int64_t index) { return used_.insert(index).second; }
  std::int64_t next() {
    while (taken_.contains(next_)) ++next_;
    return next_++;
  }

 private:
  std::set<std::int64_t> taken_;
  std::set<std::int64_t> used_;
  std::int64_t next_ = 0;
};

class KernelReader {
 public:
  KernelReader(Unit& unit, clang::FunctionDecl& function) : unit_(unit), ast_(unit.ast()), function_(function) {}

  std::optional<AstKernel> read() {
    AstKernel kernel;
    kernel.function = &function_;
    const auto* host_name = annotation(function_, "host_name");
    kernel.info.host_name = host_name ? string_argument(*host_name) : qualified_name(function_);
    if (!function_.getReturnType()->isVoidType()) error(function_.getLocation(), "kernel must have void return type");
    if (const auto* most = annotation(function_, "max_total_threads_per_threadgroup")) {
      const auto value = integer_argument(*most, ast_);
      if (!value || *value < 1 || *value > model::kMaxThreadsPerThreadgroup) {
        error(most->getLocation(), "'max_total_threads_per_threadgroup' attribute requires an integer from 1 to 1024");
      } else {
        kernel.info.max_total_threads = static_cast<std::uint32_t>(*value);
      }
    }
    take_explicit_indices();
    for (const clang::ParmVarDecl* parameter : function_.parameters()) {
      auto& info = kernel.info.parameters.emplace_back();
      auto& type = kernel.built_in_types.emplace_back();
      info.name = parameter->getNameAsString();
      read(*parameter, info, type);
    }
    if (failed_) return std::nullopt;
    return kernel;
  }

 private:
  void error(clang::SourceLocation place, std::string text) {
    auto& engine = unit_.clang().getDiagnostics();
    engine.Report(place, engine.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0")) << text;
    failed_ = true;
  }

  std::string spelled(clang::QualType type) const { return type.getAsString(ast_.getPrintingPolicy()); }

  void take_explicit_indices() {
    for (const clang::ParmVarDecl* parameter : function_.parameters()) {
      if (const auto* at = annotation(*parameter, "buffer")) {
        if (const auto index = integer_argument(*at, ast_)) buffers_.take(*index);
      }
      if (const auto* at = annotation(*parameter, "threadgroup")) {
        if (const auto index = integer_argument(*at, ast_)) threadgroups_.take(*index);
      }
    }
  }

  std::uint32_t index_of(const clang::ParmVarDecl& parameter, std::string_view attribute, IndexAllocator& free, unsigned limit) {
    std::int64_t index;
    clang::SourceLocation place = parameter.getLocation();
    if (const auto* at = annotation(parameter, attribute)) {
      place = at->getLocation();
      const auto value = integer_argument(*at, ast_);
      if (!value) {
        error(place, "'" + std::string(attribute) + "' attribute requires an integer constant");
        return 0;
      }
      index = *value;
    } else {
      index = free.next();
    }
    if (index >= 0 && index < limit && !free.use(index)) {
      error(place, "'" + std::string(attribute) + "' attribute parameter " + std::to_string(index) + " is used more than once");
      return 0;
    }
    if (index < 0 || index >= limit) {
      error(place, "'" + std::string(attribute) + "' attribute parameter is out of bounds: must be between 0 and " + std::to_string(limit - 1));
      return 0;
    }
    return static_cast<std::uint32_t>(index);
  }

  void read(const clang::ParmVarDecl& parameter, model::KernelParameter& info, BuiltInType& built_in_type) {
    const clang::QualType type = parameter.getType().getNonReferenceType();
    const bool reference = parameter.getType()->isReferenceType();
    for (const BuiltInName& built_in : kBuiltIns) {
      if (!annotation(parameter, built_in.name)) continue;
      read_built_in(parameter, built_in, info, built_in_type);
      return;
    }
    if (!reference && !parameter.getType()->isPointerType()) {
      if (annotation(parameter, "stage_in")) {
        error(parameter.getLocation(), "unsupported: 'stage_in' parameter of a kernel");
      } else if (annotation(parameter, "payload") || annotation(parameter, "imageblock_data")) {
        error(parameter.getLocation(), "unsupported: parameter '" + info.name + "' of a kernel");
      } else {
        error(parameter.getLocation(), "parameter '" + info.name + "' of a kernel must be a pointer or reference to 'device', 'constant' or "
                                       "'threadgroup' memory, or have a thread attribute; it has type '" +
                                           spelled(parameter.getType()) + "'");
      }
      return;
    }
    const clang::QualType pointee = reference ? type : parameter.getType()->getPointeeType();
    switch (pointee.getAddressSpace()) {
      case clang::LangAS::sycl_global_device:
        info.kind = model::ParameterKind::buffer;
        info.access = pointee.isConstQualified() ? model::Access::read : model::Access::read_write;
        break;
      case clang::LangAS::sycl_global_host:
        info.kind = model::ParameterKind::buffer;
        info.access = model::Access::read;
        info.constant_space = true;
        break;
      case clang::LangAS::sycl_local:
        info.kind = model::ParameterKind::threadgroup_memory;
        break;
      default:
        error(parameter.getLocation(), "parameter '" + info.name + "' of a kernel points to no address space: it must be 'device', 'constant' or "
                                       "'threadgroup'");
        return;
    }
    info.by_reference = reference;
    if (!pointee->isIncompleteType() && !pointee->isVoidType() && !pointee->isFunctionType()) {
      info.pointee_size = static_cast<std::uint64_t>(ast_.getTypeSizeInChars(pointee).getQuantity());
      info.pointee_alignment = static_cast<std::uint32_t>(ast_.getTypeAlignInChars(pointee).getQuantity());
    }
    if (info.kind == model::ParameterKind::buffer) {
      info.members = argument_members(pointee, ast_);
      info.index = index_of(parameter, "buffer", buffers_, model::kMaxBuffers);
    } else {
      info.index = index_of(parameter, "threadgroup", threadgroups_, model::kMaxThreadgroupBuffers);
    }
  }

  void read_built_in(const clang::ParmVarDecl& parameter, const BuiltInName& built_in, model::KernelParameter& info, BuiltInType& built_in_type) {
    const auto shape = shape_of(parameter.getType());
    const auto bits = shape ? ast_.getTypeSize(shape->element) : 0;
    if (!shape || !shape->element->isUnsignedIntegerType() || (bits != 16 && bits != 32) || shape->components > built_in.components) {
      error(parameter.getLocation(), "invalid type '" + spelled(parameter.getType()) + "' for attribute '" +
                                         std::string(built_in.name) + "'");
      return;
    }
    info.kind = model::ParameterKind::built_in;
    info.built_in = built_in.value;
    info.access = model::Access::read;
    built_in_type.components = static_cast<std::uint8_t>(shape->components);
    built_in_type.bits = static_cast<std::uint8_t>(bits);
  }

  Unit& unit_;
  const clang::ASTContext& ast_;
  clang::FunctionDecl& function_;
  IndexAllocator buffers_;
  IndexAllocator threadgroups_;
  bool failed_ = false;
};

}  // namespace

const clang::AnnotateAttr* annotation(const clang::Decl& declaration, std::string_view name) {
  for (const auto* attribute : declaration.specific_attrs<clang::AnnotateAttr>()) {
    const std::string_view text(attribute->getAnnotation().data(), attribute->getAnnotation().size());
    if (text.starts_with(kAnnotation) && text.substr(kAnnotation.size()) == name) return attribute;
  }
  return nullptr;
}

std::optional<std::int64_t> integer_argument(const clang::AnnotateAttr& attribute, const clang::ASTContext& ast) {
  if (attribute.args_size() != 1) return std::nullopt;
  clang::Expr::EvalResult value;
  const clang::Expr* argument = *attribute.args_begin();
  if (argument->isValueDependent() || !argument->EvaluateAsInt(value, ast)) return std::nullopt;
  return value.Val.getInt().getExtValue();
}

void check_variables(Unit& unit) {
  auto& engine = unit.clang().getDiagnostics();
  auto error = [&](const clang::VarDecl& variable, const char* text) {
    engine.Report(variable.getLocation(), engine.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0")) << text;
  };
  const auto& sources = unit.clang().getSourceManager();
  for (const Handed& handed : unit.handed()) {
    if (handed.kind != Handed::top_level) continue;
    for (clang::Decl* declaration : handed.group) {
      auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
      if (!variable || !variable->isFileVarDecl() || variable->isStaticDataMember() || variable->getDescribedVarTemplate() ||
          variable->getType()->isDependentType() || variable->isInvalidDecl() || !sources.isInMainFile(variable->getLocation())) {
        continue;
      }
      if (variable->getType().getAddressSpace() != clang::LangAS::sycl_global_host && !variable->isConstexpr()) {
        error(*variable, "program scope variable must reside in constant address space");
      } else if (!variable->getType()->isIncompleteType() &&
                 unit.ast().getTypeSizeInChars(variable->getType()).getQuantity() > kMostConstantBytes) {
        error(*variable, "program scope variable is too large: at most 64 MiB");
      } else if (variable->hasInit() && !variable->getInit()->isValueDependent() && !variable->evaluateValue()) {
        error(*variable, "initializer of a program scope variable must be a constant expression");
      }
    }
  }
}

std::vector<AstKernel> find_kernels(Unit& unit) {
  std::vector<AstKernel> kernels;
  std::set<const clang::FunctionDecl*> seen;
  for (const Handed& handed : unit.handed()) {
    if (handed.kind != Handed::top_level) continue;
    for (clang::Decl* declaration : handed.group) {
      auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration);
      if (!function || function->isDependentContext() || !function->isThisDeclarationADefinition()) continue;
      if (!annotation(*function, "kernel") || !seen.insert(function).second) continue;
      // A template's instantiations are kernels by their host names; an instantiation without one was only called.
      if (function->isTemplateInstantiation() && !annotation(*function, "host_name")) continue;
      if (auto kernel = KernelReader(unit, *function).read()) kernels.push_back(std::move(*kernel));
    }
  }
  return kernels;
}

}  // namespace pewter::compiler::frontend
