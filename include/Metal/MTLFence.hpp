// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class Fence;

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLFence_device(const void* self);
PEWTER_IMPORT void* pewter_MTLFence_label(const void* self);
PEWTER_IMPORT void pewter_MTLFence_setLabel_(const void* self, const void* label);

namespace MTL {

/// Orders passes that share untracked resources: updated at the end of one encoder, waited for at the start of a
/// later one. Thread-safe.
class Fence : public NS::Referencing<Fence> {
 public:
  /// The device that made it; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLFence_device(this)); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLFence_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLFence_setLabel_(this, label); }
};

}  // namespace MTL
