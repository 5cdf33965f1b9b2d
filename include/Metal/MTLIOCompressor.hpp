// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLDevice.hpp"
#include "MTLPrivate.hpp"

#include <cstddef>

namespace MTL {

/// A compressed file being written. Not supported: always null.
using IOCompressionContext = void*;

_MTL_ENUM(NS::Integer, IOCompressionStatus){
    IOCompressionStatusComplete = 0,
    IOCompressionStatusError = 1,
};

/// Not supported: 0.
inline size_t IOCompressionContextDefaultChunkSize() {
  pewter_unsupported("MTLIOCompressionContext");
  return 0;
}

/// Not supported: null.
inline IOCompressionContext IOCreateCompressionContext(const char* /*path*/, IOCompressionMethod /*type*/,
                                                       size_t /*chunkSize*/) {
  return pewter_unsupported("MTLIOCompressionContext");
}

/// Not supported: does nothing.
inline void IOCompressionContextAppendData(IOCompressionContext /*context*/, const void* /*data*/, size_t /*size*/) {}

/// Not supported: IOCompressionStatusError.
inline IOCompressionStatus IOFlushAndDestroyCompressionContext(IOCompressionContext /*context*/) {
  return IOCompressionStatusError;
}

}  // namespace MTL
