// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLAllocation.hpp"
#include "MTLDefines.hpp"
#include "MTLPipeline.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class ComputePipelineDescriptor;
class ComputePipelineReflection;
class ComputePipelineState;
class Device;
class Function;
class FunctionHandle;
class IntersectionFunctionTable;
class IntersectionFunctionTableDescriptor;
class LinkedFunctions;
class PipelineBufferDescriptorArray;
class StageInputOutputDescriptor;
class VisibleFunctionTable;
class VisibleFunctionTableDescriptor;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLComputePipelineReflection_arguments(const void* self);
PEWTER_IMPORT void* pewter_MTLComputePipelineReflection_bindings(const void* self);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_binaryArchives(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setBinaryArchives_(const void* self, const void* binaryArchives);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_computeFunction(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setComputeFunction_(const void* self,
                                                                           const void* computeFunction);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_insertLibraries(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setInsertLibraries_(const void* self,
                                                                           const void* insertLibraries);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_label(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_linkedFunctions(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setLinkedFunctions_(const void* self,
                                                                           const void* linkedFunctions);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineDescriptor_maxCallStackDepth(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setMaxCallStackDepth_(const void* self,
                                                                             NS::UInteger maxCallStackDepth);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineDescriptor_maxTotalThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setMaxTotalThreadsPerThreadgroup_(
    const void* self, NS::UInteger maxTotalThreadsPerThreadgroup);
PEWTER_IMPORT void* pewter_MTLComputePipelineDescriptor_preloadedLibraries(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setPreloadedLibraries_(const void* self,
                                                                              const void* preloadedLibraries);
PEWTER_IMPORT MTL::Size pewter_MTLComputePipelineDescriptor_requiredThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setRequiredThreadsPerThreadgroup_(
    const void* self, MTL::Size requiredThreadsPerThreadgroup);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_reset(const void* self);
PEWTER_IMPORT MTL::ShaderValidation pewter_MTLComputePipelineDescriptor_shaderValidation(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setShaderValidation_(const void* self,
                                                                            MTL::ShaderValidation shaderValidation);
PEWTER_IMPORT bool pewter_MTLComputePipelineDescriptor_supportAddingBinaryFunctions(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setSupportAddingBinaryFunctions_(
    const void* self, bool supportAddingBinaryFunctions);
PEWTER_IMPORT bool pewter_MTLComputePipelineDescriptor_supportIndirectCommandBuffers(const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setSupportIndirectCommandBuffers_(
    const void* self, bool supportIndirectCommandBuffers);
PEWTER_IMPORT bool pewter_MTLComputePipelineDescriptor_threadGroupSizeIsMultipleOfThreadExecutionWidth(
    const void* self);
PEWTER_IMPORT void pewter_MTLComputePipelineDescriptor_setThreadGroupSizeIsMultipleOfThreadExecutionWidth_(
    const void* self, bool threadGroupSizeIsMultipleOfThreadExecutionWidth);
PEWTER_IMPORT void* pewter_MTLComputePipelineState_device(const void* self);
PEWTER_IMPORT MTL::ResourceID pewter_MTLComputePipelineState_gpuResourceID(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineState_imageblockMemoryLengthForDimensions_(
    const void* self, MTL::Size imageblockDimensions);
PEWTER_IMPORT void* pewter_MTLComputePipelineState_label(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineState_maxTotalThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT void* pewter_MTLComputePipelineState_reflection(const void* self);
PEWTER_IMPORT MTL::Size pewter_MTLComputePipelineState_requiredThreadsPerThreadgroup(const void* self);
PEWTER_IMPORT MTL::ShaderValidation pewter_MTLComputePipelineState_shaderValidation(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineState_staticThreadgroupMemoryLength(const void* self);
PEWTER_IMPORT bool pewter_MTLComputePipelineState_supportIndirectCommandBuffers(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MTLComputePipelineState_threadExecutionWidth(const void* self);

namespace MTL {

/// The arguments of a pipeline's kernel. Thread-safe.
class ComputePipelineReflection : public NS::Referencing<ComputePipelineReflection> {
 public:
  /// A new object, +1, for init().
  static ComputePipelineReflection* alloc() {
    return Object::alloc<ComputePipelineReflection>("MTLComputePipelineReflection");
  }

  /// The object, ready to use.
  ComputePipelineReflection* init() { return Object::init<ComputePipelineReflection>(); }

  /// Array of Argument, by the older interface; autoreleased.
  NS::Array* arguments() const { return static_cast<NS::Array*>(pewter_MTLComputePipelineReflection_arguments(this)); }

  /// Array of Binding; autoreleased.
  NS::Array* bindings() const { return static_cast<NS::Array*>(pewter_MTLComputePipelineReflection_bindings(this)); }
};

/// What a compute pipeline is made from. Not thread-safe.
class ComputePipelineDescriptor : public NS::Copying<ComputePipelineDescriptor> {
 public:
  /// A new object, +1, for init().
  static ComputePipelineDescriptor* alloc() {
    return Object::alloc<ComputePipelineDescriptor>("MTLComputePipelineDescriptor");
  }

  /// The object, ready to use.
  ComputePipelineDescriptor* init() { return Object::init<ComputePipelineDescriptor>(); }

  /// Remembered only: binary archives are not supported. Autoreleased.
  NS::Array* binaryArchives() const {
    return static_cast<NS::Array*>(pewter_MTLComputePipelineDescriptor_binaryArchives(this));
  }

  /// Sets binaryArchives().
  void setBinaryArchives(const NS::Array* binaryArchives) {
    pewter_MTLComputePipelineDescriptor_setBinaryArchives_(this, binaryArchives);
  }

  /// Not supported: null.
  PipelineBufferDescriptorArray* buffers() const {
    return static_cast<PipelineBufferDescriptorArray*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineDescriptor buffers]"));
  }

  /// The kernel; borrowed.
  Function* computeFunction() const {
    return static_cast<Function*>(pewter_MTLComputePipelineDescriptor_computeFunction(this));
  }

  /// Sets computeFunction().
  void setComputeFunction(const Function* computeFunction) {
    pewter_MTLComputePipelineDescriptor_setComputeFunction_(this, computeFunction);
  }

  /// Remembered only: dynamic libraries are not supported. Autoreleased.
  NS::Array* insertLibraries() const {
    return static_cast<NS::Array*>(pewter_MTLComputePipelineDescriptor_insertLibraries(this));
  }

  /// Sets insertLibraries().
  void setInsertLibraries(const NS::Array* insertLibraries) {
    pewter_MTLComputePipelineDescriptor_setInsertLibraries_(this, insertLibraries);
  }

  /// The pipeline's label, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLComputePipelineDescriptor_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLComputePipelineDescriptor_setLabel_(this, label); }

  /// Functions that the kernel may call by visible function; borrowed.
  LinkedFunctions* linkedFunctions() const {
    return static_cast<LinkedFunctions*>(pewter_MTLComputePipelineDescriptor_linkedFunctions(this));
  }

  /// Sets linkedFunctions().
  void setLinkedFunctions(const LinkedFunctions* linkedFunctions) {
    pewter_MTLComputePipelineDescriptor_setLinkedFunctions_(this, linkedFunctions);
  }

  /// Remembered only; default 1.
  NS::UInteger maxCallStackDepth() const { return pewter_MTLComputePipelineDescriptor_maxCallStackDepth(this); }

  /// Sets maxCallStackDepth().
  void setMaxCallStackDepth(NS::UInteger maxCallStackDepth) {
    pewter_MTLComputePipelineDescriptor_setMaxCallStackDepth_(this, maxCallStackDepth);
  }

  /// Threads a threadgroup that the kernel is compiled for; 0: the device's limit.
  NS::UInteger maxTotalThreadsPerThreadgroup() const {
    return pewter_MTLComputePipelineDescriptor_maxTotalThreadsPerThreadgroup(this);
  }

  /// Sets maxTotalThreadsPerThreadgroup().
  void setMaxTotalThreadsPerThreadgroup(NS::UInteger maxTotalThreadsPerThreadgroup) {
    pewter_MTLComputePipelineDescriptor_setMaxTotalThreadsPerThreadgroup_(this, maxTotalThreadsPerThreadgroup);
  }

  /// Remembered only: dynamic libraries are not supported. Autoreleased.
  NS::Array* preloadedLibraries() const {
    return static_cast<NS::Array*>(pewter_MTLComputePipelineDescriptor_preloadedLibraries(this));
  }

  /// Sets preloadedLibraries().
  void setPreloadedLibraries(const NS::Array* preloadedLibraries) {
    pewter_MTLComputePipelineDescriptor_setPreloadedLibraries_(this, preloadedLibraries);
  }

  /// Remembered only.
  Size requiredThreadsPerThreadgroup() const {
    return pewter_MTLComputePipelineDescriptor_requiredThreadsPerThreadgroup(this);
  }

  /// Sets requiredThreadsPerThreadgroup().
  void setRequiredThreadsPerThreadgroup(Size requiredThreadsPerThreadgroup) {
    pewter_MTLComputePipelineDescriptor_setRequiredThreadsPerThreadgroup_(this, requiredThreadsPerThreadgroup);
  }

  /// Back to the state of a new one.
  void reset() { pewter_MTLComputePipelineDescriptor_reset(this); }

  /// Remembered only.
  ShaderValidation shaderValidation() const { return pewter_MTLComputePipelineDescriptor_shaderValidation(this); }

  /// Sets shaderValidation().
  void setShaderValidation(ShaderValidation shaderValidation) {
    pewter_MTLComputePipelineDescriptor_setShaderValidation_(this, shaderValidation);
  }

  /// Not supported: null.
  StageInputOutputDescriptor* stageInputDescriptor() const {
    return static_cast<StageInputOutputDescriptor*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineDescriptor stageInputDescriptor]"));
  }

  /// Not supported.
  void setStageInputDescriptor(const StageInputOutputDescriptor* /*stageInputDescriptor*/) {
    pewter_unsupported_call(this, "-[MTLComputePipelineDescriptor setStageInputDescriptor:]");
  }

  /// Remembered only.
  bool supportAddingBinaryFunctions() const {
    return pewter_MTLComputePipelineDescriptor_supportAddingBinaryFunctions(this);
  }

  /// Sets supportAddingBinaryFunctions().
  void setSupportAddingBinaryFunctions(bool supportAddingBinaryFunctions) {
    pewter_MTLComputePipelineDescriptor_setSupportAddingBinaryFunctions_(this, supportAddingBinaryFunctions);
  }

  /// Remembered only: indirect command buffers are not supported.
  bool supportIndirectCommandBuffers() const {
    return pewter_MTLComputePipelineDescriptor_supportIndirectCommandBuffers(this);
  }

  /// Sets supportIndirectCommandBuffers().
  void setSupportIndirectCommandBuffers(bool supportIndirectCommandBuffers) {
    pewter_MTLComputePipelineDescriptor_setSupportIndirectCommandBuffers_(this, supportIndirectCommandBuffers);
  }

  /// A promise that threadgroups are whole SIMD-groups.
  bool threadGroupSizeIsMultipleOfThreadExecutionWidth() const {
    return pewter_MTLComputePipelineDescriptor_threadGroupSizeIsMultipleOfThreadExecutionWidth(this);
  }

  /// Sets threadGroupSizeIsMultipleOfThreadExecutionWidth().
  void setThreadGroupSizeIsMultipleOfThreadExecutionWidth(bool threadGroupSizeIsMultipleOfThreadExecutionWidth) {
    pewter_MTLComputePipelineDescriptor_setThreadGroupSizeIsMultipleOfThreadExecutionWidth_(
        this, threadGroupSizeIsMultipleOfThreadExecutionWidth);
  }
};

/// A compiled kernel, ready to dispatch. Thread-safe.
class ComputePipelineState : public NS::Referencing<ComputePipelineState, Allocation> {
 public:
  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLComputePipelineState_device(this)); }

  /// Not supported: null.
  FunctionHandle* functionHandle(const NS::String* /*name*/) {
    return static_cast<FunctionHandle*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineState functionHandleWithName:]"));
  }

  /// Not supported: null.
  FunctionHandle* functionHandle(const Function* /*function*/) {
    return static_cast<FunctionHandle*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineState functionHandleWithFunction:]"));
  }

  /// An identifier that is unique in the process.
  ResourceID gpuResourceID() const { return pewter_MTLComputePipelineState_gpuResourceID(this); }

  /// Always 0: imageblocks are not supported.
  NS::UInteger imageblockMemoryLength(Size imageblockDimensions) {
    return pewter_MTLComputePipelineState_imageblockMemoryLengthForDimensions_(this, imageblockDimensions);
  }

  /// The label of the descriptor, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLComputePipelineState_label(this)); }

  /// Most threads that a threadgroup of this kernel may have.
  NS::UInteger maxTotalThreadsPerThreadgroup() const {
    return pewter_MTLComputePipelineState_maxTotalThreadsPerThreadgroup(this);
  }

  /// Not supported: null with an error.
  ComputePipelineState* newComputePipelineState(const NS::Array* /*functions*/, NS::Error** error) {
    return static_cast<ComputePipelineState*>(pewter_unsupported_error(
        this, "-[MTLComputePipelineState newComputePipelineStateWithAdditionalBinaryFunctions:error:]",
        reinterpret_cast<void**>(error)));
  }

  /// Not supported: null with an error.
  ComputePipelineState* newComputePipelineStateWithBinaryFunctions(const NS::Array* /*additionalBinaryFunctions*/,
                                                                   NS::Error** error) {
    return static_cast<ComputePipelineState*>(
        pewter_unsupported_error(this, "-[MTLComputePipelineState newComputePipelineStateWithBinaryFunctions:error:]",
                                 reinterpret_cast<void**>(error)));
  }

  /// Not supported: null.
  IntersectionFunctionTable* newIntersectionFunctionTable(const IntersectionFunctionTableDescriptor* /*descriptor*/) {
    return static_cast<IntersectionFunctionTable*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineState newIntersectionFunctionTableWithDescriptor:]"));
  }

  /// Not supported: null.
  VisibleFunctionTable* newVisibleFunctionTable(const VisibleFunctionTableDescriptor* /*descriptor*/) {
    return static_cast<VisibleFunctionTable*>(
        pewter_unsupported_call(this, "-[MTLComputePipelineState newVisibleFunctionTableWithDescriptor:]"));
  }

  /// The kernel's arguments; autoreleased.
  ComputePipelineReflection* reflection() const {
    return static_cast<ComputePipelineReflection*>(pewter_MTLComputePipelineState_reflection(this));
  }

  /// Zeros: any size is allowed.
  Size requiredThreadsPerThreadgroup() const {
    return pewter_MTLComputePipelineState_requiredThreadsPerThreadgroup(this);
  }

  /// ShaderValidationDefault.
  ShaderValidation shaderValidation() const { return pewter_MTLComputePipelineState_shaderValidation(this); }

  /// Bytes of threadgroup memory that the kernel declares itself.
  NS::UInteger staticThreadgroupMemoryLength() const {
    return pewter_MTLComputePipelineState_staticThreadgroupMemoryLength(this);
  }

  /// Always false.
  bool supportIndirectCommandBuffers() const {
    return pewter_MTLComputePipelineState_supportIndirectCommandBuffers(this);
  }

  /// Threads of a SIMD-group: 32.
  NS::UInteger threadExecutionWidth() const { return pewter_MTLComputePipelineState_threadExecutionWidth(this); }
};

}  // namespace MTL
