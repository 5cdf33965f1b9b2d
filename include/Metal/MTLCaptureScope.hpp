// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class CaptureScope;
class CommandQueue;
class Device;

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLCaptureScope_beginScope(const void* self);
PEWTER_IMPORT void* pewter_MTLCaptureScope_commandQueue(const void* self);
PEWTER_IMPORT void* pewter_MTLCaptureScope_device(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureScope_endScope(const void* self);
PEWTER_IMPORT void* pewter_MTLCaptureScope_label(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureScope_setLabel_(const void* self, const void* pLabel);

namespace MTL {

/// Bounds of a capture that the program marks itself. Thread-safe.
class CaptureScope : public NS::Referencing<CaptureScope> {
 public:
  /// From here on commands belong to the scope.
  void beginScope() { pewter_MTLCaptureScope_beginScope(this); }

  /// The queue, or null for one of a device; borrowed.
  CommandQueue* commandQueue() const { return static_cast<CommandQueue*>(pewter_MTLCaptureScope_commandQueue(this)); }

  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLCaptureScope_device(this)); }

  /// Ends the scope; a capture started for it ends here.
  void endScope() { pewter_MTLCaptureScope_endScope(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLCaptureScope_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* pLabel) { pewter_MTLCaptureScope_setLabel_(this, pLabel); }
};

}  // namespace MTL
