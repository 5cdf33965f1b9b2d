// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/argument_members.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/RecordLayout.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "compiler/frontend/kernels.h"

namespace pewter::compiler::frontend {
namespace {

// More than an argument buffer can use; arrays of structs count one an element and member.
constexpr std::size_t kMostMembers = 4096;

// The standard library's own classes (vectors, matrices, atomics) are values, not structs of members.
const clang::CXXRecordDecl* struct_of_program(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return nullptr;
  for (const clang::DeclContext* scope = record->getDeclContext(); scope; scope = scope->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(scope);
    if (space && space->getName() == "metal") return nullptr;
  }
  return record->getDefinition();
}

// T and N of T[N] and of metal::array<T, N>.
struct Elements {
  clang::QualType type;
  std::uint64_t count = 1;
};
Elements elements_of(clang::QualType type, const clang::ASTContext& ast) {
  if (const auto* array = ast.getAsConstantArrayType(type)) return {array->getElementType(), array->getSize().getZExtValue()};
  const auto* record = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (record && record->getName() == "array" && !struct_of_program(type) && record->getTemplateArgs().size() == 2) {
    const auto& arguments = record->getTemplateArgs();
    if (arguments[0].getKind() == clang::TemplateArgument::Type && arguments[1].getKind() == clang::TemplateArgument::Integral)
      return {arguments[0].getAsType(), arguments[1].getAsIntegral().getZExtValue()};
  }
  return {type, 1};
}

class Layout {
 public:
  explicit Layout(const clang::ASTContext& ast) : ast_(ast) {}

  // Adds the members of a struct that lies at `offset` and whose ids begin at `id`; gives the id after its last one.
  std::optional<std::uint64_t> add(const clang::CXXRecordDecl& record, std::uint64_t offset, std::uint64_t id) {
    if (record.isInvalidDecl() || record.isUnion() || record.getNumBases() != 0) return std::nullopt;
    const clang::ASTRecordLayout& layout = ast_.getASTRecordLayout(&record);
    const std::uint64_t base = id;
    std::uint64_t end = id;
    for (const clang::FieldDecl* field : record.fields()) {
      if (field->isBitField()) return std::nullopt;
      if (const auto* given = annotation(*field, "id")) {
        const auto number = integer_argument(*given, ast_);
        if (!number || *number < 0) return std::nullopt;
        id = base + static_cast<std::uint64_t>(*number);
      }
      const std::uint64_t at = offset + layout.getFieldOffset(field->getFieldIndex()) / 8;
      const auto next = add(field->getType(), at, id);
      if (!next) return std::nullopt;
      id = *next;
      end = std::max(end, id);
    }
    return end;
  }

  std::vector<model::ArgumentMember> members;  // by the source, not by id

 private:
  std::optional<std::uint64_t> add(clang::QualType type, std::uint64_t offset, std::uint64_t id) {
    const auto [element, count] = elements_of(type, ast_);
    if (element->isIncompleteType() || element->isReferenceType()) return std::nullopt;
    const std::uint64_t size = static_cast<std::uint64_t>(ast_.getTypeSizeInChars(element).getQuantity());
    const clang::CXXRecordDecl* record = struct_of_program(element);
    if (!record && elements_of(element, ast_).type == element) {
      if (members.size() >= kMostMembers) return std::nullopt;
      members.push_back({id, offset, size, count});
      return id + count;
    }
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto next = record ? add(*record, offset + i * size, id) : add(element, offset + i * size, id);
      if (!next || members.size() >= kMostMembers) return std::nullopt;
      id = *next;
    }
    return id;
  }

  const clang::ASTContext& ast_;
};

}  // namespace

std::vector<model::ArgumentMember> argument_members(clang::QualType pointee, const clang::ASTContext& ast) {
  if (pointee->isPointerType()) return {{0, 0, 8, std::numeric_limits<std::uint32_t>::max()}};
  const clang::CXXRecordDecl* record = struct_of_program(pointee);
  Layout layout(ast);
  if (!record || !layout.add(*record, 0, 0)) return {};
  std::ranges::sort(layout.members, {}, &model::ArgumentMember::id);
  return std::move(layout.members);
}

}  // namespace pewter::compiler::frontend
