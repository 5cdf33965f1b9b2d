// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "MPSTypes.hpp"

PEWTER_IMPORT void* pewter_MPSKernel_device(const void* self);
PEWTER_IMPORT void* pewter_MPSKernel_label(const void* self);
PEWTER_IMPORT void pewter_MPSKernel_setLabel_(const void* self, const void* label);
PEWTER_IMPORT MPS::KernelOptions pewter_MPSKernel_options(const void* self);
PEWTER_IMPORT void pewter_MPSKernel_setOptions_(const void* self, MPS::KernelOptions options);

namespace MPS {

/// What all kernels have in common. A kernel is for one thread at a time: several threads that encode give each its own
/// copy(). Encoding copies all that the kernel holds, so that it may be changed or released right after.
class Kernel : public NS::Copying<Kernel> {
 public:
  /// The device that it was made for.
  MTL::Device* device() const { return static_cast<MTL::Device*>(pewter_MPSKernel_device(this)); }

  /// Null at first.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MPSKernel_label(this)); }

  /// Sets label().
  void setLabel(const NS::String* label) { pewter_MPSKernel_setLabel_(this, label); }

  /// KernelOptionsNone at first.
  KernelOptions options() const { return pewter_MPSKernel_options(this); }

  /// Sets options(), which are remembered only.
  void setOptions(KernelOptions options) { pewter_MPSKernel_setOptions_(this, options); }
};

}  // namespace MPS
