// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Buffer;
class IOCommandBuffer;
class IOFileHandle;
class SharedEvent;
class Texture;

_MTL_ENUM(NS::Integer, IOStatus){
    IOStatusPending = 0,
    IOStatusCancelled = 1,
    IOStatusError = 2,
    IOStatusComplete = 3,
};

#ifdef __BLOCKS__
using IOCommandBufferHandler = void (^)(IOCommandBuffer*);
#endif

using IOCommandBufferHandlerFunction = std::function<void(IOCommandBuffer*)>;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class IOCommandBuffer : public NS::Referencing<IOCommandBuffer> {
 public:
  void addBarrier() {}

#ifdef __BLOCKS__
  void addCompletedHandler(const IOCommandBufferHandler /*block*/) {}
#endif

  void addCompletedHandler(const IOCommandBufferHandlerFunction& /*function*/) {}

  void commit() {}

  void copyStatusToBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/) {}

  void enqueue() {}

  NS::Error* error() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  void loadBuffer(const Buffer* /*buffer*/, NS::UInteger /*offset*/, NS::UInteger /*size*/,
                  const IOFileHandle* /*sourceHandle*/, NS::UInteger /*sourceHandleOffset*/) {}

  void loadBytes(const void* /*pointer*/, NS::UInteger /*size*/, const IOFileHandle* /*sourceHandle*/,
                 NS::UInteger /*sourceHandleOffset*/) {}

  void loadTexture(const Texture* /*texture*/, NS::UInteger /*slice*/, NS::UInteger /*level*/, Size /*size*/,
                   NS::UInteger /*sourceBytesPerRow*/, NS::UInteger /*sourceBytesPerImage*/,
                   Origin /*destinationOrigin*/, const IOFileHandle* /*sourceHandle*/,
                   NS::UInteger /*sourceHandleOffset*/) {}

  void popDebugGroup() {}

  void pushDebugGroup(const NS::String* /*string*/) {}

  void signalEvent(const SharedEvent* /*event*/, uint64_t /*value*/) {}

  IOStatus status() const { return {}; }

  void tryCancel() {}

  void wait(const SharedEvent* /*event*/, uint64_t /*value*/) {}

  void waitUntilCompleted() {}
};

}  // namespace MTL
