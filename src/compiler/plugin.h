// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/compile.h"
#include "model/symbolizer.h"

namespace pewter::compiler {

// What libpewter-compiler.so is loaded for. It compiles whenever it is asked; compile.h says what the members do, and
// caching_compiler.h is who asks. Thread-safe; a crash inside Clang or LLVM comes back as Diagnostics with `crashed` set.
class Translator {
 public:
  virtual ~Translator() = default;
  virtual Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) = 0;
  virtual Result<model::KernelInfo, Diagnostics> describe(const Source& source, const Options& options,
                                                          const KernelRequest& request) = 0;
  virtual Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) = 0;
  virtual Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) = 0;
};

// What the library exports for Pewter: its Translator, which lives as long as the process. `version` must be
// kPluginVersion, so that a library and a plugin of different builds do not meet.
// Changes with what the two hand each other.
inline constexpr char kPluginVersion[] = "pewter-compiler-5";
inline constexpr char kPluginFactory[] = "pewter_compiler_plugin";
using PluginFactory = Translator* (*)(const char* version);

// And for the build of Pewter: puts the precompiled headers of the usual options into a directory (write_headers.cpp). Null, or
// why it could not.
inline constexpr char kHeaderWriter[] = "pewter_compiler_write_headers";
using HeaderWriter = const char* (*)(const char* directory);

// Its Symbolizer, likewise.
inline constexpr char kSymbolizerFactory[] = "pewter_symbolizer_plugin";
using SymbolizerFactory = model::Symbolizer* (*)(const char* version);
}  // namespace pewter::compiler
