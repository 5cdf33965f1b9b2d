// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLLibrary.hpp"
#include "MTLPrivate.hpp"
#include "MTLTypes.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class FunctionHandle;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionHandle : public NS::Referencing<FunctionHandle> {
 public:
  Device* device() const { return {}; }

  FunctionType functionType() const { return {}; }

  ResourceID gpuResourceID() const { return {}; }

  NS::String* name() const { return {}; }
};

}  // namespace MTL
