// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/compile.h"
#include "model/symbolizer.h"

// The functions that libpewter-compiler.so exports: they give its Compiler and its Symbolizer, which live as long as
// the process. `version` must be kPluginVersion, so that a library and a plugin of different builds do not meet.
namespace pewter::compiler {
inline constexpr char kPluginVersion[] = "pewter-compiler-1";
inline constexpr char kPluginFactory[] = "pewter_compiler_plugin";
using PluginFactory = Compiler* (*)(const char* version);
inline constexpr char kSymbolizerFactory[] = "pewter_symbolizer_plugin";
using SymbolizerFactory = model::Symbolizer* (*)(const char* version);
}  // namespace pewter::compiler
