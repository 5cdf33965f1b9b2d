// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Metal/MTLDrawable.hpp"
#include "../Metal/MTLTexture.hpp"
#include "CADefines.hpp"
#include "CAPrivate.hpp"

namespace CA {

/// Not supported: no object of this class exists, so pointers to it are null and calls return null.
class MetalDrawable : public NS::Referencing<MetalDrawable, MTL::Drawable> {
 public:
  class MetalLayer* layer() const { return nullptr; }
  MTL::Texture* texture() const { return nullptr; }
};

}  // namespace CA
