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

class FunctionHandle;
class VisibleFunctionTable;
class VisibleFunctionTableDescriptor;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class VisibleFunctionTableDescriptor : public NS::Copying<VisibleFunctionTableDescriptor> {
 public:
  static VisibleFunctionTableDescriptor* alloc() {
    return static_cast<VisibleFunctionTableDescriptor*>(pewter_unsupported("MTLVisibleFunctionTableDescriptor"));
  }

  VisibleFunctionTableDescriptor* init() { return Object::init<VisibleFunctionTableDescriptor>(); }

  static VisibleFunctionTableDescriptor* visibleFunctionTableDescriptor() {
    return static_cast<VisibleFunctionTableDescriptor*>(pewter_unsupported("MTLVisibleFunctionTableDescriptor"));
  }

  NS::UInteger functionCount() const { return {}; }

  void setFunctionCount(NS::UInteger /*functionCount*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class VisibleFunctionTable : public NS::Referencing<VisibleFunctionTable, Resource> {
 public:
  void setFunction(const FunctionHandle* /*function*/, NS::UInteger /*index*/) {}

  void setFunctions(const FunctionHandle* const* /*functions*/, NS::Range /*range*/) {}

  ResourceID gpuResourceID() const { return {}; }
};

}  // namespace MTL
