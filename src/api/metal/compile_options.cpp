// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLLibrary.hpp"

#include "api/metal/descriptor.h"
#include "foundation/value.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(CompileOptions, MTLCompileOptions);

PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::LanguageVersion, languageVersion, setLanguageVersion_,
                compiler.language_version)
PEWTER_PROPERTY(CompileOptions, CompileOptions, bool, enableLogging, setEnableLogging_, compiler.enable_logging)
PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::MathMode, mathMode, setMathMode_, math_mode)
PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::MathFloatingPointFunctions, mathFloatingPointFunctions,
                setMathFloatingPointFunctions_, math_functions)
PEWTER_OBJECT_PROPERTY(CompileOptions, CompileOptions, foundation::Dictionary, preprocessorMacros,
                       setPreprocessorMacros_, macros)

PEWTER_OBJECT_PROPERTY(CompileOptions, CompileOptions, foundation::String, installName, setInstallName_, install_name)
PEWTER_OBJECT_PROPERTY(CompileOptions, CompileOptions, foundation::Array, libraries, setLibraries_, libraries)
PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::LibraryType, libraryType, setLibraryType_, library_type)
PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::LibraryOptimizationLevel, optimizationLevel, setOptimizationLevel_,
                optimization_level)
PEWTER_PROPERTY(CompileOptions, CompileOptions, MTL::CompileSymbolVisibility, compileSymbolVisibility,
                setCompileSymbolVisibility_, symbol_visibility)
PEWTER_PROPERTY(CompileOptions, CompileOptions, bool, preserveInvariance, setPreserveInvariance_, preserve_invariance)
PEWTER_PROPERTY(CompileOptions, CompileOptions, bool, allowReferencingUndefinedSymbols,
                setAllowReferencingUndefinedSymbols_, allow_undefined_symbols)
PEWTER_PROPERTY(CompileOptions, CompileOptions, NS::UInteger, maxTotalThreadsPerThreadgroup,
                setMaxTotalThreadsPerThreadgroup_, max_total_threads)

// The older name of two of the three math modes.
bool pewter_MTLCompileOptions_fastMathEnabled(const void* object) {
  auto* self = cast<Descriptor<CompileOptions>>(object, "fastMathEnabled");
  return self && self->data.math_mode == MTL::MathModeFast;
}

void pewter_MTLCompileOptions_setFastMathEnabled_(const void* object, bool enabled) {
  if (auto* self = cast<Descriptor<CompileOptions>>(object, "setFastMathEnabled:"))
    self->data.math_mode = enabled ? MTL::MathModeFast : MTL::MathModeSafe;
}

MTL::Size pewter_MTLCompileOptions_requiredThreadsPerThreadgroup(const void* object) {
  auto* self = cast<Descriptor<CompileOptions>>(object, "requiredThreadsPerThreadgroup");
  if (!self) return {0, 0, 0};
  const runtime::Size& size = self->data.required_threads;
  return {size.width, size.height, size.depth};
}

void pewter_MTLCompileOptions_setRequiredThreadsPerThreadgroup_(const void* object, MTL::Size size) {
  if (auto* self = cast<Descriptor<CompileOptions>>(object, "setRequiredThreadsPerThreadgroup:"))
    self->data.required_threads = size_of(size);
}

compiler::Options pewter::api::CompileOptions::options() const {
  compiler::Options result = compiler;
  result.fast_math = math_mode != MTL::MathModeSafe;
  if (!macros) return result;
  for (const auto& [key, value] : macros->entries()) {
    std::string name(text_of(key.get()));
    if (value->is_kind_of(foundation::Number::kClass))
      result.macros[name] = static_cast<const foundation::Number*>(value.get())->text();
    else
      result.macros[name] = text_of(value.get());
  }
  return result;
}
