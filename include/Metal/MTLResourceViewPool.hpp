// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class ResourceViewPool;
class ResourceViewPoolDescriptor;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ResourceViewPoolDescriptor : public NS::Copying<ResourceViewPoolDescriptor> {
 public:
  static ResourceViewPoolDescriptor* alloc() {
    return static_cast<ResourceViewPoolDescriptor*>(pewter_unsupported("MTLResourceViewPoolDescriptor"));
  }

  ResourceViewPoolDescriptor* init() { return Object::init<ResourceViewPoolDescriptor>(); }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  NS::UInteger resourceViewCount() const { return {}; }

  void setResourceViewCount(NS::UInteger /*resourceViewCount*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ResourceViewPool : public NS::Referencing<ResourceViewPool> {
 public:
  ResourceID baseResourceID() const { return {}; }

  ResourceID copyResourceViewsFromPool(const ResourceViewPool* /*sourcePool*/, NS::Range /*sourceRange*/,
                                       NS::UInteger /*destinationIndex*/) {
    return {};
  }

  Device* device() const { return {}; }

  NS::String* label() const { return {}; }

  NS::UInteger resourceViewCount() const { return {}; }
};

}  // namespace MTL
