// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CoreGraphics/CGGeometry.h>

#include "../Metal/MTLDevice.hpp"
#include "../Metal/MTLPixelFormat.hpp"
#include "../Metal/MTLTexture.hpp"
#include "CADefines.hpp"
#include "CAMetalDrawable.hpp"
#include "CAPrivate.hpp"

PEWTER_IMPORT void* pewter_CAMetalLayer_layer();

namespace CA {

/// Not supported: there is nothing to show a drawable on. layer() says so once in the log and returns null, on which all
/// other calls do nothing and return zero.
class MetalLayer : public NS::Referencing<MetalLayer> {
 public:
  static class MetalLayer* layer() { return static_cast<MetalLayer*>(pewter_CAMetalLayer_layer()); }

  MTL::Device* device() const { return nullptr; }
  void setDevice(MTL::Device*) {}

  MTL::PixelFormat pixelFormat() const { return static_cast<MTL::PixelFormat>(0); }
  void setPixelFormat(MTL::PixelFormat) {}

  bool framebufferOnly() const { return false; }
  void setFramebufferOnly(bool) {}

  CGSize drawableSize() const { return CGSize{0, 0}; }
  void setDrawableSize(CGSize) {}

  class MetalDrawable* nextDrawable() { return nullptr; }
};

}  // namespace CA
