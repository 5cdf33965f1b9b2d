// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPixelFormat.hpp"
#include "MTLPrivate.hpp"
#include "MTLResource.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class Device;
class Resource;
class SharedTextureHandle;
class Texture;
class TextureDescriptor;
class TextureViewDescriptor;

_MTL_ENUM(NS::UInteger, TextureType){
    TextureType1D = 0,
    TextureType1DArray = 1,
    TextureType2D = 2,
    TextureType2DArray = 3,
    TextureType2DMultisample = 4,
    TextureTypeCube = 5,
    TextureTypeCubeArray = 6,
    TextureType3D = 7,
    TextureType2DMultisampleArray = 8,
    TextureTypeTextureBuffer = 9,
};

_MTL_ENUM(uint8_t, TextureSwizzle){
    TextureSwizzleZero = 0,  TextureSwizzleOne = 1,  TextureSwizzleRed = 2,
    TextureSwizzleGreen = 3, TextureSwizzleBlue = 4, TextureSwizzleAlpha = 5,
};

_MTL_ENUM(NS::Integer, TextureCompressionType){
    TextureCompressionTypeLossless = 0,
    TextureCompressionTypeLossy = 1,
};

_MTL_OPTIONS(NS::UInteger, TextureUsage){
    TextureUsageUnknown = 0,           TextureUsageShaderRead = 1,           TextureUsageShaderWrite = 1 << 1,
    TextureUsageRenderTarget = 1 << 2, TextureUsagePixelFormatView = 1 << 4, TextureUsageShaderAtomic = 1 << 5,
};

/// Where the channels of a texture come from; identity at first.
struct TextureSwizzleChannels {
  TextureSwizzleChannels()
      : TextureSwizzleChannels(TextureSwizzleRed, TextureSwizzleGreen, TextureSwizzleBlue, TextureSwizzleAlpha) {}
  TextureSwizzleChannels(TextureSwizzle r, TextureSwizzle g, TextureSwizzle b, TextureSwizzle a)
      : red(r), green(g), blue(b), alpha(a) {}
  static TextureSwizzleChannels Default() { return {}; }
  static TextureSwizzleChannels Make(TextureSwizzle r, TextureSwizzle g, TextureSwizzle b, TextureSwizzle a) {
    return {r, g, b, a};
  }

  TextureSwizzle red;
  TextureSwizzle green;
  TextureSwizzle blue;
  TextureSwizzle alpha;
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class SharedTextureHandle : public NS::SecureCoding<SharedTextureHandle> {
 public:
  static SharedTextureHandle* alloc() {
    return static_cast<SharedTextureHandle*>(pewter_unsupported("MTLSharedTextureHandle"));
  }

  SharedTextureHandle* init() { return Object::init<SharedTextureHandle>(); }

  Device* device() const { return {}; }

  NS::String* label() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TextureDescriptor : public NS::Copying<TextureDescriptor> {
 public:
  static TextureDescriptor* alloc() {
    return static_cast<TextureDescriptor*>(pewter_unsupported("MTLTextureDescriptor"));
  }

  TextureDescriptor* init() { return Object::init<TextureDescriptor>(); }

  static TextureDescriptor* texture2DDescriptor(PixelFormat /*pixelFormat*/, NS::UInteger /*width*/,
                                                NS::UInteger /*height*/, bool /*mipmapped*/) {
    return static_cast<TextureDescriptor*>(pewter_unsupported("MTLTextureDescriptor"));
  }

  static TextureDescriptor* textureBufferDescriptor(PixelFormat /*pixelFormat*/, NS::UInteger /*width*/,
                                                    ResourceOptions /*resourceOptions*/, TextureUsage /*usage*/) {
    return static_cast<TextureDescriptor*>(pewter_unsupported("MTLTextureDescriptor"));
  }

  static TextureDescriptor* textureCubeDescriptor(PixelFormat /*pixelFormat*/, NS::UInteger /*size*/,
                                                  bool /*mipmapped*/) {
    return static_cast<TextureDescriptor*>(pewter_unsupported("MTLTextureDescriptor"));
  }

  bool allowGPUOptimizedContents() const { return {}; }

  void setAllowGPUOptimizedContents(bool /*allowGPUOptimizedContents*/) {}

  NS::UInteger arrayLength() const { return {}; }

  void setArrayLength(NS::UInteger /*arrayLength*/) {}

  TextureCompressionType compressionType() const { return {}; }

  void setCompressionType(TextureCompressionType /*compressionType*/) {}

  CPUCacheMode cpuCacheMode() const { return {}; }

  void setCpuCacheMode(CPUCacheMode /*cpuCacheMode*/) {}

  NS::UInteger depth() const { return {}; }

  void setDepth(NS::UInteger /*depth*/) {}

  HazardTrackingMode hazardTrackingMode() const { return {}; }

  void setHazardTrackingMode(HazardTrackingMode /*hazardTrackingMode*/) {}

  NS::UInteger height() const { return {}; }

  void setHeight(NS::UInteger /*height*/) {}

  NS::UInteger mipmapLevelCount() const { return {}; }

  void setMipmapLevelCount(NS::UInteger /*mipmapLevelCount*/) {}

  PixelFormat pixelFormat() const { return {}; }

  void setPixelFormat(PixelFormat /*pixelFormat*/) {}

  SparsePageSize placementSparsePageSize() const { return {}; }

  void setPlacementSparsePageSize(SparsePageSize /*placementSparsePageSize*/) {}

  ResourceOptions resourceOptions() const { return {}; }

  void setResourceOptions(ResourceOptions /*resourceOptions*/) {}

  NS::UInteger sampleCount() const { return {}; }

  void setSampleCount(NS::UInteger /*sampleCount*/) {}

  StorageMode storageMode() const { return {}; }

  void setStorageMode(StorageMode /*storageMode*/) {}

  TextureSwizzleChannels swizzle() const { return {}; }

  void setSwizzle(TextureSwizzleChannels /*swizzle*/) {}

  TextureType textureType() const { return {}; }

  void setTextureType(TextureType /*textureType*/) {}

  TextureUsage usage() const { return {}; }

  void setUsage(TextureUsage /*usage*/) {}

  NS::UInteger width() const { return {}; }

  void setWidth(NS::UInteger /*width*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TextureViewDescriptor : public NS::Copying<TextureViewDescriptor> {
 public:
  static TextureViewDescriptor* alloc() {
    return static_cast<TextureViewDescriptor*>(pewter_unsupported("MTLTextureViewDescriptor"));
  }

  TextureViewDescriptor* init() { return Object::init<TextureViewDescriptor>(); }

  NS::Range levelRange() const { return NS::Range(0, 0); }

  void setLevelRange(NS::Range /*levelRange*/) {}

  PixelFormat pixelFormat() const { return {}; }

  void setPixelFormat(PixelFormat /*pixelFormat*/) {}

  NS::Range sliceRange() const { return NS::Range(0, 0); }

  void setSliceRange(NS::Range /*sliceRange*/) {}

  TextureSwizzleChannels swizzle() const { return {}; }

  void setSwizzle(TextureSwizzleChannels /*swizzle*/) {}

  TextureType textureType() const { return {}; }

  void setTextureType(TextureType /*textureType*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Texture : public NS::Referencing<Texture, Resource> {
 public:
  bool allowGPUOptimizedContents() const { return {}; }

  NS::UInteger arrayLength() const { return {}; }

  Buffer* buffer() const { return {}; }

  NS::UInteger bufferBytesPerRow() const { return {}; }

  NS::UInteger bufferOffset() const { return {}; }

  TextureCompressionType compressionType() const { return {}; }

  NS::UInteger depth() const { return {}; }

  NS::UInteger firstMipmapInTail() const { return {}; }

  [[deprecated("use isFramebufferOnly")]] bool framebufferOnly() const { return {}; }

  void getBytes(void* /*pixelBytes*/, NS::UInteger /*bytesPerRow*/, NS::UInteger /*bytesPerImage*/, Region /*region*/,
                NS::UInteger /*level*/, NS::UInteger /*slice*/) {}

  void getBytes(void* /*pixelBytes*/, NS::UInteger /*bytesPerRow*/, Region /*region*/, NS::UInteger /*level*/) {}

  ResourceID gpuResourceID() const { return {}; }

  NS::UInteger height() const { return {}; }

  IOSurfaceRef iosurface() const { return {}; }

  NS::UInteger iosurfacePlane() const { return {}; }

  bool isFramebufferOnly() const { return {}; }

  bool isShareable() const { return {}; }

  bool isSparse() const { return {}; }

  NS::UInteger mipmapLevelCount() const { return {}; }

  Texture* newRemoteTextureViewForDevice(const Device* /*device*/) { return {}; }

  SharedTextureHandle* newSharedTextureHandle() { return {}; }

  Texture* newTextureView(PixelFormat /*pixelFormat*/) { return {}; }

  Texture* newTextureView(PixelFormat /*pixelFormat*/, TextureType /*textureType*/, NS::Range /*levelRange*/,
                          NS::Range /*sliceRange*/) {
    return {};
  }

  Texture* newTextureView(const TextureViewDescriptor* /*descriptor*/) { return {}; }

  Texture* newTextureView(PixelFormat /*pixelFormat*/, TextureType /*textureType*/, NS::Range /*levelRange*/,
                          NS::Range /*sliceRange*/, TextureSwizzleChannels /*swizzle*/) {
    return {};
  }

  NS::UInteger parentRelativeLevel() const { return {}; }

  NS::UInteger parentRelativeSlice() const { return {}; }

  Texture* parentTexture() const { return {}; }

  PixelFormat pixelFormat() const { return {}; }

  Texture* remoteStorageTexture() const { return {}; }

  void replaceRegion(Region /*region*/, NS::UInteger /*level*/, NS::UInteger /*slice*/, const void* /*pixelBytes*/,
                     NS::UInteger /*bytesPerRow*/, NS::UInteger /*bytesPerImage*/) {}

  void replaceRegion(Region /*region*/, NS::UInteger /*level*/, const void* /*pixelBytes*/,
                     NS::UInteger /*bytesPerRow*/) {}

  Resource* rootResource() const { return {}; }

  NS::UInteger sampleCount() const { return {}; }

  [[deprecated("use isShareable")]] bool shareable() const { return {}; }

  TextureSparseTier sparseTextureTier() const { return {}; }

  TextureSwizzleChannels swizzle() const { return {}; }

  NS::UInteger tailSizeInBytes() const { return {}; }

  TextureType textureType() const { return {}; }

  TextureUsage usage() const { return {}; }

  NS::UInteger width() const { return {}; }
};

}  // namespace MTL
