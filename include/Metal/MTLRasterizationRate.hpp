// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLDevice.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class Device;
class RasterizationRateLayerArray;
class RasterizationRateLayerDescriptor;
class RasterizationRateMap;
class RasterizationRateMapDescriptor;
class RasterizationRateSampleArray;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RasterizationRateSampleArray : public NS::Referencing<RasterizationRateSampleArray> {
 public:
  static RasterizationRateSampleArray* alloc() {
    return static_cast<RasterizationRateSampleArray*>(pewter_unsupported("MTLRasterizationRateSampleArray"));
  }

  RasterizationRateSampleArray* init() { return Object::init<RasterizationRateSampleArray>(); }

  NS::Number* object(NS::UInteger /*index*/) { return {}; }

  void setObject(const NS::Number* /*value*/, NS::UInteger /*index*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RasterizationRateLayerDescriptor : public NS::Copying<RasterizationRateLayerDescriptor> {
 public:
  static RasterizationRateLayerDescriptor* alloc() {
    return static_cast<RasterizationRateLayerDescriptor*>(pewter_unsupported("MTLRasterizationRateLayerDescriptor"));
  }

  RasterizationRateLayerDescriptor* init() { return Object::init<RasterizationRateLayerDescriptor>(); }

  RasterizationRateLayerDescriptor* init(Size /*sampleCount*/) { return {}; }

  RasterizationRateLayerDescriptor* init(Size /*sampleCount*/, const float* /*horizontal*/, const float* /*vertical*/) {
    return {};
  }

  RasterizationRateSampleArray* horizontal() const { return {}; }

  float* horizontalSampleStorage() const { return {}; }

  Size maxSampleCount() const { return {}; }

  Size sampleCount() const { return {}; }

  void setSampleCount(Size /*sampleCount*/) {}

  RasterizationRateSampleArray* vertical() const { return {}; }

  float* verticalSampleStorage() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RasterizationRateLayerArray : public NS::Referencing<RasterizationRateLayerArray> {
 public:
  static RasterizationRateLayerArray* alloc() {
    return static_cast<RasterizationRateLayerArray*>(pewter_unsupported("MTLRasterizationRateLayerArray"));
  }

  RasterizationRateLayerArray* init() { return Object::init<RasterizationRateLayerArray>(); }

  RasterizationRateLayerDescriptor* object(NS::UInteger /*layerIndex*/) { return {}; }

  void setObject(const RasterizationRateLayerDescriptor* /*layer*/, NS::UInteger /*layerIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RasterizationRateMapDescriptor : public NS::Copying<RasterizationRateMapDescriptor> {
 public:
  static RasterizationRateMapDescriptor* alloc() {
    return static_cast<RasterizationRateMapDescriptor*>(pewter_unsupported("MTLRasterizationRateMapDescriptor"));
  }

  RasterizationRateMapDescriptor* init() { return Object::init<RasterizationRateMapDescriptor>(); }

  static RasterizationRateMapDescriptor* rasterizationRateMapDescriptor(Size /*screenSize*/) {
    return static_cast<RasterizationRateMapDescriptor*>(pewter_unsupported("MTLRasterizationRateMapDescriptor"));
  }

  static RasterizationRateMapDescriptor* rasterizationRateMapDescriptor(
      Size /*screenSize*/, const RasterizationRateLayerDescriptor* /*layer*/) {
    return static_cast<RasterizationRateMapDescriptor*>(pewter_unsupported("MTLRasterizationRateMapDescriptor"));
  }

  static RasterizationRateMapDescriptor* rasterizationRateMapDescriptor(
      Size /*screenSize*/, NS::UInteger /*layerCount*/, const RasterizationRateLayerDescriptor* const* /*layers*/) {
    return static_cast<RasterizationRateMapDescriptor*>(pewter_unsupported("MTLRasterizationRateMapDescriptor"));
  }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  RasterizationRateLayerDescriptor* layer(NS::UInteger /*layerIndex*/) { return {}; }

  void setLayer(const RasterizationRateLayerDescriptor* /*layer*/, NS::UInteger /*layerIndex*/) {}

  NS::UInteger layerCount() const { return {}; }

  RasterizationRateLayerArray* layers() const { return {}; }

  Size screenSize() const { return {}; }

  void setScreenSize(Size /*screenSize*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class RasterizationRateMap : public NS::Referencing<RasterizationRateMap> {
 public:
  void copyParameterDataToBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/) {}

  Device* device() const { return {}; }

  NS::String* label() const { return {}; }

  NS::UInteger layerCount() const { return {}; }

  Coordinate2D mapPhysicalToScreenCoordinates(Coordinate2D /*physicalCoordinates*/, NS::UInteger /*layerIndex*/) {
    return {};
  }

  Coordinate2D mapScreenToPhysicalCoordinates(Coordinate2D /*screenCoordinates*/, NS::UInteger /*layerIndex*/) {
    return {};
  }

  SizeAndAlign parameterBufferSizeAndAlign() const { return {}; }

  Size physicalGranularity() const { return {}; }

  Size physicalSize(NS::UInteger /*layerIndex*/) { return {}; }

  Size screenSize() const { return {}; }
};

}  // namespace MTL
