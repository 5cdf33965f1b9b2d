// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/frontend/token.h"

// MSL's own syntax, rewritten into C++ that Clang accepts. Each rewrite is a free function over the token list in a file of its
// own; run() holds their order and the reasons for it. They are pure: no Clang, no files.
namespace pewter::compiler::frontend::prepass {

// What is to come out.
struct Request {
  std::optional<std::string> host_name;   // only this function's instantiation; none: every one
  bool instantiate = false;               // with no host_name: check the bodies of all instantiations, not their names alone
  bool whole = false;                     // with a host_name: keeps also what that function has no use for
  std::vector<ConstantValue> constants;   // values of function constants
};

struct Problem {
  std::uint32_t location = 0;
  std::string text;
};

// What was seen on the way.
struct Findings {
  std::vector<FunctionEntry> functions;            // in source order
  std::vector<model::FunctionConstant> constants;  // in source order
  std::vector<Problem> problems;                   // errors
  std::size_t instantiations = 0;                  // explicit ones that have a host name
  bool wants_instantiation = false;                // the request's host name is one's
  bool reduced = false;                            // something was left out that the request has no use for
};

Findings run(Tokens& tokens, const Request& request);

}  // namespace pewter::compiler::frontend::prepass
