// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/frontend/prepass/prepass.h"

// Every rewrite, in the order of run().
namespace pewter::compiler::frontend::prepass {

// Reports address spaces and function types that Pewter does not have: ray tracing, mesh and tile functions.
void check_unsupported(const Tokens& tokens, Findings& findings);

// Reports expressions nested so deep that they would exhaust a parser's stack.
void check_nesting(const Tokens& tokens, Findings& findings);

// `1.0` -> `1.0f`, `1.0h` -> `1.0f16`, `1.0bf` -> `((__bf16)1.0f)`.
void rewrite_literals(Tokens& tokens);

// `constant T x [[function_constant(n)]];` -> `constant T x [[...]] = value;`, is_function_constant_defined(x) -> true or false.
void rewrite_function_constants(Tokens& tokens, const Request& request, Findings& findings);

// Finds the functions that the host can name, and keeps of the explicit instantiations those that the request wants.
void rewrite_functions(Tokens& tokens, const Request& request, Findings& findings);

// Removes functions and classes that nothing which stays names, however far around. Whether there were any.
bool drop_unreached(Tokens& tokens);

// `[[buffer(0)]]` -> `__attribute__((annotate("msl:buffer", 0)))`, `kernel` -> the same with "msl:kernel".
void rewrite_attributes(Tokens& tokens);

// `threadgroup T x[N];` in a body -> `static threadgroup T x[N];`; `constant T x = ...;` -> `static constant ...`.
void rewrite_variables(Tokens& tokens);

// `constant T x[4]` among parameters -> `constant T *x`: Clang wants no address space on an array parameter.
void rewrite_array_parameters(Tokens& tokens);

// `volatile coherent(system) device T*` -> `volatile device T*`: all memory is coherent here.
void rewrite_coherent(Tokens& tokens);

// `T& f(A a) device` -> `T& f(this device S& __pewter_self, A a)`; methods that differ in the address space alone become one.
void rewrite_methods(Tokens& tokens);

// device, threadgroup -> attributes, constant -> const and an attribute; thread -> nothing.
void rewrite_address_spaces(Tokens& tokens);

}  // namespace pewter::compiler::frontend::prepass
