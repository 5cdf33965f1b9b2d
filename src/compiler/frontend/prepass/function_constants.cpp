// SPDX-License-Identifier: Apache-2.0
// Function constants are known when a kernel is compiled: their values are written into the source, so that everything that
// derives from them folds like any other constant.
#include <fmt/format.h>

#include <cstring>
#include <map>

#include "compiler/frontend/dialect.h"
#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

struct Declared {
  std::size_t attribute;  // its first '['
  std::size_t begin;      // of the declaration
  model::FunctionConstant constant;
};

std::optional<std::uint32_t> integer(const Tokens& tokens, std::size_t at) {
  if (tokens[at].kind != TokenKind::number) return std::nullopt;
  char* end = nullptr;
  const unsigned long value = std::strtoul(tokens[at].text.c_str(), &end, 0);
  if (end == tokens[at].text.c_str() || value > 65535) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

std::string plain_type(std::string type);

std::vector<Declared> find(const Tokens& tokens, const Outline& outline, Findings& findings) {
  std::vector<Declared> result;
  for (std::size_t i = 2; i + 4 < tokens.size(); ++i) {
    if (!tokens[i].is("function_constant") || !tokens[i - 1].is("[") || !tokens[i - 2].is("[") || !tokens[i + 1].is("(")) continue;
    const Scope scope = outline.scope(i);
    const std::size_t outer = outline.enclosing(i - 2);
    if (outer != kNowhere && tokens[outer].is("(")) continue;  // of a parameter: it names a constant
    if (scope != Scope::file && scope != Scope::name_space) continue;
    const auto index = integer(tokens, i + 2);
    if (!index || !tokens[i + 3].is(")")) {
      findings.problems.push_back({tokens[i + 2].location, "'function_constant' attribute requires an integer constant from 0 to 65535"});
      continue;
    }
    const std::size_t begin = outline.statement_begin(i - 2);
    Declared declared{i - 2, begin, {}};
    declared.constant.index = *index;
    if (i >= 3 && tokens[i - 3].is_identifier()) declared.constant.name = tokens[i - 3].text;
    for (std::size_t k = begin; k + 3 < i; ++k) {
      const Token& token = tokens[k];
      if (token.is("constant") || token.is("static") || token.is("const") || token.is("constexpr") || token.is("inline")) continue;
      if (token.is("metal") || token.is("::")) continue;
      declared.constant.type += token.text;
    }
    declared.constant.type = plain_type(std::move(declared.constant.type));
    result.push_back(std::move(declared));
  }
  return result;
}

const ConstantValue* value_of(const Request& request, const model::FunctionConstant& constant) {
  for (const ConstantValue& value : request.constants) {
    if (value.index >= 0 ? value.index == constant.index : value.name == constant.name) return &value;
  }
  return nullptr;
}

struct ScalarType {
  std::string_view name;
  std::size_t size;
  std::string_view bits;  // the integer type of that size, for __builtin_bit_cast
};
constexpr ScalarType kScalarTypes[] = {
    {"bool", 1, ""},          {"char", 1, ""},       {"uchar", 1, ""},   {"short", 2, ""},  {"ushort", 2, ""},
    {"int", 4, ""},           {"uint", 4, ""},       {"long", 8, ""},    {"ulong", 8, ""},  {"float", 4, "unsigned int"},
    {"half", 2, "unsigned short"}, {"bfloat", 2, "unsigned short"}, {"int8_t", 1, ""}, {"uint8_t", 1, ""}, {"int16_t", 2, ""},
    {"uint16_t", 2, ""},      {"int32_t", 4, ""},    {"uint32_t", 4, ""}, {"int64_t", 8, ""}, {"uint64_t", 8, ""}};

// One spelling for the types that have two.
std::string plain_type(std::string type) {
  constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
      {"int8_t", "char"}, {"uint8_t", "uchar"}, {"int16_t", "short"}, {"uint16_t", "ushort"}, {"int32_t", "int"},
      {"uint32_t", "uint"}, {"int64_t", "long"}, {"uint64_t", "ulong"}, {"size_t", "ulong"}, {"unsignedint", "uint"},
      {"unsigned", "uint"}, {"unsignedshort", "ushort"}, {"unsignedchar", "uchar"}, {"unsignedlong", "ulong"}};
  for (const auto& [alias, name] : kAliases) {
    if (type == alias) return std::string(name);
  }
  return type;
}

// The value as an expression of type `type`; empty where the bytes are too few or the type is none that a constant can have.
std::string expression(const std::string& spelled_type, std::span<const std::byte> bytes) {
  const std::string type = plain_type(spelled_type);
  std::string_view base = type;
  unsigned components = 1;
  if (!base.empty() && base.back() >= '2' && base.back() <= '4' && !base.ends_with("_t")) {
    const std::string_view stem = base.substr(0, base.size() - 1);
    for (const ScalarType& scalar : kScalarTypes) {
      if (scalar.name == stem) {
        components = static_cast<unsigned>(base.back() - '0');
        base = stem;
        break;
      }
    }
  }
  for (const ScalarType& scalar : kScalarTypes) {
    if (scalar.name != base) continue;
    if (bytes.size() < scalar.size * components) return {};
    std::string text = components > 1 ? type + "(" : "";
    for (unsigned i = 0; i < components; ++i) {
      std::uint64_t value = 0;
      std::memcpy(&value, bytes.data() + i * scalar.size, scalar.size);
      if (i > 0) text += ", ";
      if (!scalar.bits.empty()) {
        text += fmt::format("__builtin_bit_cast({}, ({}){}u)", scalar.name, scalar.bits, value);
      } else if (scalar.name == "bool") {
        text += value ? "true" : "false";
      } else {
        text += fmt::format("({}){}ull", scalar.name, value);
      }
    }
    return text + (components > 1 ? ")" : "");
  }
  return {};
}

}  // namespace

void rewrite_function_constants(Tokens& tokens, const Request& request, Findings& findings) {
  const Outline outline(tokens);
  Edits edits;
  std::map<std::string, bool> defined;  // by name
  std::map<std::string, std::size_t> known;
  for (Declared& declared : find(tokens, outline, findings)) {
    const ConstantValue* value = value_of(request, declared.constant);
    std::string initializer = declared.constant.type + "{}";
    if (value) {
      const bool other_type = !value->type.empty() && plain_type(value->type) != plain_type(declared.constant.type);
      const std::string text = other_type ? std::string() : expression(declared.constant.type, value->bytes);
      if (text.empty()) {
        findings.problems.push_back({tokens[declared.attribute].location, "the value given for function constant '" + declared.constant.name +
                                                                              "' does not fit its type '" + declared.constant.type + "'"});
      } else {
        initializer = text;
      }
    }
    defined[declared.constant.name] = value != nullptr;
    known.emplace(declared.constant.name, findings.constants.size());
    const std::size_t end = outline.partner(declared.attribute);
    if (end != kNowhere) edits.insert(end + 1, "= " + initializer);
    findings.constants.push_back(std::move(declared.constant));
  }
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    if (!tokens[i].is("is_function_constant_defined") || !tokens[i + 1].is("(") || outline.partner(i + 1) == kNowhere) continue;
    const std::size_t end = outline.partner(i + 1);
    const std::string& name = tokens[end - 1].text;
    const auto found = defined.find(name);
    if (found == defined.end()) {
      findings.problems.push_back({tokens[i + 2].location, "'" + name + "' is not a function constant"});
      continue;
    }
    findings.constants[known[name]].required = false;
    std::size_t begin = i;
    while (begin >= 2 && tokens[begin - 1].is("::") && tokens[begin - 2].is_identifier()) begin -= 2;
    edits.replace(begin, end + 1 - begin, found->second ? "true" : "false");
    i = end;
  }
  edits.apply(tokens);
}

}  // namespace pewter::compiler::frontend::prepass
