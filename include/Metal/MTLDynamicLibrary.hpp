// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Device;
class DynamicLibrary;

_MTL_ENUM(NS::UInteger, DynamicLibraryError){
    DynamicLibraryErrorNone = 0,
    DynamicLibraryErrorInvalidFile = 1,
    DynamicLibraryErrorCompilationFailure = 2,
    DynamicLibraryErrorUnresolvedInstallName = 3,
    DynamicLibraryErrorDependencyLoadFailure = 4,
    DynamicLibraryErrorUnsupported = 5,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class DynamicLibrary : public NS::Referencing<DynamicLibrary> {
 public:
  Device* device() const { return {}; }

  NS::String* installName() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  bool serializeToURL(const NS::URL* /*url*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }
};

}  // namespace MTL
