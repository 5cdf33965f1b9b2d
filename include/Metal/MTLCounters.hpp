// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Counter;
class CounterSampleBuffer;
class CounterSampleBufferDescriptor;
class CounterSet;
class Device;

_MTL_ENUM(NS::Integer, CounterSampleBufferError){
    CounterSampleBufferErrorOutOfMemory = 0,
    CounterSampleBufferErrorInvalid = 1,
    CounterSampleBufferErrorInternal = 2,
};

using CommonCounter = NS::String*;

using CommonCounterSet = NS::String*;

_PEWTER_STRING_CONST(NS::ErrorDomain, CounterErrorDomain, "MTLCounterErrorDomain");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterTimestamp, "MTLCommonCounterTimestamp");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterTessellationInputPatches, "MTLCommonCounterTessellationInputPatches");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterVertexInvocations, "MTLCommonCounterVertexInvocations");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterPostTessellationVertexInvocations,
                     "MTLCommonCounterPostTessellationVertexInvocations");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterClipperInvocations, "MTLCommonCounterClipperInvocations");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterClipperPrimitivesOut, "MTLCommonCounterClipperPrimitivesOut");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterFragmentInvocations, "MTLCommonCounterFragmentInvocations");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterFragmentsPassed, "MTLCommonCounterFragmentsPassed");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterComputeKernelInvocations, "MTLCommonCounterComputeKernelInvocations");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterTotalCycles, "MTLCommonCounterTotalCycles");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterVertexCycles, "MTLCommonCounterVertexCycles");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterTessellationCycles, "MTLCommonCounterTessellationCycles");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterPostTessellationVertexCycles,
                     "MTLCommonCounterPostTessellationVertexCycles");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterFragmentCycles, "MTLCommonCounterFragmentCycles");

_PEWTER_STRING_CONST(CommonCounter, CommonCounterRenderTargetWriteCycles, "MTLCommonCounterRenderTargetWriteCycles");

_PEWTER_STRING_CONST(CommonCounterSet, CommonCounterSetTimestamp, "MTLCommonCounterSetTimestamp");

_PEWTER_STRING_CONST(CommonCounterSet, CommonCounterSetStageUtilization, "MTLCommonCounterSetStageUtilization");

_PEWTER_STRING_CONST(CommonCounterSet, CommonCounterSetStatistic, "MTLCommonCounterSetStatistic");

struct CounterResultTimestamp {
  uint64_t timestamp;
};

struct CounterResultStageUtilization {
  uint64_t totalCycles;
  uint64_t vertexCycles;
  uint64_t tessellationCycles;
  uint64_t postTessellationVertexCycles;
  uint64_t fragmentCycles;
  uint64_t renderTargetCycles;
};

struct CounterResultStatistic {
  uint64_t tessellationInputPatches;
  uint64_t vertexInvocations;
  uint64_t postTessellationVertexInvocations;
  uint64_t clipperInvocations;
  uint64_t clipperPrimitivesOut;
  uint64_t fragmentInvocations;
  uint64_t fragmentsPassed;
  uint64_t computeKernelInvocations;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Counter : public NS::Referencing<Counter> {
 public:
  NS::String* name() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class CounterSet : public NS::Referencing<CounterSet> {
 public:
  NS::Array* counters() const { return {}; }

  NS::String* name() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class CounterSampleBufferDescriptor : public NS::Copying<CounterSampleBufferDescriptor> {
 public:
  static CounterSampleBufferDescriptor* alloc() {
    return static_cast<CounterSampleBufferDescriptor*>(pewter_unsupported("MTLCounterSampleBufferDescriptor"));
  }

  CounterSampleBufferDescriptor* init() { return Object::init<CounterSampleBufferDescriptor>(); }

  CounterSet* counterSet() const { return {}; }

  void setCounterSet(const CounterSet* /*counterSet*/) {}

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  NS::UInteger sampleCount() const { return {}; }

  void setSampleCount(NS::UInteger /*sampleCount*/) {}

  StorageMode storageMode() const { return {}; }

  void setStorageMode(StorageMode /*storageMode*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class CounterSampleBuffer : public NS::Referencing<CounterSampleBuffer> {
 public:
  Device* device() const { return {}; }

  NS::String* label() const { return {}; }

  NS::Data* resolveCounterRange(NS::Range /*range*/) { return {}; }

  NS::UInteger sampleCount() const { return {}; }
};

}  // namespace MTL
