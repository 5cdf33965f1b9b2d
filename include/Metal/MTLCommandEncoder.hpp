// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class CommandEncoder;
class Device;

/// How kernels use a resource that they reach through pointers.
_MTL_OPTIONS(NS::UInteger, ResourceUsage){
    ResourceUsageRead = 1,
    ResourceUsageWrite = 1 << 1,
    ResourceUsageSample = 1 << 2,
};

/// Kinds of resources that a barrier orders.
_MTL_OPTIONS(NS::UInteger, BarrierScope){
    BarrierScopeBuffers = 1,
    BarrierScopeTextures = 1 << 1,
    BarrierScopeRenderTargets = 1 << 2,
};

_MTL_OPTIONS(NS::UInteger, Stages){
    StageVertex = 1,
    StageFragment = 1 << 1,
    StageTile = 1 << 2,
    StageObject = 1 << 3,
    StageMesh = 1 << 4,
    StageResourceState = 1 << 26,
    StageDispatch = 1 << 27,
    StageBlit = 1 << 28,
    StageAccelerationStructure = 1 << 29,
    StageMachineLearning = 1 << 30,
    StageAll = 9223372036854775807,
};

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLCommandEncoder_device(const void* self);
PEWTER_IMPORT void pewter_MTLCommandEncoder_endEncoding(const void* self);
PEWTER_IMPORT void pewter_MTLCommandEncoder_insertDebugSignpost_(const void* self, const void* string);
PEWTER_IMPORT void* pewter_MTLCommandEncoder_label(const void* self);
PEWTER_IMPORT void pewter_MTLCommandEncoder_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void pewter_MTLCommandEncoder_popDebugGroup(const void* self);
PEWTER_IMPORT void pewter_MTLCommandEncoder_pushDebugGroup_(const void* self, const void* string);

namespace MTL {

/// What all encoders share. For one thread at a time; endEncoding() must be called before the last release.
class CommandEncoder : public NS::Referencing<CommandEncoder> {
 public:
  /// Not supported.
  void barrierAfterQueueStages(Stages /*afterQueueStages*/, Stages /*beforeStages*/) {
    pewter_unsupported_call(this, "-[MTLCommandEncoder barrierAfterQueueStages:beforeStages:]");
  }

  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLCommandEncoder_device(this)); }

  /// Ends the encoder: nothing more can be encoded with it. Once only.
  void endEncoding() { pewter_MTLCommandEncoder_endEncoding(this); }

  /// Leaves a named mark among the commands, for captures.
  void insertDebugSignpost(const NS::String* string) { pewter_MTLCommandEncoder_insertDebugSignpost_(this, string); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLCommandEncoder_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLCommandEncoder_setLabel_(this, label); }

  /// Ends the innermost debug group.
  void popDebugGroup() { pewter_MTLCommandEncoder_popDebugGroup(this); }

  /// Begins a named group of commands, for captures; groups nest.
  void pushDebugGroup(const NS::String* string) { pewter_MTLCommandEncoder_pushDebugGroup_(this, string); }
};

}  // namespace MTL
