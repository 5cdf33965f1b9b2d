// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLResourceViewPool.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class Texture;
class TextureDescriptor;
class TextureViewDescriptor;
class TextureViewPool;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class TextureViewPool : public NS::Referencing<TextureViewPool, ResourceViewPool> {
 public:
  ResourceID setTextureView(const Texture* /*texture*/, NS::UInteger /*index*/) { return {}; }

  ResourceID setTextureView(const Texture* /*texture*/, const TextureViewDescriptor* /*descriptor*/,
                            NS::UInteger /*index*/) {
    return {};
  }

  ResourceID setTextureViewFromBuffer(const Buffer* /*buffer*/, const TextureDescriptor* /*descriptor*/,
                                      NS::UInteger /*offset*/, NS::UInteger /*bytesPerRow*/, NS::UInteger /*index*/) {
    return {};
  }
};

}  // namespace MTL
