// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Function;
class FunctionLog;
class FunctionLogDebugLocation;
class LogContainer;

_MTL_ENUM(NS::UInteger, FunctionLogType){
    FunctionLogTypeValidation = 0,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class LogContainer : public NS::Referencing<LogContainer, NS::FastEnumeration> {
 public:
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionLogDebugLocation : public NS::Referencing<FunctionLogDebugLocation> {
 public:
  NS::UInteger column() const { return {}; }

  NS::String* functionName() const { return {}; }

  NS::UInteger line() const { return {}; }

  NS::URL* URL() const { return {}; }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionLog : public NS::Referencing<FunctionLog> {
 public:
  FunctionLogDebugLocation* debugLocation() const { return {}; }

  NS::String* encoderLabel() const { return {}; }

  Function* function() const { return {}; }

  FunctionLogType type() const { return {}; }
};

}  // namespace MTL
