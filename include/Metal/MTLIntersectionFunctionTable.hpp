// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class FunctionHandle;
class IntersectionFunctionTable;
class IntersectionFunctionTableDescriptor;
class VisibleFunctionTable;

_MTL_OPTIONS(NS::UInteger, IntersectionFunctionSignature){
    IntersectionFunctionSignatureNone = 0,
    IntersectionFunctionSignatureInstancing = 1,
    IntersectionFunctionSignatureTriangleData = 1 << 1,
    IntersectionFunctionSignatureWorldSpaceData = 1 << 2,
    IntersectionFunctionSignatureInstanceMotion = 1 << 3,
    IntersectionFunctionSignaturePrimitiveMotion = 1 << 4,
    IntersectionFunctionSignatureExtendedLimits = 1 << 5,
    IntersectionFunctionSignatureMaxLevels = 1 << 6,
    IntersectionFunctionSignatureCurveData = 1 << 7,
    IntersectionFunctionSignatureIntersectionFunctionBuffer = 1 << 8,
    IntersectionFunctionSignatureUserData = 1 << 9,
};

struct IntersectionFunctionBufferArguments {
  uint64_t intersectionFunctionBuffer;
  uint64_t intersectionFunctionBufferSize;
  uint64_t intersectionFunctionStride;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IntersectionFunctionTableDescriptor : public NS::Copying<IntersectionFunctionTableDescriptor> {
 public:
  static IntersectionFunctionTableDescriptor* alloc() {
    return static_cast<IntersectionFunctionTableDescriptor*>(
        pewter_unsupported("MTLIntersectionFunctionTableDescriptor"));
  }

  IntersectionFunctionTableDescriptor* init() { return Object::init<IntersectionFunctionTableDescriptor>(); }

  static IntersectionFunctionTableDescriptor* intersectionFunctionTableDescriptor() {
    return static_cast<IntersectionFunctionTableDescriptor*>(
        pewter_unsupported("MTLIntersectionFunctionTableDescriptor"));
  }

  NS::UInteger functionCount() const { return {}; }

  void setFunctionCount(NS::UInteger /*functionCount*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IntersectionFunctionTable : public NS::Referencing<IntersectionFunctionTable, Resource> {
 public:
  void setBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*index*/) {}

  void setBuffers(const Buffer* const* /*buffers*/, const NS::UInteger* /*offsets*/, NS::Range /*range*/) {}

  void setFunction(const FunctionHandle* /*function*/, NS::UInteger /*index*/) {}

  void setFunctions(const FunctionHandle* const* /*functions*/, NS::Range /*range*/) {}

  ResourceID gpuResourceID() const { return {}; }

  void setOpaqueCurveIntersectionFunction(IntersectionFunctionSignature /*signature*/, NS::UInteger /*index*/) {}

  void setOpaqueCurveIntersectionFunction(IntersectionFunctionSignature /*signature*/, NS::Range /*range*/) {}

  void setOpaqueTriangleIntersectionFunction(IntersectionFunctionSignature /*signature*/, NS::UInteger /*index*/) {}

  void setOpaqueTriangleIntersectionFunction(IntersectionFunctionSignature /*signature*/, NS::Range /*range*/) {}

  void setVisibleFunctionTable(const VisibleFunctionTable* /*functionTable*/, NS::UInteger /*bufferIndex*/) {}

  void setVisibleFunctionTables(const VisibleFunctionTable* const* /*functionTables*/, NS::Range /*bufferRange*/) {}
};

}  // namespace MTL
