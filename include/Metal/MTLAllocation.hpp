// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Allocation;

}  // namespace MTL

PEWTER_IMPORT NS::UInteger pewter_MTLAllocation_allocatedSize(const void* self);

namespace MTL {

/// What takes up memory of a device: buffers, heaps and pipeline states. Thread-safe to read.
class Allocation : public NS::Referencing<Allocation> {
 public:
  /// Bytes of memory held, rounded up to whole pages where the memory comes from the system.
  NS::UInteger allocatedSize() const { return pewter_MTLAllocation_allocatedSize(this); }
};

}  // namespace MTL
