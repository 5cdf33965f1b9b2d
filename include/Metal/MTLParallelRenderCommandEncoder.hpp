// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLCommandEncoder.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLRenderPass.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class ParallelRenderCommandEncoder;
class RenderCommandEncoder;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class ParallelRenderCommandEncoder : public NS::Referencing<ParallelRenderCommandEncoder, CommandEncoder> {
 public:
  void setColorStoreAction(StoreAction /*storeAction*/, NS::UInteger /*colorAttachmentIndex*/) {}

  void setColorStoreActionOptions(StoreActionOptions /*storeActionOptions*/, NS::UInteger /*colorAttachmentIndex*/) {}

  void setDepthStoreAction(StoreAction /*storeAction*/) {}

  void setDepthStoreActionOptions(StoreActionOptions /*storeActionOptions*/) {}

  RenderCommandEncoder* renderCommandEncoder() { return {}; }

  void setStencilStoreAction(StoreAction /*storeAction*/) {}

  void setStencilStoreActionOptions(StoreActionOptions /*storeActionOptions*/) {}
};

}  // namespace MTL
