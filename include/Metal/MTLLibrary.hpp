// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDataType.hpp"
#include "MTLDefines.hpp"
#include "MTLFunctionDescriptor.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Argument;
class ArgumentEncoder;
class Attribute;
class CompileOptions;
class Device;
class Function;
class FunctionConstant;
class FunctionConstantValues;
class FunctionDescriptor;
class FunctionReflection;
class IntersectionFunctionDescriptor;
class Library;
class VertexAttribute;

_MTL_ENUM(NS::UInteger, PatchType){
    PatchTypeNone = 0,
    PatchTypeTriangle = 1,
    PatchTypeQuad = 2,
};

/// What a function is for. Kernels and visible functions can be used here.
_MTL_ENUM(NS::UInteger, FunctionType){
    FunctionTypeVertex = 1,       FunctionTypeFragment = 2, FunctionTypeKernel = 3, FunctionTypeVisible = 5,
    FunctionTypeIntersection = 6, FunctionTypeMesh = 7,     FunctionTypeObject = 8,
};

/// Versions of the Metal Shading Language: major << 16 | minor.
_MTL_ENUM(NS::UInteger, LanguageVersion){
    LanguageVersion1_0 = 65536,  LanguageVersion1_1 = 65537,  LanguageVersion1_2 = 65538,  LanguageVersion2_0 = 131072,
    LanguageVersion2_1 = 131073, LanguageVersion2_2 = 131074, LanguageVersion2_3 = 131075, LanguageVersion2_4 = 131076,
    LanguageVersion3_0 = 196608, LanguageVersion3_1 = 196609, LanguageVersion3_2 = 196610, LanguageVersion4_0 = 262144,
};

_MTL_ENUM(NS::Integer, LibraryType){
    LibraryTypeExecutable = 0,
    LibraryTypeDynamic = 1,
};

_MTL_ENUM(NS::Integer, LibraryOptimizationLevel){
    LibraryOptimizationLevelDefault = 0,
    LibraryOptimizationLevelSize = 1,
};

_MTL_ENUM(NS::Integer, CompileSymbolVisibility){
    CompileSymbolVisibilityDefault = 0,
    CompileSymbolVisibilityHidden = 1,
};

/// How freely floating-point arithmetic may be rearranged.
_MTL_ENUM(NS::Integer, MathMode){
    MathModeSafe = 0,
    MathModeRelaxed = 1,
    MathModeFast = 2,
};

_MTL_ENUM(NS::Integer, MathFloatingPointFunctions){
    MathFloatingPointFunctionsFast = 0,
    MathFloatingPointFunctionsPrecise = 1,
};

/// Codes of errors in domain MTLLibraryErrorDomain.
_MTL_ENUM(NS::UInteger, LibraryError){
    LibraryErrorUnsupported = 1,    LibraryErrorInternal = 2,         LibraryErrorCompileFailure = 3,
    LibraryErrorCompileWarning = 4, LibraryErrorFunctionNotFound = 5, LibraryErrorFileNotFound = 6,
};

using AutoreleasedArgument = Argument*;

using FunctionCompletionHandlerFunction = std::function<void(Function* pFunction, NS::Error* pError)>;

}  // namespace MTL

PEWTER_IMPORT NS::UInteger pewter_MTLFunctionConstant_index(const void* self);
PEWTER_IMPORT void* pewter_MTLFunctionConstant_name(const void* self);
PEWTER_IMPORT bool pewter_MTLFunctionConstant_required(const void* self);
PEWTER_IMPORT MTL::DataType pewter_MTLFunctionConstant_type(const void* self);
PEWTER_IMPORT void* pewter_MTLFunction_device(const void* self);
PEWTER_IMPORT void* pewter_MTLFunction_functionConstantsDictionary(const void* self);
PEWTER_IMPORT MTL::FunctionType pewter_MTLFunction_functionType(const void* self);
PEWTER_IMPORT void* pewter_MTLFunction_label(const void* self);
PEWTER_IMPORT void pewter_MTLFunction_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void* pewter_MTLFunction_name(const void* self);
PEWTER_IMPORT void* pewter_MTLFunction_newArgumentEncoderWithBufferIndex_(const void* self, NS::UInteger bufferIndex);
PEWTER_IMPORT void* pewter_MTLFunction_newArgumentEncoderWithBufferIndex_reflection_(const void* self,
                                                                                     NS::UInteger bufferIndex,
                                                                                     void** reflection);
PEWTER_IMPORT MTL::FunctionOptions pewter_MTLFunction_options(const void* self);
PEWTER_IMPORT NS::Integer pewter_MTLFunction_patchControlPointCount(const void* self);
PEWTER_IMPORT MTL::PatchType pewter_MTLFunction_patchType(const void* self);
PEWTER_IMPORT bool pewter_MTLCompileOptions_allowReferencingUndefinedSymbols(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setAllowReferencingUndefinedSymbols_(const void* self,
                                                                                 bool allowReferencingUndefinedSymbols);
PEWTER_IMPORT MTL::CompileSymbolVisibility pewter_MTLCompileOptions_compileSymbolVisibility(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setCompileSymbolVisibility_(
    const void* self, MTL::CompileSymbolVisibility compileSymbolVisibility);
PEWTER_IMPORT bool pewter_MTLCompileOptions_enableLogging(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setEnableLogging_(const void* self, bool enableLogging);
PEWTER_IMPORT bool pewter_MTLCompileOptions_fastMathEnabled(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setFastMathEnabled_(const void* self, bool fastMathEnabled);
PEWTER_IMPORT void* pewter_MTLCompileOptions_installName(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setInstallName_(const void* self, const void* installName);
PEWTER_IMPORT MTL::LanguageVersion pewter_MTLCompileOptions_languageVersion(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setLanguageVersion_(const void* self, MTL::LanguageVersion languageVersion);
PEWTER_IMPORT void* pewter_MTLCompileOptions_libraries(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setLibraries_(const void* self, const void* libraries);
PEWTER_IMPORT MTL::LibraryType pewter_MTLCompileOptions_libraryType(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setLibraryType_(const void* self, MTL::LibraryType libraryType);
PEWTER_IMPORT MTL::MathFloatingPointFunctions pewter_MTLCompileOptions_mathFloatingPointFunctions(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setMathFloatingPointFunctions_(
    const void* self, MTL::MathFloatingPointFunctions mathFloatingPointFunctions);
PEWTER_IMPORT MTL::MathMode pewter_MTLCompileOptions_mathMode(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setMathMode_(const void* self, MTL::MathMode mathMode);
PEWTER_IMPORT NS::UInteger pewter_MTLCompileOptions_maxTotalThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setMaxTotalThreadsPerThreadgroup_(
    const void* self, NS::UInteger maxTotalThreadsPerThreadgroup);
PEWTER_IMPORT MTL::LibraryOptimizationLevel pewter_MTLCompileOptions_optimizationLevel(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setOptimizationLevel_(const void* self,
                                                                  MTL::LibraryOptimizationLevel optimizationLevel);
PEWTER_IMPORT void* pewter_MTLCompileOptions_preprocessorMacros(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setPreprocessorMacros_(const void* self, const void* preprocessorMacros);
PEWTER_IMPORT bool pewter_MTLCompileOptions_preserveInvariance(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setPreserveInvariance_(const void* self, bool preserveInvariance);
PEWTER_IMPORT MTL::Size pewter_MTLCompileOptions_requiredThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT void pewter_MTLCompileOptions_setRequiredThreadsPerThreadgroup_(const void* self,
                                                                              MTL::Size requiredThreadsPerThreadgroup);
PEWTER_IMPORT void* pewter_MTLFunctionReflection_bindings(const void* self);
PEWTER_IMPORT void* pewter_MTLLibrary_device(const void* self);
PEWTER_IMPORT void* pewter_MTLLibrary_functionNames(const void* self);
PEWTER_IMPORT void* pewter_MTLLibrary_installName(const void* self);
PEWTER_IMPORT void* pewter_MTLLibrary_label(const void* self);
PEWTER_IMPORT void pewter_MTLLibrary_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void* pewter_MTLLibrary_newFunctionWithName_(const void* self, const void* functionName);
PEWTER_IMPORT void* pewter_MTLLibrary_newFunctionWithName_constantValues_error_(const void* self, const void* name,
                                                                                const void* constantValues,
                                                                                void** error);
PEWTER_IMPORT void pewter_MTLLibrary_newFunctionWithName_constantValues_completionHandler_(
    const void* self, const void* name, const void* constantValues, void (*call)(void*, MTL::Function*, NS::Error*),
    void* context, void (*destroy)(void*));
PEWTER_IMPORT void pewter_MTLLibrary_newFunctionWithDescriptor_completionHandler_(
    const void* self, const void* descriptor, void (*call)(void*, MTL::Function*, NS::Error*), void* context,
    void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLLibrary_newFunctionWithDescriptor_error_(const void* self, const void* descriptor,
                                                                       void** error);
PEWTER_IMPORT void* pewter_MTLLibrary_reflectionForFunctionWithName_(const void* self, const void* functionName);
PEWTER_IMPORT MTL::LibraryType pewter_MTLLibrary_type(const void* self);

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class VertexAttribute : public NS::Referencing<VertexAttribute> {
 public:
  static VertexAttribute* alloc() { return static_cast<VertexAttribute*>(pewter_unsupported("MTLVertexAttribute")); }

  VertexAttribute* init() { return Object::init<VertexAttribute>(); }

  [[deprecated("use isActive")]] bool active() const { return {}; }

  NS::UInteger attributeIndex() const { return {}; }

  DataType attributeType() const { return {}; }

  bool isActive() const { return {}; }

  bool isPatchControlPointData() const { return {}; }

  bool isPatchData() const { return {}; }

  NS::String* name() const { return {}; }

  [[deprecated("use isPatchControlPointData")]] bool patchControlPointData() const { return {}; }

  [[deprecated("use isPatchData")]] bool patchData() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Attribute : public NS::Referencing<Attribute> {
 public:
  static Attribute* alloc() { return static_cast<Attribute*>(pewter_unsupported("MTLAttribute")); }

  Attribute* init() { return Object::init<Attribute>(); }

  [[deprecated("use isActive")]] bool active() const { return {}; }

  NS::UInteger attributeIndex() const { return {}; }

  DataType attributeType() const { return {}; }

  bool isActive() const { return {}; }

  bool isPatchControlPointData() const { return {}; }

  bool isPatchData() const { return {}; }

  NS::String* name() const { return {}; }

  [[deprecated("use isPatchControlPointData")]] bool patchControlPointData() const { return {}; }

  [[deprecated("use isPatchData")]] bool patchData() const { return {}; }
};

/// A function constant that a library declares. Thread-safe.
class FunctionConstant : public NS::Referencing<FunctionConstant> {
 public:
  /// A new object, +1, for init().
  static FunctionConstant* alloc() { return Object::alloc<FunctionConstant>("MTLFunctionConstant"); }

  /// The object, ready to use.
  FunctionConstant* init() { return Object::init<FunctionConstant>(); }

  /// Its number in [[function_constant(n)]].
  NS::UInteger index() const { return pewter_MTLFunctionConstant_index(this); }

  /// Its name in the source; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLFunctionConstant_name(this)); }

  /// Whether a value must be given.
  bool required() const { return pewter_MTLFunctionConstant_required(this); }

  /// Its type.
  DataType type() const { return pewter_MTLFunctionConstant_type(this); }
};

/// A function of a library, with its function constants set. Thread-safe.
class Function : public NS::Referencing<Function> {
 public:
  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLFunction_device(this)); }

  /// Name to FunctionConstant, of those that the function reads; autoreleased.
  NS::Dictionary* functionConstantsDictionary() const {
    return static_cast<NS::Dictionary*>(pewter_MTLFunction_functionConstantsDictionary(this));
  }

  /// Kernel, visible, vertex, ...
  FunctionType functionType() const { return pewter_MTLFunction_functionType(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLFunction_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLFunction_setLabel_(this, label); }

  /// The specialised name if there is one, else the name in the library; autoreleased.
  NS::String* name() const { return static_cast<NS::String*>(pewter_MTLFunction_name(this)); }

  /// An encoder for the argument buffer bound at `bufferIndex`, +1.
  ArgumentEncoder* newArgumentEncoder(NS::UInteger bufferIndex) {
    return static_cast<ArgumentEncoder*>(pewter_MTLFunction_newArgumentEncoderWithBufferIndex_(this, bufferIndex));
  }

  ArgumentEncoder* newArgumentEncoder(NS::UInteger bufferIndex, const AutoreleasedArgument* reflection) {
    return static_cast<ArgumentEncoder*>(pewter_MTLFunction_newArgumentEncoderWithBufferIndex_reflection_(
        this, bufferIndex, reinterpret_cast<void**>(const_cast<Argument**>(reflection))));
  }

  /// The options of the descriptor.
  FunctionOptions options() const { return pewter_MTLFunction_options(this); }

  /// Always -1: not a tessellation function.
  NS::Integer patchControlPointCount() const { return pewter_MTLFunction_patchControlPointCount(this); }

  /// Always PatchTypeNone.
  PatchType patchType() const { return pewter_MTLFunction_patchType(this); }

  /// Not supported: null.
  NS::Array* stageInputAttributes() const {
    return static_cast<NS::Array*>(pewter_unsupported_call(this, "-[MTLFunction stageInputAttributes]"));
  }

  /// Not supported: null.
  NS::Array* vertexAttributes() const {
    return static_cast<NS::Array*>(pewter_unsupported_call(this, "-[MTLFunction vertexAttributes]"));
  }
};

/// How source text is compiled. Not thread-safe; newLibrary() copies it.
class CompileOptions : public NS::Copying<CompileOptions> {
 public:
  /// A new object, +1, for init().
  static CompileOptions* alloc() { return Object::alloc<CompileOptions>("MTLCompileOptions"); }

  /// The object, ready to use.
  CompileOptions* init() { return Object::init<CompileOptions>(); }

  /// Remembered only.
  bool allowReferencingUndefinedSymbols() const {
    return pewter_MTLCompileOptions_allowReferencingUndefinedSymbols(this);
  }

  /// Sets allowReferencingUndefinedSymbols().
  void setAllowReferencingUndefinedSymbols(bool allowReferencingUndefinedSymbols) {
    pewter_MTLCompileOptions_setAllowReferencingUndefinedSymbols_(this, allowReferencingUndefinedSymbols);
  }

  /// Remembered only.
  CompileSymbolVisibility compileSymbolVisibility() const {
    return pewter_MTLCompileOptions_compileSymbolVisibility(this);
  }

  /// Sets compileSymbolVisibility().
  void setCompileSymbolVisibility(CompileSymbolVisibility compileSymbolVisibility) {
    pewter_MTLCompileOptions_setCompileSymbolVisibility_(this, compileSymbolVisibility);
  }

  /// Whether kernels may call os_log; default false.
  bool enableLogging() const { return pewter_MTLCompileOptions_enableLogging(this); }

  /// Sets enableLogging().
  void setEnableLogging(bool enableLogging) { pewter_MTLCompileOptions_setEnableLogging_(this, enableLogging); }

  /// Whether mathMode() is fast; default true.
  bool fastMathEnabled() const { return pewter_MTLCompileOptions_fastMathEnabled(this); }

  /// Sets fastMathEnabled().
  void setFastMathEnabled(bool fastMathEnabled) { pewter_MTLCompileOptions_setFastMathEnabled_(this, fastMathEnabled); }

  /// Name of a dynamic library, or null; autoreleased. Dynamic libraries are not supported.
  NS::String* installName() const { return static_cast<NS::String*>(pewter_MTLCompileOptions_installName(this)); }

  /// Sets installName(); the string is copied.
  void setInstallName(const NS::String* installName) { pewter_MTLCompileOptions_setInstallName_(this, installName); }

  /// The Metal Shading Language version that the source is written in.
  LanguageVersion languageVersion() const { return pewter_MTLCompileOptions_languageVersion(this); }

  /// Sets languageVersion().
  void setLanguageVersion(LanguageVersion languageVersion) {
    pewter_MTLCompileOptions_setLanguageVersion_(this, languageVersion);
  }

  /// Dynamic libraries to link with, which are not supported; autoreleased.
  NS::Array* libraries() const { return static_cast<NS::Array*>(pewter_MTLCompileOptions_libraries(this)); }

  /// Sets libraries().
  void setLibraries(const NS::Array* libraries) { pewter_MTLCompileOptions_setLibraries_(this, libraries); }

  /// Executable (the default) or dynamic, which is not supported.
  LibraryType libraryType() const { return pewter_MTLCompileOptions_libraryType(this); }

  /// Sets libraryType().
  void setLibraryType(LibraryType libraryType) { pewter_MTLCompileOptions_setLibraryType_(this, libraryType); }

  /// Remembered: fast or precise math functions follow mathMode().
  MathFloatingPointFunctions mathFloatingPointFunctions() const {
    return pewter_MTLCompileOptions_mathFloatingPointFunctions(this);
  }

  /// Sets mathFloatingPointFunctions().
  void setMathFloatingPointFunctions(MathFloatingPointFunctions mathFloatingPointFunctions) {
    pewter_MTLCompileOptions_setMathFloatingPointFunctions_(this, mathFloatingPointFunctions);
  }

  /// Fast (the default), relaxed, or safe: IEEE rules without shortcuts.
  MathMode mathMode() const { return pewter_MTLCompileOptions_mathMode(this); }

  /// Sets mathMode().
  void setMathMode(MathMode mathMode) { pewter_MTLCompileOptions_setMathMode_(this, mathMode); }

  /// Remembered only.
  NS::UInteger maxTotalThreadsPerThreadgroup() const {
    return pewter_MTLCompileOptions_maxTotalThreadsPerThreadgroup(this);
  }

  /// Sets maxTotalThreadsPerThreadgroup().
  void setMaxTotalThreadsPerThreadgroup(NS::UInteger maxTotalThreadsPerThreadgroup) {
    pewter_MTLCompileOptions_setMaxTotalThreadsPerThreadgroup_(this, maxTotalThreadsPerThreadgroup);
  }

  /// Remembered; kernels are always optimised.
  LibraryOptimizationLevel optimizationLevel() const { return pewter_MTLCompileOptions_optimizationLevel(this); }

  /// Sets optimizationLevel().
  void setOptimizationLevel(LibraryOptimizationLevel optimizationLevel) {
    pewter_MTLCompileOptions_setOptimizationLevel_(this, optimizationLevel);
  }

  /// Name (NS::String) to value (NS::String or NS::Number) of macros defined for the compile; autoreleased.
  NS::Dictionary* preprocessorMacros() const {
    return static_cast<NS::Dictionary*>(pewter_MTLCompileOptions_preprocessorMacros(this));
  }

  /// Sets preprocessorMacros().
  void setPreprocessorMacros(const NS::Dictionary* preprocessorMacros) {
    pewter_MTLCompileOptions_setPreprocessorMacros_(this, preprocessorMacros);
  }

  /// Remembered only: it concerns vertex functions.
  bool preserveInvariance() const { return pewter_MTLCompileOptions_preserveInvariance(this); }

  /// Sets preserveInvariance().
  void setPreserveInvariance(bool preserveInvariance) {
    pewter_MTLCompileOptions_setPreserveInvariance_(this, preserveInvariance);
  }

  /// Remembered only.
  Size requiredThreadsPerThreadgroup() const { return pewter_MTLCompileOptions_requiredThreadsPerThreadgroup(this); }

  /// Sets requiredThreadsPerThreadgroup().
  void setRequiredThreadsPerThreadgroup(Size requiredThreadsPerThreadgroup) {
    pewter_MTLCompileOptions_setRequiredThreadsPerThreadgroup_(this, requiredThreadsPerThreadgroup);
  }
};

/// The arguments of a function. Thread-safe.
class FunctionReflection : public NS::Referencing<FunctionReflection> {
 public:
  /// A new object, +1, for init().
  static FunctionReflection* alloc() { return Object::alloc<FunctionReflection>("MTLFunctionReflection"); }

  /// The object, ready to use.
  FunctionReflection* init() { return Object::init<FunctionReflection>(); }

  /// Array of Binding; autoreleased.
  NS::Array* bindings() const { return static_cast<NS::Array*>(pewter_MTLFunctionReflection_bindings(this)); }
};

/// Compiled, or yet to be compiled, functions: kernels are compiled when a pipeline first needs them. Thread-safe.
class Library : public NS::Referencing<Library> {
 public:
  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLLibrary_device(this)); }

  /// Array of the host names of its functions; autoreleased.
  NS::Array* functionNames() const { return static_cast<NS::Array*>(pewter_MTLLibrary_functionNames(this)); }

  /// Null: dynamic libraries are not supported.
  NS::String* installName() const { return static_cast<NS::String*>(pewter_MTLLibrary_installName(this)); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLLibrary_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLLibrary_setLabel_(this, label); }

  /// The function of that name, +1; null when there is none.
  Function* newFunction(const NS::String* functionName) {
    return static_cast<Function*>(pewter_MTLLibrary_newFunctionWithName_(this, functionName));
  }

  /// The function with its constants set, +1; null with an error (domain MTLLibraryErrorDomain) when there is none or
  /// a required constant has no value.
  Function* newFunction(const NS::String* name, const FunctionConstantValues* constantValues, NS::Error** error) {
    return static_cast<Function*>(pewter_MTLLibrary_newFunctionWithName_constantValues_error_(
        this, name, constantValues, reinterpret_cast<void**>(error)));
  }

#ifdef __BLOCKS__
  /// The same, later and elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newFunction(const NS::String* name, const FunctionConstantValues* constantValues,
                   void (^completionHandler)(Function*, NS::Error*)) {
    pewter_MTLLibrary_newFunctionWithName_constantValues_completionHandler_(
        this, name, constantValues, Private::Handler<Function*, NS::Error*>::callBlock,
        Private::Handler<Function*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<Function*, NS::Error*>::destroyBlock);
  }
#endif

#ifdef __BLOCKS__
  /// The same, later and elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newFunction(const FunctionDescriptor* descriptor, void (^completionHandler)(Function*, NS::Error*)) {
    pewter_MTLLibrary_newFunctionWithDescriptor_completionHandler_(
        this, descriptor, Private::Handler<Function*, NS::Error*>::callBlock,
        Private::Handler<Function*, NS::Error*>::keepBlock(completionHandler),
        Private::Handler<Function*, NS::Error*>::destroyBlock);
  }
#endif

  /// The function that the descriptor names, +1; null with an error (domain MTLLibraryErrorDomain) when that fails.
  Function* newFunction(const FunctionDescriptor* descriptor, NS::Error** error) {
    return static_cast<Function*>(
        pewter_MTLLibrary_newFunctionWithDescriptor_error_(this, descriptor, reinterpret_cast<void**>(error)));
  }

  /// The same, later and elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newFunction(const NS::String* pFunctionName, const FunctionConstantValues* pConstantValues,
                   const FunctionCompletionHandlerFunction& completionHandler) {
    pewter_MTLLibrary_newFunctionWithName_constantValues_completionHandler_(
        this, pFunctionName, pConstantValues, Private::Handler<Function*, NS::Error*>::call,
        Private::Handler<Function*, NS::Error*>::keep(completionHandler),
        Private::Handler<Function*, NS::Error*>::destroy);
  }

  /// The same, later and elsewhere: the function runs on a thread of the library and borrows its arguments.
  void newFunction(const FunctionDescriptor* pDescriptor, const FunctionCompletionHandlerFunction& completionHandler) {
    pewter_MTLLibrary_newFunctionWithDescriptor_completionHandler_(
        this, pDescriptor, Private::Handler<Function*, NS::Error*>::call,
        Private::Handler<Function*, NS::Error*>::keep(completionHandler),
        Private::Handler<Function*, NS::Error*>::destroy);
  }

#ifdef __BLOCKS__
  /// Not supported: the function gets an error, at once.
  void newIntersectionFunction(const IntersectionFunctionDescriptor* /*descriptor*/,
                               void (^completionHandler)(Function*, NS::Error*)) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLLibrary newIntersectionFunctionWithDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }
#endif

  /// Not supported: null with an error.
  Function* newIntersectionFunction(const IntersectionFunctionDescriptor* /*descriptor*/, NS::Error** error) {
    return static_cast<Function*>(pewter_unsupported_error(
        this, "-[MTLLibrary newIntersectionFunctionWithDescriptor:error:]", reinterpret_cast<void**>(error)));
  }

  /// Not supported: the function gets an error, at once.
  void newIntersectionFunction(const IntersectionFunctionDescriptor* /*pDescriptor*/,
                               const FunctionCompletionHandlerFunction& completionHandler) {
    void* error = nullptr;
    pewter_unsupported_error(this, "-[MTLLibrary newIntersectionFunctionWithDescriptor:completionHandler:]", &error);
    if (error && completionHandler) completionHandler(nullptr, static_cast<NS::Error*>(error));
  }

  /// The arguments of the kernel of that name, as compiled without function constants, autoreleased; null when there
  /// is none.
  FunctionReflection* reflectionForFunction(const NS::String* functionName) {
    return static_cast<FunctionReflection*>(pewter_MTLLibrary_reflectionForFunctionWithName_(this, functionName));
  }

  /// Always LibraryTypeExecutable.
  LibraryType type() const { return pewter_MTLLibrary_type(this); }
};

}  // namespace MTL
